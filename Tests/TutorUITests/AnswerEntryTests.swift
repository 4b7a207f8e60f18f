import TerminalKit
import Testing

@testable import TutorUI

/// What comes of the keys that people type as answers.
struct AnswerEntryTests {
  private func typed(_ text: String, into entry: AnswerEntry) -> AnswerEntry {
    var entry = entry
    for character in text { _ = entry.handle(.character(character)) }
    return entry
  }

  @Test(arguments: [
    ("4x4", "4x4"), ("4X4", "4x4"), ("4*4", "4x4"), ("4×4", "4×4"), ("(4, 4)", "(4, 4)"),
    ("[4,4]", "[4,4]"), ("-3", "−3"), ("–3", "−3"), ("= 1/3", "= 1/3"), ("0,5", "0,5"),
  ])
  func `no sign of a number or a size is lost`(keys: String, text: String) {
    #expect(typed(keys, into: AnswerEntry(for: .size(axes: 2))).texts == [text])
  }

  @Test(arguments: [
    ("2.4e6", "2.4e6"), ("2e-3", "2e−3"), ("1E3", "1E3"), ("e5", "5"), ("2ee5", "2e5"),
    ("-e", "−"), ("1/2e1", "1/2e1"),
  ])
  func `an exponent goes on a number, and begins none`(keys: String, text: String) {
    #expect(typed(keys, into: AnswerEntry(for: .number)).texts == [text])
    #expect(typed(keys, into: AnswerEntry(for: .grid(rows: 1, columns: 1))).texts == [text])
  }

  @Test func `the arrows go through a grid as one reads, and never glue numbers`() {
    var grid = GridEntry(rows: 2, columns: 2)
    for key: Key in ["1", .right, "-", "2", .right, "3", .right, "1", "/", "2", .right, "4"] {
      _ = grid.handle(key)
    }
    // Right of the last cell there is none: what is typed there replaces its number.
    #expect(grid.cells == ["1", "−2", "3", "4"])
    for key: Key in [.left, "5", .up, "6", .up, "7", .left, "8"] { _ = grid.handle(key) }
    #expect(grid.cells == ["8", "−2", "5", "4"])
  }

  @Test func `fractions and decimal commas can be typed into a cell`() {
    var grid = GridEntry(rows: 1, columns: 2)
    for key: Key in ["1", "/", "3", .right, "0", ",", "5"] { _ = grid.handle(key) }
    #expect(grid.cells == ["1/3", "0,5"])
  }

  @Test func `a grid may be typed as it is written, a slash between the rows`() {
    var grid = GridEntry(rows: 2, columns: 2)
    for key: Key in ["4", .space, "5", .space, "/", .space, "0", .space, "1", "/", "2"] {
      _ = grid.handle(key)
    }
    #expect(grid.cells == ["4", "5", "0", "1/2"])
  }
}
