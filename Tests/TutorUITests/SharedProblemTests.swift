import Lessons
import Problems
import Storyboards
import TensorEngine
import TerminalKit
import Testing

@testable import TutorUI

/// Steps about one problem, such as the ops of somebody's own.
struct SharedProblemTests {
  private static let backend = ReferenceBackend<Double>()

  /// A step for each op of a problem, the same problem for all of them where they have an id.
  private func model(_ id: String?) throws -> LessonModel {
    let problem = try Problem(input: "1 -2 3", operations: "conv1d 1 1 | relu")
    let solved = try SolvedProblem(running: problem.built(), on: Self.backend)
    let steps = [0, 1].map { operation in
      let live = LiveProblem(solved, operation: operation, on: Self.backend) { solved, op, view in
        try LinkedViews(
          of: solved.problem.steps[op].main, in: solved.executed, startingWith: view)
      }
      let views = live.views(startingWith: nil)
      return PreparedStep(
        id: "step-\(operation)", text: LessonText(plain: "As it was."), views: views, live: live,
        shared: id.map { id in
          SharedProblem(id: id) {
            LessonText(plain: "Input \($0.problem.problem.input.value.elements)")
          }
        },
        frames: views.first.frames.indices)
    }
    return LessonModel(PreparedLesson(id: "problem", title: "Problem", steps: steps))
  }

  private func press(_ keys: [Key], _ model: inout LessonModel) {
    for key in keys { _ = model.update(key) }
  }

  private func output(_ model: LessonModel) throws -> [Double] {
    try #require(model.step.player?.live).outcome.get().output.elements
  }

  @Test func `what is changed in one step is changed in the others, and taken back in any`() throws
  {
    var model = try model("own")
    let before = try output(model)
    press(["e", "9", .enter, .escape], &model)
    let changed = try output(model)
    #expect(changed != before)
    #expect(model.text(ofStep: 1).firstSentence == "Input [9.0, -2.0, 3.0]")
    press([.pageDown], &model)
    #expect(model.index == 1)
    #expect(try output(model) == changed)
    let input = model.step.player?.storyboard.panels.first?.planes.first?.values
    #expect(input == [7, 1])
    press(["u", .pageUp], &model)
    #expect(model.index == 0)
    #expect(try output(model) == before)
    #expect(model.text(ofStep: 0).firstSentence == "As it was")
  }

  @Test func `steps of a lesson keep their changes to themselves`() throws {
    var model = try model(nil)
    let before = try output(model)
    press(["e", "9", .enter, .escape, .pageDown], &model)
    #expect(try output(model) == before)
    #expect(model.text(ofStep: 0).firstSentence == "As it was")
  }
}
