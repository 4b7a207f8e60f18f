import Lessons
import StageUI
import Storyboards
import Synchronization
import TensorEngine
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

/// What comes on the stage with the answer to a question about another value than the one that stood there,
/// or about values that were to be found.
struct AnswerStageTests {
  /// A convolution on the stage, 4 −5 / 0 6, and a ReLU behind it.
  private static let show =
    "show: {input: 1 3 -1 / -9 1 0 / 0 2 -1, ops: [{conv2d: {weight: 1 0 / 2 -1}}, relu], node: 0}"
  private static let relu = "{question: What is left?, kind: grid, node: 1, hints: [Cut.]}"
  private static let sum = "{question: Which?, kind: number, node: 0, cell: [0, 0], hints: [Add.]}"
  private static let find = """
    {question: Which two?, kind: find, unknown: 0.weight, shape: 1 x 2, must: {output: 0 3 0},
     answer: -1 1, hints: [Try.]}
    """

  private func answer(_ model: inout LessonModel, _ texts: String...) {
    for text in texts {
      for character in text { _ = model.update(.character(character)) }
      _ = model.update(.enter)
    }
  }

  @Test func `a result further on comes with what it is made from`() throws {
    var model = try LessonModel.written(Self.show + "\n    hides: true\n    ask: " + Self.relu)
    let asked = model.screenLines()
    #expect(asked.contains { $0.contains("conv2d, kernel 2×2") })
    #expect(!model.step.showsAnswerStage)
    let question = try #require(asked.firstIndex { $0.contains("Your turn") })
    answer(&model, "0", "2", "0", "0")
    #expect(!model.step.showsAnswerStage)
    model.step.answer { $0.showSolution() }
    let solved = model.screenLines()
    #expect(model.step.player?.storyView == .chain)
    #expect(solved.contains { $0.contains("input → conv2d → relu") })
    // Nothing has moved, and the grid that was typed is not drawn twice.
    #expect(solved.firstIndex { $0.contains("The solution") } == question)
    #expect(model.step.question?.entry.texts == model.step.question?.content.solution)
    #expect(solved[question...].allSatisfy { !$0.contains("[") })
  }

  @Test func `it is there again when the lesson is resumed`() throws {
    var model = try LessonModel.written(Self.show + "\n    hides: true\n    ask: " + Self.relu)
    model.step.answer { $0.showSolution() }
    _ = model.step.step(by: -1)
    let resumed = LessonModel(model.lesson, resuming: model.state)
    #expect(resumed.step.showsAnswerStage)
    #expect(resumed.step.player?.position == model.step.player?.position)
    #expect(resumed.screenLines() == model.screenLines())
  }

  @Test func `a question behind it finds the stage as it was`() throws {
    var model = try LessonModel.written(
      Self.show + "\n    hides: true\n    ask: [\(Self.relu), \(Self.sum)]")
    model.step.answer { $0.showSolution() }
    // The next question asks for a number that would stand there.
    #expect(!model.step.showsAnswerStage)
    let asking = try LessonModel.written(
      Self.show + "\n    hides: true\n    ask: [\(Self.relu), \(Self.relu)]")
    #expect(asking.step.question?.content.answerStage != nil)
  }

  @Test func `what a later step asks for does not come before`() throws {
    var model = try LessonModel.written(
      Self.show + "\n    hides: true\n    ask: " + Self.relu.replacing("grid", with: "size"),
      Self.show.replacing("node: 0", with: "node: 1") + "\n    ask: "
        + Self.relu.replacing("node: 1, ", with: ""))
    model.step.answer { $0.showSolution() }
    #expect(!model.step.showsAnswerStage)
  }

  @Test func `what was found stands on the stage, whichever right answer it was`() throws {
    var model = try LessonModel.written(
      "show: {input: 2 2 5 5, ops: [{conv1d: {weight: 0 0}}], frames: 0}\n    ask: " + Self.find)
    #expect(model.screenLines().contains { $0.shows("0 0") })
    answer(&model, "-1", "1")
    let solved = model.screenLines()
    #expect(model.step.showsAnswerStage && model.step.player?.isChanged == false)
    #expect(solved.contains { $0.shows("[−1 1]") && $0.shows("0 3[0]") })
    #expect(solved.contains { $0.contains("3 of 3") })
  }

  @Test func `what was found before a later op comes with the last result`() throws {
    var model = try LessonModel.written(
      "show: {input: 2 2 5 5, ops: [{conv1d: {weight: 0 0}}, relu], node: 0}\n    ask: " + Self.find
    )
    answer(&model, "-1", "1")
    #expect(model.step.player?.storyView == .chain)
    #expect(model.screenLines().contains { $0.shows("0 3[0]") })
  }

  /// The view with which the answer comes.
  private func viewOfAnswer(showing show: String, asking ask: String) throws -> StoryView? {
    var model = try LessonModel.written("show: {\(show)}\n    hides: true\n    ask: {\(ask)}")
    model.step.answer { $0.showSolution() }
    return model.step.player?.storyView
  }

  @Test func `the view that the step names is kept`() throws {
    let softmax = "input: 0 1, ops: [softmax, {mul: 2}], node: 0"
    let doubled = "question: What?, kind: grid, node: 1, hints: [Twice.]"
    #expect(try viewOfAnswer(showing: softmax, asking: doubled) == .chain)
    #expect(try viewOfAnswer(showing: softmax + ", view: gradients", asking: doubled) == .gradients)
    // What there is not in that view comes with what it is made from.
    #expect(try viewOfAnswer(showing: softmax + ", view: stages", asking: doubled) == .chain)
  }

  @Test(arguments: [
    ("{input: 0 1, ops: [{mul: 2}, softmax]}", "stages"), ("{input: 0 1, ops: relu}", "stages"),
    ("{input: 0 1, ops: [{mul: 2}, relu]}", "chain"), ("{input: 0 1, ops: relu}", "chain"),
  ]) func `a problem of the question's own keeps it, or leaves the stage as it is`(
    problem: String, view: String
  ) throws {
    let found = try viewOfAnswer(
      showing: "input: 3 4, ops: [{mul: 1}, softmax], view: \(view)",
      asking: "question: What?, kind: find, of: \(problem), unknown: input, shape: 1 x 2, "
        + "must: {output: 0.5 0.5}, answer: 0.5 0.5, hints: [Alike.]")
    #expect(found?.rawValue == view)
  }

  @Test func `it is computed once for all that ask for it`() throws {
    let backend = CountingBackend()
    let lesson = try LessonModel.written(
      "show: {input: 2 2 5 5, ops: [{conv1d: {weight: 0 0}}, relu]}\n    ask: " + Self.find,
      on: backend
    ).lesson
    let (prepared, question) = (backend.count, lesson.steps[0].questions[0])
    #expect(question.answerStage?(question.solution) != nil)
    var model = LessonModel(lesson)
    model.step.answer { $0.showSolution() }
    #expect(model.step.showsAnswerStage && backend.count == prepared)
  }
}

/// The reference, which counts how often something is run on it.
private final class CountingBackend: Backend {
  typealias Scalar = Double
  let name = "counting"
  private let reference = ReferenceBackend<Double>()
  private let compiled = Mutex(0)

  var count: Int { compiled.withLock { $0 } }

  func makeMemory(count: Int) throws(BackendError) -> any TensorMemory<Double> {
    try reference.makeMemory(count: count)
  }

  func finish() {}

  func compile(
    _ graph: Graph, outputs: [NodeID], bindings: [NodeID: TensorBuffer<Double>]
  ) throws -> any Executable<Double> {
    compiled.withLock { $0 += 1 }
    return reference.compile(graph, outputs: outputs, bindings: bindings)
  }
}
