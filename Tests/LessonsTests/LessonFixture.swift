import Problems
import TensorEngine
import TestSupport

@testable import Lessons

/// Lessons written for tests.
enum LessonFixture {
  static let backend = ReferenceBackend<Float>()

  /// The head of a lesson and the start of its steps.
  static let head = "format: 1\nid: test\ntitle: A test\ngoals: [testing]\nsteps:\n"

  /// A problem, indented for use in a step.
  static let board = "{input: 1 3 -1 / 2 1 0 / 0 2 -1, ops: conv2d 1 0 / 2 -1}"

  /// A step that asks about the board.
  static func step(_ ask: String, show: String = "show: " + board) -> String {
    let lines = ask.split(separator: "\n").map { "      \($0)\n" }.joined()
    return "  - text: Look.\n    \(show)\n    ask:\n" + lines
  }

  static func file(_ steps: String) throws(Diagnostic) -> SourceFile {
    try SourceFile(path: "lesson.yaml", text: head + steps)
  }

  static func lesson(_ steps: String) throws(Diagnostic) -> Lesson {
    try Lesson(try file(steps))
  }

  static func prepared(_ ask: String, show: String = "show: " + board) throws(Diagnostic)
    -> PreparedStep
  {
    try lesson(step(ask, show: show)).prepared(on: backend).steps[0]
  }

  /// A folder that is removed when the closure ends.
  static func withFolder(
    _ files: [String: String], _ body: (String) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    try body(folder.path)
  }
}
