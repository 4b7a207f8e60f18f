import Foundation
import Lessons
import TensorEngine
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

/// The README's picture of a lesson is what the program draws.
struct ReadmePictureTests {
  @Test func `the picture in the README is up to date`() throws {
    let readme = try String(contentsOf: Repository.url("README.md"), encoding: .utf8)
    let library = try LessonLibrary(folder: Repository.url("Lessons").path)
    let lesson = try library.lesson("convolution").prepared(on: ReferenceBackend<Float>())
    var model = TutorModel(Course(lessons: library.summaries), size: Size(width: 80, height: 24))
    _ = model.open(lesson)
    for _ in 0..<11 { _ = model.update(.key(.pageDown)) }
    for _ in 0..<7 { _ = model.update(.key(.right)) }
    let picture = drawing(TutorView(model: model), size: model.size).text
    #expect(readme.contains("```text\n\(picture)\n```"), "draw it again:\n\(picture)")
  }
}
