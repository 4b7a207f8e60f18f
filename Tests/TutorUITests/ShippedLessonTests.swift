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
    #expect(LessonFit.misfits(in: try lesson(id).lesson) == [])
  }

  @Test func `what has to be scrolled is named`() {
    let long = Array(repeating: "Many words of a lesson.", count: 120).joined(separator: " ")
    let steps = [
      PreparedStep(id: "prose", text: LessonText(long)),
      PreparedStep(
        id: "prompt", text: LessonText("Short."),
        questions: [
          SampleLessons.question(long, .choice(["yes", "no"]), solution: ["1"])
        ]),
    ]
    let misfits = LessonFit.misfits(in: PreparedLesson(id: "long", title: "Long", steps: steps))
    #expect(misfits.map(\.step) == [0, 1])
    #expect(misfits[0].message.hasPrefix("the prose of this step has to be scrolled"))
    #expect(misfits[1].message == "the question has to be scrolled at 80×24")
  }

  @Test(
    arguments: ids,
    [Size(width: 80, height: 24), Size(width: 120, height: 36), Size(width: 160, height: 50)])
  func `the stage stays where it is while its question is answered`(id: String, size: Size) throws {
    var model = try lesson(id)
    let body = Rect(x: 0, y: 0, width: size.width, height: size.height - 1)
    // The first line of the stage with something on it has the titles of its grids.
    func places(_ model: LessonModel) -> [Int]? {
      let view = LessonView(model, in: body)
      let stage = view.layout.stage
      let lines = drawing(view, size: body.size).text
        .split(separator: "\n", omittingEmptySubsequences: false)
      for y in lines.indices where y > stage.minY && y < stage.maxY - 1 {
        let line = lines[y].dropFirst(stage.minX + 1).prefix(stage.width - 2)
        if let first = line.firstIndex(where: { $0 != " " }) {
          return [stage.minY, stage.maxY, y, line.distance(from: line.startIndex, to: first)]
        }
      }
      return nil
    }
    for step in model.steps.indices {
      _ = model.go(toStep: step)
      let before = places(model)
      // Hints may push it aside; when they are gone it stands where it stood.
      for hints in 0...1 {
        var copy = model
        if hints == 1 { copy.step.answer { $0.showHint() } }
        copy.step.answer { $0.showSolution() }
        #expect(places(copy) == before, "\(hints) hints of step \(step + 1)")
      }
    }
  }

  @Test func `an answered choice does not tell what the next step asks`() throws {
    var model = try lesson("first-homework")
    model.step.answer { $0.showSolution() }
    #expect(model.step.player?.reveal == .nothing)
    let screen = drawing(
      LessonView(model, in: Rect(x: 0, y: 0, width: 80, height: 23)), width: 80, height: 23
    ).text
    #expect(screen.contains("results are left to step 2"))
    _ = model.update(.right)
    #expect(model.index == 1)
  }

  @Test(arguments: ids)
  func `the solution of every question is accepted`(id: String) throws {
    let lesson = try lesson(id).lesson
    #expect(lesson.steps.contains { !$0.questions.isEmpty })
    for (number, step) in lesson.steps.enumerated() {
      for question in step.questions {
        #expect(question.check(question.solution) == .correct, "step \(number + 1)")
      }
    }
  }

  @Test(arguments: ids)
  func `a lesson can be walked through to its end with one key`(id: String) throws {
    var model = try lesson(id)
    var presses = 0
    while !(model.isLastStep && model.step.isAtEnd), presses < 1_000 {
      model.step.answer { $0.showSolution() }
      _ = model.update(.right)
      presses += 1
    }
    #expect(model.isLastStep)
  }
}
