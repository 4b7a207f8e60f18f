import Lessons
import Typesetting

/// A lesson of a library, and a step of it where one is named.
struct LessonPlace {
  /// The lesson's id.
  let lesson: String
  /// The step, a position; `nil` for the one that was open.
  let step: Int?

  /// Finds what a command line names.
  ///
  /// - Parameters:
  ///   - name: The lesson's id, or its number in the list.
  ///   - step: The step's number, from 1, or its id.
  ///   - library: The lessons.
  /// - Throws: A diagnostic when there is no such lesson, and a failure when it has no such step.
  init(_ name: String, step: String?, in library: LessonLibrary) throws {
    let summaries = library.summaries
    let numbered = Int(name).flatMap {
      summaries.indices.contains($0 - 1) ? summaries[$0 - 1] : nil
    }
    let found = try numbered ?? library.summary(name)
    lesson = found.id
    self.step = try step.map { word in
      let number = Int(word).map { $0 - 1 } ?? found.steps.firstIndex { $0.id == word }
      guard let number, found.steps.indices.contains(number) else {
        throw CommandFailure(
          "the lesson \(found.id) has no step \(word.quoted)",
          remedy: "Its steps are 1 to \(found.steps.count); g lists them in the lesson.")
      }
      return number
    }
  }
}
