import Lessons
import Problems

extension Finding {
  /// Where lessons are looked for, and what was found.
  static var lessons: [Finding] {
    let shelf = LessonShelf()
    let used = shelf.places.firstIndex { $0.isUsable }
    var findings = shelf.places.indices.map { index in
      finding(on: shelf.places[index], isUsed: index == used)
    }
    if used == nil {
      findings.append(
        Finding(
          .problem, "lessons", "none were found",
          remedy: "Run 'make install', or name a folder of lessons in \(LessonShelf.variable)."))
    }
    return findings
  }

  private static func finding(on place: LessonShelf.Place, isUsed: Bool) -> Finding {
    guard let folder = place.folder else {
      return Finding(place.reason, place.isNamed ? "not set" : "not there")
    }
    guard isUsed else {
      return Finding(
        place.reason, place.exists ? "\(folder): passed over" : "\(folder): not there")
    }
    do throws(Diagnostic) {
      let library = try LessonLibrary(folder: folder)
      let count = library.summaries.count
      let value = "\(folder): \(count) lesson\(count == 1 ? "" : "s"), used"
      guard let problem = library.problems.first else { return Finding(place.reason, value) }
      return Finding(
        .problem, place.reason, "\(value)\n\(problem.headline)",
        remedy: "Run 'convscope check \(folder)' to see everything that is wrong.")
    } catch {
      return Finding(.problem, place.reason, error.headline, remedy: error.remedy)
    }
  }
}
