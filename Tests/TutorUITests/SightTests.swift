import Lessons
import Storyboards
import TensorEngine
import TestSupport
import Testing

@testable import TutorUI

/// What stands on large screens beside what a step shows, and may tell an answer.
struct SightTests {
  private static let conv = "input: 1 3 -1 / 2 1 0 / 0 2 -1, ops: [{conv2d: {weight: 1 0 / 2 -1}}]"
  private static let ask =
    "{question: What flows back?, kind: grid, gradient: input, hints: [Add.], explain: Added.}"

  private func sights(_ step: String) throws -> [QuestionSight] {
    try #require(LessonFit.sights(in: try LessonModel.written(step).lesson).first)
  }

  @Test func `views beside the first are in sight where nothing is kept back`() throws {
    let step = "show: {\(Self.conv)}\n    hides: HIDES\n    ask: \(Self.ask)"
    let open = try sights(step.replacing("HIDES", with: "false"))
    #expect(open.count == 1 && open[0].views.isSuperset(of: [.window, .im2col]))
    #expect(!open[0].hidesResults)
    let hidden = try sights(step.replacing("HIDES", with: "true"))
    #expect(hidden == [QuestionSight([.window], hidesResults: true)])
  }

  @Test func `the second question finds what the first has brought`() throws {
    let size = "{question: How large?, kind: size, hints: [Count.], explain: Counted.}"
    let sights = try sights("show: {\(Self.conv)}\n    ask: [\(size), \(Self.ask)]")
    #expect(sights.map(\.hidesResults) == [true, false])
    #expect(sights[0].views == [.window] && sights[1].views.count > 1)
  }

  @Test(arguments: [("companions: [gradients]", 1), ("companions: false", 0)])
  func `the linter finds an answer there`(companions: String, warnings: Int) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      format: 1
      id: a
      title: A
      goals: [g]
      steps:
        - text: Look.
          show: {\(Self.conv), \(companions)}
          hides: false
          ask: \(Self.ask)

      """, to: "01-a/lesson.yaml")
    let report = LessonLinter.check(
      [folder.path], on: ReferenceBackend<Double>(), sights: LessonFit.sights)
    #expect(
      report.diagnostics.map(\.message)
        == [String](
          repeating: "the answer stands on the stage while it is asked for", count: warnings))
  }
}
