import Lessons
import TensorEngine
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

/// What stands on a stage while a question is about it, and what once it is over.
struct AskedStageTests {
  private static let board = "{input: 1 3 -1 / 2 1 0 / 0 2 -1, ops: conv2d 1 0 / 2 -1"

  @Test func `only the value that is asked for is typed into the stage`() throws {
    let other = "of: {input: 1 2 / 3 4, ops: relu}, "
    for (of, isOnStage) in [("", true), (other, false)] {
      let model = try LessonModel.written(
        "    show: \(Self.board)}\n    hides: true\n"
          + "    ask: {question: Which?, kind: grid, \(of)hints: [Add.]}\n")
      #expect(model.step.hasGridOnStage == isOnStage)
    }
  }

  @Test func `a grid that was asked for stays whole where the step has one frame`() throws {
    for frames in ["0", "0-1"] {
      var model = try LessonModel.written(
        "    show: \(Self.board), frames: \(frames)}\n"
          + "    ask: {question: Which?, kind: grid, hints: [Add.]}\n")
      #expect(model.screen().shows("[·]·"))
      model.step.answer { $0.showSolution() }
      let text = model.screen()
      #expect(text.contains("4") && text.contains("5"))
      #expect(text.shows("0 6"), "\(text)")
    }
  }

  @Test func `what flows back is kept back with the results`() throws {
    var model = try LessonModel.written(
      """
          show: {input: 3 5, ops: 'linear 1 2 / 4 7', upstream: 1 2, view: gradients}
          hides: true
          ask: {question: Which?, kind: grid, gradient: input, hints: [Add.]}

      """)
    // dLoss/dInput is 1·1 + 2·4 and 1·2 + 2·7.
    #expect(!model.screen(120, 36).contains("16"))
    #expect(model.screen(120, 36).contains("upstream"))
    model.step.answer { $0.showSolution() }
    #expect(model.screen(120, 36).contains("16"))
  }

  @Test func `what flows back does not come beside a pool unasked`() throws {
    for (companions, comes) in [("", false), (", companions: [gradients]", true)] {
      var model = try LessonModel.written(
        "    show: {input: 1 2 3 4 / 5 6 7 8 / 9 1 2 3 / 4 5 6 7, ops: max_pool2d 2\(companions)}\n"
      )
      #expect(model.screen(160, 50).contains("dLoss/dInput") == comes)
      // The key brings it in any case.
      _ = model.update(.tab)
      #expect(model.screen(160, 50).contains("dLoss/dInput"))
    }
  }

  @Test func `a row of nine cells is typed without scrolling beside a stage`() throws {
    let numbers = (1...9).map(String.init).joined(separator: " ")
    var model = try LessonModel.written(
      "    show: \(Self.board)}\n    ask: {question: Which?, kind: grid,"
        + " of: {input: \(numbers), ops: relu}, hints: [Add.]}\n")
    for digit in 1...9 {
      _ = model.update(.character(Character("\(digit)")))
      _ = model.update(.right)
    }
    let row = model.screen(120, 36).split(separator: "\n").first { $0.contains("9]") }
    let typed = row.map { $0.split { !$0.isNumber }.prefix(9).compactMap { Int($0) } }
    #expect(typed == Array(1...9))
  }

  @Test func `after the answer an exhibit stands on its last step`() throws {
    var model = try LessonModel.written(
      """
          show: {perceptron: and}
          ask: {question: Which?, kind: choice, choices: [a, b], answer: a, hints: [Look.]}

      """)
    let before = try #require(model.step.exhibit)
    #expect(before.state.step == 0 && before.stepCount > 1)
    model.step.answer { $0.showSolution() }
    #expect(model.step.exhibit?.isAtEnd == true)
  }

  @Test func `shades are for what is bright or dark, not for switches`() throws {
    let pool = "{max_pool2d: {kernel_size: 2, return_indices: true}}"
    let model = try LessonModel.written(
      "    show: {input: 1 2 / 3 9, ops: [\(pool), max_unpool2d], shades: true}\n")
    let player = try #require(model.step.player)
    let switches = player.storyboard.panels.contains { $0.operand == .switches }
    #expect(switches)
    let buffer = drawing(player.view(), size: Size(width: 80, height: 20))
    // The pooled 9, and what comes of it: of 2×2 cells the 9 alone is no 0.
    let shaded = (0..<20).flatMap { y in (0..<80).map { buffer[$0, y] } }
      .filter { $0.style.shade != nil && $0.character.isNumber }
    #expect(!shaded.contains { $0.character == "3" })
    #expect(shaded.contains { $0.character == "9" })
  }

  @Test func `text alone stands in the middle of a large screen, and stays there`() throws {
    var model = try LessonModel.written(
      "    ask: {question: How many?, kind: number, answer: 4, hints: [Count.], explain: So.}\n")
    func places(_ model: LessonModel) -> [Int] {
      let layout = LessonView(model, in: Rect(x: 0, y: 0, width: 160, height: 49)).layout
      return [layout.prose.minX, layout.prose.width, layout.prose.minY, layout.question.minY]
    }
    let open = places(model)
    #expect(open[0] == 40 && open[1] == 80 && open[2] > 4)
    model.step.answer { $0.showHint() }
    #expect(places(model) == open)
    model.step.answer { $0.showSolution() }
    #expect(places(model) == open)
    let small = LessonView(model, in: Rect(x: 0, y: 0, width: 80, height: 23)).layout
    #expect(small.prose.minX == 1 && small.prose.minY == 2)
  }
}
