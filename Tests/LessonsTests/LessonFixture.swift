import Problems
import TensorEngine
import TestSupport
import Testing

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

  /// A question about the board, or about what else is shown.
  static func question(_ ask: String, show: String = "show: " + board) throws -> PreparedQuestion {
    try #require(try prepared("question: Q\nhints: [h]\n" + ask, show: show).questions.first)
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

extension PreparedQuestion {
  /// What is said to an answer; `nil` where it is right.
  func said(to texts: [String]) -> String? {
    switch check(texts) {
    case .correct, .kept: nil
    case .wrong(_, let message, _), .predicted(let message), .unreadable(_, let message): message
    }
  }
}
