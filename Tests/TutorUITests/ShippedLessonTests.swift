import Lessons
import TensorEngine
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

/// The shipped lessons on the screen that most people have.
struct ShippedLessonTests {
  private static let folder = Repository.url("Lessons").path

  private static let ids = ["convolution", "padding-and-stride", "first-homework"]

  private func lesson(_ id: String) throws -> LessonModel {
    let library = try LessonLibrary(folder: Self.folder)
    return LessonModel(try library.lesson(id).prepared(on: ReferenceBackend<Float>()))
  }

  @Test(arguments: ids)
  func `every step fits an 80 by 24 screen`(id: String) throws {
    var model = try lesson(id)
    let body = TutorView.body(of: Rect(x: 0, y: 0, width: 80, height: 24))
    for step in model.lesson.steps.indices {
      _ = model.go(toStep: step)
      let view = LessonView(model: model)
      #expect(view.showsEverything(in: body, glyphs: .unicode), "step \(step + 1) is cut")
      for _ in model.state.question?.question.hints ?? [] { model.state.question?.showHint() }
      let hints = LessonView(model: model).showsQuestion(in: body, glyphs: .unicode)
      #expect(hints, "hints of step \(step + 1) are cut")
      model.state.question?.showSolution()
      let solution = LessonView(model: model).showsQuestion(in: body, glyphs: .unicode)
      #expect(solution, "explanation of step \(step + 1) is cut")
    }
  }

  @Test(arguments: ids)
  func `the solution of every question is accepted`(id: String) throws {
    let lesson = try lesson(id).lesson
    for (number, step) in lesson.steps.enumerated() {
      guard let question = step.question else { continue }
      #expect(question.check(question.solution) == .correct, "step \(number + 1)")
    }
  }

  @Test(arguments: ids)
  func `a lesson can be walked through to its end with one key`(id: String) throws {
    var model = try lesson(id)
    var presses = 0
    while !(model.isLastStep && model.state.playback.isAtEnd), presses < 1_000 {
      model.state.question?.showSolution()
      _ = model.update(.right)
      presses += 1
    }
    #expect(model.isLastStep)
  }
}
