import Lessons
import TensorEngine
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

/// A sum that is asked for product by product, on a screen of 80×24.
struct ProductScreenTests {
  private func model(
    kernel: String, cell: String, hides: Bool = true
  ) throws -> LessonModel {
    try .written(
      """
      show: {input: 1 3 -1 2 / 2 1 0 1 / 0 2 -1 3 / 1 1 2 0, ops: {conv2d: {weight: \(kernel)}}}
          hides: \(hides)
          ask:
            {question: Which number?, kind: number, cell: \(cell), products: true, hints: [Add.]}
      """)
  }

  private func type(_ text: String, into model: inout LessonModel) {
    for character in text { _ = model.update(character == " " ? .space : .character(character)) }
  }

  @Test func `a wrong product is marked in its field and where its factors stand`() throws {
    var model = try model(kernel: "1 0 / 2 -1", cell: "[1, 0]")
    let asked = model.screenLines()
    type("2 0 0 2 4", into: &model)
    _ = model.update(.enter)
    let wrong = model.screenLines()
    // Input and kernel: [0|2) and [2|−1), and below them the field.
    #expect(wrong.contains { $0.contains("[ 0( 2)") }, "\(wrong)")
    #expect(wrong.contains { $0.contains("[ 2(−1)") }, "\(wrong)")
    #expect(wrong.contains { $0.contains("0(   2)") }, "\(wrong)")
    #expect(wrong.contains { $0.contains("sum") && $0.contains("(   4)") }, "\(wrong)")
    #expect(
      wrong.contains { $0.contains("Row 1, column 1 of the window: 2·(−1) is −2, not 2.") })
    // Typing it anew takes the mark away, and nothing on the stage has moved.
    type("-2", into: &model)
    let mended = model.screenLines()
    #expect(!mended.contains { $0.contains("|−1)") })
    let stage = asked.firstIndex { $0.contains("Your turn") } ?? 0
    #expect(mended[..<stage].elementsEqual(asked[..<stage]))
  }

  @Test func `the arrows lead from the window to the sum and back`() throws {
    var model = try model(kernel: "1 0 / 2 -1", cell: "[1, 0]")
    for key: Key in ["2", .right, "0", .down, "8", .down, "5", .up, "7", .end, "9"] {
      _ = model.update(key)
    }
    #expect(model.step.question?.entry.texts == ["2", "0", "7", "9", "5"])
    _ = model.update(.enter)
    // The cursor is at the first that is wrong, in the second row.
    _ = model.update(.up)
    type("2 0 0 -2 0", into: &model)
    #expect(model.step.question?.entry.texts == ["2", "0", "0", "−2", "0"])
    _ = model.update(.enter)
    #expect(model.step.question?.outcome == .right)
    // Nothing is typed any more: no field has a cursor.
    #expect(!model.screenLines().contains { $0.contains("[   0]") })
  }

  @Test func `nine products and their sum have room`() throws {
    let model = try model(kernel: "1 0 2 / 0 3 0 / -1 0 1", cell: "[1, 1]")
    #expect(LessonFit.misfits(in: model.lesson).map(\.message) == [])
    let text = model.screenLines()
    let first = try #require(text.firstIndex { $0.contains("products") && $0.contains("[   ·]") })
    #expect(text[first + 3].contains("sum"))
  }

  @Test func `half-typed products are there again when the lesson is resumed`() throws {
    var model = try model(kernel: "1 0 / 2 -1", cell: "[1, 0]")
    type("2 0 0", into: &model)
    let resumed = LessonModel(model.lesson, resuming: model.state)
    #expect(resumed.step.question?.entry.texts == ["2", "0", "0", "", ""])
  }

  @Test func `no mode opens in the middle of a number`() throws {
    var model = try model(kernel: "1 0 / 2 -1", cell: "[1, 0]", hides: false)
    _ = model.update("−")
    for key: Key in ["e", "v", "P"] {
      let outcomes = model.update(key)
      #expect(
        outcomes == [.notice("\(key.label()): a number is being typed; Enter checks it first.")])
    }
    // Behind a digit it is part of the number.
    type("2e1", into: &model)
    #expect(model.step.question?.entry.texts.first == "−2e1")
    #expect(model.step.player?.isEditing == false && model.step.player?.pointer == nil)
    _ = model.update(.space)
    _ = model.update("v")
    #expect(model.step.player?.pointer != nil)
  }
}
