import Foundation
import Problems
import Typesetting

/// What only shows when lessons are looked at together.
extension LessonLinter {
  /// Checks that lessons need others that exist, and none that needs them.
  ///
  /// - Parameters:
  ///   - lessons: The lessons that are reported on.
  ///   - library: All lessons of their folder.
  mutating func checkNeeds(of lessons: [Lesson], among library: [LessonSummary]) {
    let needs = Dictionary(library.map { ($0.id, $0.needs) }) { first, _ in first }
    let known = needs.keys.sorted() + shipped.filter { needs[$0] == nil }
    for lesson in lessons {
      for (index, need) in lesson.needs.enumerated() {
        if lesson.needs[..<index].contains(where: { $0.id == need.id }) {
          report.diagnostics.append(
            need.node.diagnostic(
              "\(need.id.quoted) is named twice", remedy: "Remove one of the two."))
        } else if need.id == lesson.id {
          report.diagnostics.append(
            need.node.diagnostic("the lesson needs itself", remedy: "Remove it."))
        } else if !known.contains(need.id) {
          report.diagnostics.append(
            need.node.diagnostic(
              "there is no lesson \(need.id.quoted)",
              remedy: NearestName.remedy(
                for: need.id, in: known, listedAs: "The lessons are", by: "convscope learn --list"))
          )
        } else if let way = Self.way(from: need.id, to: lesson.id, needs) {
          report.diagnostics.append(
            need.node.diagnostic(
              "these lessons need each other: \(([lesson.id] + way).joined(separator: " → "))",
              remedy: "One of them has to come first: remove what it needs."))
        }
      }
    }
  }

  /// The shortest chain of needs from one lesson to another; `nil` when there is none.
  ///
  /// - Complexity: O(lessons + needs).
  private static func way(
    from start: String, to goal: String, _ needs: [String: [String]]
  ) -> [String]? {
    var ways = [[start]]
    var seen: Set = [start]
    while !ways.isEmpty {
      let way = ways.removeFirst()
      let last = way[way.count - 1]
      if last == goal { return way }
      for next in needs[last] ?? [] where seen.insert(next).inserted { ways.append(way + [next]) }
    }
    return nil
  }

  /// Checks that no two lessons have the same id or the same title, whatever their case.
  mutating func checkUniqueNames(_ lessons: [Lesson]) {
    var first: [String: Lesson] = [:]
    var firstTitled: [String: Lesson] = [:]
    // Two paths may lead to the same file.
    var places: Set<String> = []
    for lesson in lessons where places.insert(Self.place(of: lesson)).inserted {
      let (id, title) = (lesson.id.lowercased(), lesson.title.lowercased())
      if let other = first[id] {
        report.diagnostics.append(
          Diagnostic(
            file: lesson.file.path, at: lesson.idLocation,
            "the id \(lesson.id.quoted) is taken by \(other.file.path)",
            remedy: "Choose another; case does not count."))
      } else if let other = firstTitled[title] {
        report.diagnostics.append(
          Diagnostic(
            file: lesson.file.path, at: lesson.titleLocation,
            "\(other.file.path) has the same title",
            remedy: "Choose another: lists cannot tell the two apart.", severity: .warning))
      }
      first[id] = first[id] ?? lesson
      firstTitled[title] = firstTitled[title] ?? lesson
    }
  }

  /// Where a lesson's file lies, whichever way it was reached.
  private static func place(of lesson: Lesson) -> String {
    URL(fileURLWithPath: lesson.file.path).standardizedFileURL.path
  }
}
