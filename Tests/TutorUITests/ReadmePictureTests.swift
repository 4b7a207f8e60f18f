import Foundation
import Lessons
import TensorEngine
import TerminalKit
import Testing

@testable import TutorUI

/// The README's picture of a lesson is what the program draws.
struct ReadmePictureTests {
  @Test func `the picture in the README is up to date`() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(
      contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let library = try LessonLibrary(folder: root.appendingPathComponent("Lessons").path)
    let lesson = try library.lesson("convolution").prepared(on: ReferenceBackend<Float>())
    var model = TutorModel(lessons: library.summaries, size: Size(width: 80, height: 24))
    model.open(lesson)
    for _ in 0..<10 { _ = model.update(.key(.pageDown)) }
    for _ in 0..<7 { _ = model.update(.key(.right)) }
    var buffer = Buffer(size: model.size)
    buffer.draw(TutorView(model: model), in: buffer.area)
    #expect(readme.contains("```text\n\(buffer.text)\n```"), "draw it again:\n\(buffer.text)")
  }
}
