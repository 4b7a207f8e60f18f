import Foundation
import LessonCatalog
import Lessons
import Practice
import Problems
import TensorEngine
import TestSupport

@testable import Homework

/// A sheet of two tasks and a class to try it on.
enum ClassFixture {
  static let text = """
    format: 1
    sheet: week-3
    title: Week 3, convolutions
    deadline: Monday 8 December, 10:00
    tasks:
      - family: one-cell
        level: 2
        points: 2
      - title: A small layer
        problem:
          input: 1 2 0 3 / 0 1 4 1 / 2 0 1 5 / 1 3 0 2
          ops:
            - conv2d: {weight: 1 0 / 2 -1}
            - relu
            - max_pool2d: {kernel_size: 2, stride: 1}
        parts:
          - {kind: size, of: 0, points: 1}
          - {kind: grid, of: 0, points: 3}
          - {kind: grid, of: 1, points: 1}
          - {kind: grid, of: 2, points: 2}
      - family: size-strided
        points: 1.5
    """

  static let backend = ReferenceBackend<Double>()

  /// The families that come along.
  static func library() throws -> FamilyLibrary {
    try FamilyLibrary(folder: Repository.url("Lessons/Exercises").path)
  }

  static func sheet(_ text: String = text) throws -> Sheet {
    try Sheet(try SourceFile(path: "week-3.yaml", text: text))
  }

  static func maker(_ text: String = text) throws -> SheetMaker {
    try SheetMaker(try sheet(text), families: try library(), on: backend)
  }

  static let students = (1...12).map { Roster.Student(id: "s\($0)", name: "Student \($0)") }

  /// A file of answers as a student hands it in.
  static func file(
    for student: Roster.Student, _ answers: [String: String], maker: SheetMaker
  ) throws -> AnswerFile {
    let text = AnswerFile.text(for: try maker.sheet(for: student), answers: answers)
    return try AnswerFile(try SourceFile(path: "\(student.id).answers.txt", text: text))
  }

  /// All right answers of a student.
  static func right(_ student: Roster.Student, _ maker: SheetMaker) throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: try maker.sheet(for: student).parts.map { ($0.id, $0.key.solution) })
  }
}

extension PartKey {
  /// The misconception that a wrong answer is told.
  func named(_ text: String) -> String? {
    guard case .wrong(_, _, .misconception(let id, _, _)?) = check(text) else { return nil }
    return id
  }
}
