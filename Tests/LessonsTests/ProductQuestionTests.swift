import Problems
import Testing

@testable import Lessons

/// A number that is asked for product by product: what is right, and what is said to the rest.
struct ProductQuestionTests {
  /// 2·1 + 1·0 + 0·2 + 2·(−1) = 0.
  private static let cell = "kind: number\ncell: [1, 0]\nproducts: true\n"
  /// 1·1 + 3·0 + 2·2 + 1·(−1) and the bias 3, 7.
  private static let biased =
    "show: {input: 1 3 -1 / 2 1 0 / 0 2 -1, ops: {conv2d: {weight: 1 0 / 2 -1, bias: 3}}}"

  @Test func `there is a field for each product, and one for the sum`() throws {
    let question = try LessonFixture.question(Self.cell)
    #expect(question.form == .products(rows: 2, columns: 2, hasBias: false))
    #expect(question.solution == ["2", "0", "0", "−2", "0"])
    #expect(question.check(question.solution) == .correct)
    #expect(question.focus == 2)
    let biased = try LessonFixture.question(
      "kind: number\ncell: [0, 0]\nproducts: true", show: Self.biased)
    #expect(biased.form == .products(rows: 2, columns: 2, hasBias: true))
    #expect(biased.solution == ["1", "0", "4", "−1", "7"])
  }

  @Test func `a wrong product is told with its place, the others are not`() throws {
    let question = try LessonFixture.question(Self.cell)
    let one = question.check(["2", "0", "0", "2", "4"])
    #expect(
      one
        == .wrong(
          cells: [3, 4], message: "Row 1, column 1 of the window: 2·(−1) is −2, not 2.",
          diagnosis: .misconception(id: "sum-sign-lost", name: "a minus was lost", edits: nil)))
    // The sum that is right does not make it right.
    #expect(
      question.check(["2", "1", "0", "−2", "0"])
        == .wrong(
          cells: [1], message: "Row 0, column 1 of the window: 1·0 is 0, not 1.",
          diagnosis: .misconception(
            id: "sum-zero-as-one", name: "a zero let its cell pass", edits: nil)))
    #expect(
      question.said(to: ["3", "0", "0", "7", "9"])
        == "Row 0, column 0 of the window: 2·1 is 2, not 3. Another one is wrong, too.")
    #expect(
      question.said(to: ["3", "5", "0", "7", "90"])
        == "Row 0, column 0 of the window: 2·1 is 2, not 3. 2 more are wrong.")
  }

  @Test func `several wrong products that add up to a known slip are told what it is`() throws {
    // The kernel turned by half a turn: −2, 2, 0 and 2.
    let question = try LessonFixture.question(Self.cell)
    guard
      case .wrong(let cells, _, .misconception(let id, _, let edits)) = question.check(
        ["−2", "2", "0", "2", "2"])
    else {
      Issue.record("the turned kernel is not told")
      return
    }
    #expect(cells == [0, 1, 3, 4] && id == "kernel-turned" && edits != nil)
    // An author's word goes first, and nobody says it to products that do not add up to it.
    let slip = try LessonFixture.question(Self.cell + "slips: [{answer: 2, say: Turned.}]")
    #expect(slip.said(to: ["−2", "2", "0", "2", "2"]) == "Turned.")
    #expect(slip.said(to: ["9", "2", "0", "2", "2"])?.hasPrefix("Row 0, column 0") == true)
  }

  @Test func `right products with a wrong sum are told so, and what happened in adding`() throws {
    let question = try LessonFixture.question(
      Self.cell + "slips: [{answer: 4, say: Another window.}]")
    #expect(
      question.check(["2", "0", "0", "−2", "4"])
        == .wrong(
          cells: [4],
          message: "All products are right, but not their sum. One number of a pair is below zero,"
            + " so its product is taken off.",
          diagnosis: .misconception(id: "sum-sign-lost", name: "a minus was lost", edits: nil)))
    #expect(
      question.said(to: ["2", "0", "0", "−2", "55"])
        == "All products are right, but not their sum. Add them up again.")
    let biased = try LessonFixture.question(
      "kind: number\ncell: [0, 0]\nproducts: true", show: Self.biased)
    #expect(
      biased.said(to: ["1", "0", "4", "−1", "4"])?.hasPrefix(
        "All products are right, but not their sum. When the products are added up, the bias")
        == true)
    #expect(
      biased.said(to: ["1", "0", "4", "−1", "55"])
        == "All products are right, but not their sum. Add them up again, and the bias of 3 with"
        + " them.")
  }

  @Test func `products may be written on a line, or left to the sum`() throws {
    let question = try LessonFixture.question(Self.cell)
    for right in ["0", "2 0 / 0 -2 / 0", "2 0/0 -2/0", "2 0 0 −2 0", "4/2 0 / 0 -2 / 0,0"] {
      #expect(question.said(to: [right]) == nil, "\(right)")
    }
    #expect(question.said(to: ["4"]) != nil)
    #expect(
      question.said(to: ["2 0 0 −2"])
        == "Give 4 products row by row, and their sum behind them: 5 numbers.")
    #expect(
      question.check(["2", "0", "two", "−2", "0"])
        == .unreadable(
          cells: [2], message: "'two' is not a number. Write one like 3, −2, 0.5 or 1/3."))
  }

  @Test func `channels stand below each other, a row of weights is a row`() throws {
    let channels = "[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]"
    let volume = try LessonFixture.question(
      "kind: number\nproducts: true",
      show: "show: {input: \(channels), ops: {conv2d: {weight: [\(channels)]}}}")
    #expect(volume.form == .products(rows: 4, columns: 2, hasBias: false))
    #expect(
      volume.said(to: ["1", "4", "9", "16", "25", "36", "7", "64", "204"])
        == "Channel 1, row 1, column 0 of the window: 7·7 is 49, not 7.")
    let line = try LessonFixture.question(
      "kind: number\ncell: 0\nproducts: true",
      show: "show: {input: 1 2 3, ops: {linear: {weight: 4 5 6}}}")
    // A tolerance is that of the sum.
    let rough = try LessonFixture.question(Self.cell + "tolerance: 0.5")
    #expect(rough.said(to: ["2", "0", "0", "−2", "0.4"]) == nil)
    #expect(rough.said(to: ["2.4", "0", "0", "−2", "0.4"])?.hasPrefix("Row 0, column 0") == true)
    #expect(line.form == .products(rows: 1, columns: 3, hasBias: false))
    #expect(line.said(to: ["4", "7", "18", "29"]) == "Column 1: 2·5 is 10, not 7.")
    // Transposed, one tap of each channel reaches a result, which is no window of four.
    let stamped = try LessonFixture.question(
      "kind: number\ncell: [0, 1]\nproducts: true",
      show: "show: {input: [[[1]], [[2]], [[3]], [[4]]], ops: {conv_transpose2d: {weight:"
        + " [[[[1, 2], [3, 4]]], [[[1, 2], [3, 4]]], [[[1, 2], [3, 4]]], [[[1, 2], [3, 4]]]],"
        + " stride: 2}}}")
    #expect(stamped.form == .products(rows: 1, columns: 4, hasBias: false))
  }
}
