import TestSupport
import Testing

@testable import TutorUI

/// What an op computes on its way is kept back with its result.
struct HiddenStepsTests {
  private static let ask =
    "hides: true\n    ask: {question: What?, kind: KIND, hints: [Compute.]}"

  private func screens(_ show: String, _ kind: String) throws -> (asked: String, solved: String) {
    var model = try LessonModel.written(
      "show: {\(show)}\n    " + Self.ask.replacing("KIND", with: kind))
    let asked = model.screen()
    model.step.answer { $0.showSolution() }
    return (asked, model.screen())
  }

  @Test(arguments: [
    ("input: [[1, 2], [0, 3]], ops: [{cross_entropy: {target: 0 1}}]", ["1.313", "0.04859"]),
    ("input: 1 2, ops: [{mse_loss: {target: 4 6}}]", ["9", "16"]),
    (
      "input: 1 2, ops: [{sgd: {grad: 5 7, lr: 0.5, momentum: 0.9, weight_decay: 0.5}}]",
      ["2.75", "4"]
    ),
  ]) func `the step before the last of an op`(show: String, numbers: [String]) throws {
    let (asked, solved) = try screens(show, show.contains("sgd") ? "grid" : "number")
    for number in numbers {
      #expect(!asked.contains(number), "\(number) leads to the answer")
      #expect(solved.contains(number))
    }
  }

  @Test(arguments: ["cells", "chain"]) func `what a mask is multiplied by`(view: String) throws {
    let ops = "[{dropout: {mask: 1 0 1 1, p: 0.75}}, relu]"
    let (asked, solved) = try screens(
      "input: 1 5 6 7, ops: \(ops), node: 0, view: \(view)", "grid")
    #expect(!asked.shows("4 0 4 4") && !asked.shows("[4]0 4 4"))
    #expect(asked.contains("scaled mask") && !asked.contains("mask /"))
    #expect(solved.shows("4[4]") && solved.contains(view == "cells" ? "dropout" : "→ dropout →"))
  }

  @Test func `all values of a chain but what was given`() throws {
    let (asked, solved) = try screens(
      "input: 1 3 -1 / -9 1 0 / 0 2 -1, ops: [{conv2d: {weight: 1 0 / 2 -1}}, relu], view: chain",
      "grid")
    #expect(asked.contains("−9") && asked.shows("2 −1"))
    #expect(!asked.contains("−18") && solved.contains("−18"))
  }

  @Test func `what the op was given stays`() throws {
    let (asked, _) = try screens(
      "input: 1 3 -1 / -9 1 0 / 0 2 -1, ops: [{conv2d: {weight: 1 0 / 2 -1}}, relu]", "grid")
    #expect(asked.contains("−18"))
  }

  @Test func `a layer with a bias is called by its name`() throws {
    let (asked, _) = try screens(
      "input: 1 2, ops: [{linear: {weight: 1 1, bias: 4}}, step], view: chain", "number")
    #expect(asked.contains("input → linear → step"))
  }

  /// A lesson of one step about a twin of two overlapping stamps, 1 2 3 4 times 1 and 2.
  private static let stamped =
    "input: 1 2, ops: [{conv_transpose1d: {weight: 3 4, padding: 1}}], view: stamp"

  @Test func `stamps, and what is cropped of their sum`() throws {
    // 3 4 0 and 0 6 8 add up to 3 10 8, of which the ends are cropped.
    let (asked, solved) = try screens(Self.stamped, "number")
    #expect(!asked.contains("6") && !asked.contains("8[") && !asked.contains("10"))
    #expect(solved.contains("3[10] 8"))
  }

  @Test func `a matrix has a row for each result, which tells their number`() throws {
    let conv = "input: 1 2 3 4, ops: [{conv1d: {weight: 5 7}}]"
    for (view, row) in [("im2col", "0   1  2"), ("matrix", "0   5  7  ·  ·")] {
      let (asked, solved) = try screens("\(conv), view: \(view)", "size")
      #expect(!asked.contains(row) && solved.contains(row))
    }
    // Whoever is asked for the numbers is shown the matrix, and no products.
    let grid = try screens("\(conv), view: matrix", "grid").asked
    #expect(grid.contains("·  5  7") && !grid.contains("14"))
  }

  @Test func `the named steps of a formula`() throws {
    let (asked, solved) = try screens("input: 0 1 2, ops: [softmax], view: stages", "grid")
    #expect(!asked.contains("2.718") && !asked.contains("11.11"))
    #expect(asked.contains("e^z") && solved.contains("11.11"))
  }

  @Test func `that the ring of a max pool never wins`() throws {
    let pool = "input: -1 -2 / -3 -4, ops: [{max_pool2d: {kernel_size: 2, padding: 1}}]"
    let (asked, solved) = try screens(pool, "grid")
    #expect(!asked.contains("∞") && solved.contains("−∞"))
  }

  @Test func `a title stands above the stage, and the op behind it where there is room`() throws {
    let shown = "input: 1 2, ops: relu, title: Nothing below zero"
    #expect(try screens(shown, "grid").asked.contains("┌─ Nothing below zero  relu ──"))
    let long = String(repeating: "ever ", count: 13) + "more"
    let cut = try screens("input: 1 2, ops: relu, title: \(long)", "grid").asked
    #expect(cut.contains("┌─ \(long) ─") && !cut.contains("relu"))
  }
}
