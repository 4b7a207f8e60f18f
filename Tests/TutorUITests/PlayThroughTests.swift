import Lessons
import TensorEngine
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

/// Every shipped lesson from its first step to its last by keys alone, each question answered wrongly
/// once and then rightly, as its learners can: no step may hold anybody.
@Suite("Lessons played to their ends")
struct PlayThroughTests {
  private static let folder = Repository.url("Lessons").path

  private static let ids =
    (try? LessonLibrary(folder: folder).summaries.map(\.id)) ?? []

  @Test func `all lessons are found`() { #expect(Self.ids.count > 50) }

  @Test(arguments: ids)
  func `a lesson is played by its keys`(id: String) throws {
    let library = try LessonLibrary(folder: Self.folder)
    var player = KeyPlayer(
      LessonModel(try library.lesson(id).prepared(on: ReferenceBackend<Float>())))
    player.playToEnd()
    #expect(player.faults == [])
    #expect(player.model.stepList?.isEnd == true)
    #expect(player.reached == player.model.steps.count)
    #expect(player.answered == player.model.lesson.steps.reduce(0) { $0 + $1.questions.count })
  }
}

/// Plays a lesson by keys, and notes what held it.
private struct KeyPlayer {
  private(set) var model: LessonModel
  /// What went otherwise than a learner expects.
  private(set) var faults: [String] = []
  /// The steps that were on the screen.
  private(set) var reached = 1
  /// The questions that were answered.
  private(set) var answered = 0

  init(_ model: LessonModel) { self.model = model }

  private var place: String { "\(model.lesson.id), step \(model.index + 1)" }

  /// Goes on until the lesson is over, or a step does not end.
  mutating func playToEnd() {
    var presses = 0
    while model.stepList == nil, presses < Self.mostPresses {
      if isForAnAnswer {
        answerWrongly()
        answerRightly()
        guard !model.step.isAsking else { return }
      }
      let step = model.index
      _ = model.update(.right)
      presses += 1
      if model.index != step {
        reached += 1
        presses = 0
      }
    }
    if model.stepList == nil { faults.append("\(place): the right arrow does not lead on") }
  }

  /// More presses of one key than the longest step has frames.
  private static let mostPresses = 2_000

  /// Whether the question is what there is to do: no frame is left, or the arrow keys are the answer's.
  private var isForAnAnswer: Bool {
    let step = model.step
    return step.isAsking
      && (step.hidesResults || step.isAtEnd || step.question?.entry.takesArrowKeys == true)
  }

  private mutating func answerWrongly() {
    guard let question = model.step.question else { return }
    type(Self.wrong(question.content), to: question.content)
    _ = model.update(.enter)
    switch model.step.question?.outcome {
    case .wrong(let message, _)? where !message.isEmpty: break
    case .predicted(let message)? where !message.isEmpty: break
    case let outcome: faults.append("\(place): a wrong answer comes to \(outcome as Any)")
    }
  }

  private mutating func answerRightly() {
    guard let question = model.step.question else { return }
    answered += 1
    // A prediction is over, whatever was said.
    guard !question.isClosed else { return }
    type(question.content.solution, to: question.content)
    _ = model.update(.enter)
    if model.step.question?.outcome != .right {
      faults.append("\(place): \(question.content.solution) is not taken")
    }
  }

  /// An answer of the question's form that is not right.
  private static func wrong(_ question: PreparedQuestion) -> [String] {
    var answer = question.solution
    func other(than text: String, of count: Int) -> String {
      String((Int(text) ?? 0) % max(1, count) + 1)
    }
    switch question.form {
    case .number, .count, .size, .shape, .text, .written: answer = ["987654"]
    case .choice(let options): answer = [other(than: answer[0], of: options.count)]
    case .several(let options):
      let left = options.indices.map { String($0 + 1) }.filter { !answer.contains($0) }
      answer = left.isEmpty ? Array(answer.dropLast()) : left
    case .match(_, let options):
      answer = answer.map { other(than: $0, of: options.count) }
    case .order: answer.reverse()
    case .grid, .fields, .products: answer[0] = "987654"
    }
    return answer
  }

  /// Types an answer over what stands there, but for the last Enter.
  private mutating func type(_ answer: [String], to question: PreparedQuestion) {
    switch question.form {
    case .number, .count, .size, .shape, .text, .written, .choice: press(answer[0])
    case .several:
      let chosen = Set(model.step.question?.entry.texts ?? [])
      for option in chosen.symmetricDifference(answer).sorted() { press(option) }
    case .match:
      for _ in answer { _ = model.update(.up) }
      for option in answer { press(option) }
    case .order:
      for (place, item) in answer.enumerated() {
        let row = model.step.question?.entry.texts.firstIndex(of: item) ?? place
        press("\(row + 1) \(place + 1) ")
      }
    case .grid, .fields, .products:
      for _ in answer {
        let cursor = Self.cursor(model)
        let text = answer[cursor]
        press(text)
        _ = model.update(.tab)
      }
    }
  }

  private static func cursor(_ model: LessonModel) -> Int {
    guard case .grid(let grid)? = model.step.question?.entry else { return 0 }
    return grid.position.row * grid.columns + grid.position.column
  }

  private mutating func press(_ text: String) {
    for character in text { _ = model.update(.character(character)) }
  }
}
