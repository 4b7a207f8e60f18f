import Misconceptions
import Testing

@testable import Lessons

struct AnswerTests {
  @Test(arguments: [
    ("3", 3.0), (" -2 ", -2), ("−2", -2), ("(−2)", -2), ("+4", 4), ("1/2", 0.5), ("-3/4", -0.75),
    ("0.5", 0.5), ("0,5", 0.5), (".5", 0.5), ("1e2", 100), ("= 7", 7),
  ])
  func `a number is read as people write it`(text: String, value: Double) {
    #expect(AnswerReader.number(text) == value)
  }

  @Test(arguments: ["", "two", "1/0", "1/2/3", "1,2,3", "nan", "-", "3 4"])
  func `what is no number is not guessed`(text: String) {
    #expect(AnswerReader.number(text) == nil)
  }

  @Test(arguments: [
    ("2,048", 2048.0), ("-2,048", -2048), ("2 048", 2048), ("1,234,567", 1_234_567),
    ("2048", 2048), ("2048.5", 2048.5),
  ])
  func `where a thousand or more is right, commas and blanks part groups of digits`(
    text: String, value: Double
  ) {
    #expect(AnswerReader.number(text, near: 4096) == value)
    #expect(key(.number, .number(value)).check([text]) == .correct)
    let grid = key(.grid(rows: 1, columns: 2), .grid(rows: 1, columns: 2, values: [value, 1]))
    #expect(grid.check([text, "1"]) == .correct)
  }

  @Test func `where less is right a comma is a decimal one, and that is said`() {
    #expect(AnswerReader.number("2,048", near: 2) == 2.048)
    #expect(AnswerReader.number("1,234,567", near: 2) == 1_234_567)
    #expect(AnswerReader.number("0,500", near: 0.5) == 0.5)
    let small = key(.number, .number(3))
    guard case .wrong(_, let message, _) = small.check(["2,048"]) else {
      Issue.record("it is wrong")
      return
    }
    #expect(message.contains("2,048 is read as 2.048 here") && message.contains("write 2048"))
    #expect(key(.number, .number(2.048)).check(["2,048"]) == .correct)
  }

  @Test(arguments: [
    "2x3", "2 x 3", "2 × 3", "2X3", "2 3", "2,3", "(2, 3)", "[2, 3]", "2 by 3", "2*3",
  ])
  func `a size is read as people write it`(text: String) {
    #expect(AnswerReader.size(text) == [2, 3])
  }

  @Test(arguments: ["2x", "x3", "2xx3", "2 x x 3", "2x3x", "", "x", "2x3 rows"])
  func `half a size is not guessed`(text: String) {
    #expect(AnswerReader.size(text) == nil)
  }

  private func key(_ form: PreparedQuestion.Form, _ expected: Answer, tolerance: Double? = nil)
    -> AnswerKey
  {
    AnswerKey(RightAnswer(form: form, expected: expected, tolerance: tolerance))
  }

  @Test func `whole numbers must be met, others by a thousandth`() {
    let whole = key(.number, .number(4))
    #expect(whole.check(["4"]) == .correct)
    #expect(whole.check(["4.0"]) == .correct)
    #expect(whole.check(["-4"]) == .wrong(cells: [], message: "The sign is wrong."))
    #expect(whole.check(["4.001"]) != .correct)
    let third = key(.number, .number(1 / 3.0))
    #expect(third.check(["1/3"]) == .correct)
    #expect(third.check(["0.333"]) == .correct)
    #expect(
      third.check(["0.33"])
        == .wrong(cells: [], message: "Rounded too far: give at least three digits, or a fraction.")
    )
    // Near is not rounded: a third is no 0.34 with fewer digits, and 0 says nothing.
    let other = Verdict.wrong(
      cells: [], message: "Another number comes out. Try again, or take a hint.")
    #expect(third.check(["0.34"]) == other)
    #expect(key(.number, .number(0.105)).check(["0"]) == other)
    // Three digits are three digits, also where the fourth one is more than a thousandth.
    let rounded = key(.number, .number(0.104_7))
    #expect(rounded.check(["0.105"]) == .correct)
    #expect(rounded.check(["0.1046"]) == .correct)
    #expect(rounded.check(["0.1051"]) != .correct)
    #expect(key(.number, .number(-1.0047)).check(["-1.00"]) == .correct)
    #expect(key(.number, .number(12.375)).check(["12.4"]) == .correct)
    #expect(key(.number, .number(12.375)).check(["12.333"]) != .correct)
    #expect(key(.number, .number(0.5), tolerance: 0.1).check(["0.42"]) == .correct)
  }

  @Test func `a size that is turned round says so`() {
    let size = key(.size(axes: 2), .size([2, 3]))
    #expect(size.check(["2x3"]) == .correct)
    #expect(
      size.check(["3x2"])
        == .wrong(cells: [], message: "Turned round: rows come first, then columns."))
    #expect(
      size.check(["2"])
        == .wrong(cells: [], message: "You gave one length; wanted: rows x columns."))
    let image = key(.size(axes: 3), .size([32, 32, 10]))
    #expect(
      image.check(["10 x 32 x 32"])
        == .wrong(cells: [], message: "The right lengths, but in another order."))
    guard case .unreadable = size.check(["large"]) else {
      Issue.record("a word was read as a size")
      return
    }
  }

  @Test func `a choice goes by number or by text`() {
    let choice = key(.choice(["Yes", "No"]), .choice(1))
    #expect(choice.check(["2"]) == .correct)
    #expect(choice.check(["no"]) == .correct)
    #expect(choice.solution == ["2"])
    // The number of an option goes before another option that reads like it.
    let numbers = key(.choice(["3", "2", "1"]), .choice(0))
    #expect(numbers.check(["1"]) == .correct)
    #expect(numbers.check(["3"]) != .correct)
    guard case .wrong = choice.check(["1"]), case .unreadable = choice.check(["3"]) else {
      Issue.record("1 is wrong, 3 is no option")
      return
    }
  }

  @Test(arguments: [
    (["2.8", "6.2", "−0.5", "1"], "Rounded too far: give at least three digits, or a fraction."),
    (["2.75", "6.25", "0.5", "1"], "One cell has the wrong sign."),
    (["−2.75", "6.25", "0.5", "1"], "2 cells have the wrong sign."),
    (["−2.75", "−6.25", "0.5", "−1"], "Every sign is wrong."),
    (["2.75", "−0.5", "6.25", "1"], "Rows and columns have changed places."),
    (["2.75", "6.25", "−0.5", "2"], "One cell is not right yet: row 1, column 1."),
    (["2.75", "6", "−0.5", "2"], "2 cells are not right yet, the first is row 0, column 1."),
    (["0", "0", "0", "0"], "No cell is right yet. Begin with row 0, column 0."),
  ])
  func `what is wrong with all wrong cells of a grid is said`(texts: [String], message: String) {
    let grid = key(
      .grid(rows: 2, columns: 2), .grid(rows: 2, columns: 2, values: [2.75, 6.25, -0.5, 1]))
    guard case .wrong(_, message, nil) = grid.check(texts) else {
      Issue.record("\(grid.check(texts))")
      return
    }
  }

  @Test func `wrong and unreadable cells of a grid are told apart`() {
    let grid = key(.grid(rows: 2, columns: 2), .grid(rows: 2, columns: 2, values: [4, 5, 0, -6]))
    #expect(grid.check(["4", "5", "0", "−6"]) == .correct)
    #expect(
      grid.check(["4", "4", "0", "6"])
        == .wrong(
          cells: [1, 3], message: "2 cells are not right yet, the first is row 0, column 1."))
    #expect(
      grid.check(["4", "x", "", "6"])
        == .unreadable(cells: [1, 2], message: "2 cells are not numbers."))
    #expect(grid.check(["4 5 / 0 -6"]) == .correct)
    #expect(grid.solution == ["4", "5", "0", "−6"])
    guard case .wrong(let cells, _, nil) = grid.check(["4 5 6 / 0 -6 7"]), cells.isEmpty,
      case .unreadable = grid.check(["4 5 / 0"])
    else {
      Issue.record("a grid of another size is wrong as a whole, a ragged one is none")
      return
    }
  }
}
