import Testing

@testable import Lessons

struct LessonTextTests {
  @Test func `blank lines separate paragraphs and lines inside one are joined`() {
    let text = LessonText("One\ntwo.\n\nThree.\n")
    #expect(
      text.blocks == [.paragraph([.init("One two.")]), .paragraph([.init("Three.")])])
    #expect(text.plain == "One two.\n\nThree.")
  }

  @Test func `bold and code are spans`() {
    #expect(
      LessonText("A **bold** word and `k × k` code.").blocks == [
        .paragraph([
          .init("A "), .init("bold", .bold), .init(" word and "), .init("k × k", .code),
          .init(" code."),
        ])
      ])
  }

  @Test(arguments: ["2 * 3 ** 4", "a `tick", "**", "``", "****", "**open"])
  func `a sign without its partner stays what it is`(text: String) {
    #expect(LessonText(text).blocks == [.paragraph([.init(text)])])
  }

  @Test func `lines that start with a dash are a list`() {
    #expect(
      LessonText("Both:\n- one\n  more\n- `two`").blocks == [
        .paragraph([.init("Both:")]), .bullets([[.init("one more")], [.init("two", .code)]]),
      ])
  }

  @Test func `lines are counted as they wrap`() {
    let text = LessonText("one two three\n\n- four five six")
    #expect(text.lineCount(width: 80) == 3)
    #expect(text.lineCount(width: 9) == 2 + 1 + 3)
  }

  @Test func `lines that start with numbers are a numbered list`() {
    let text = LessonText("Then:\n1. one\n   more\n2. two")
    #expect(
      text.blocks == [
        .paragraph([.init("Then:")]), .numbered([[.init("one more")], [.init("two")]]),
      ])
    #expect(
      text.lines(width: 7).map { $0.map(\.text).joined() } == [
        "Then:", "", "1. one", "   more", "2. two",
      ])
    #expect(LessonText("In 1998. 2 is next").blocks == [.paragraph([.init("In 1998. 2 is next")])])
  }

  @Test func `a table has columns, a head where dashes stand below it`() {
    let text = LessonText("| op | size |\n|---|---|\n| `pool` | 2×2 |\n| a long one | 3×3 of it |")
    #expect(
      text.lines(width: 20).map { $0.map(\.text).joined() } == [
        "op          size", "────────────────────", "pool        2×2", "a long one  3×3 of",
        "            it",
      ])
    guard case .table(true, let rows) = text.blocks.first else {
      Issue.record("no table")
      return
    }
    #expect(rows.count == 3 && rows[1][0] == [.init("pool", .code)])
    #expect(
      LessonText("| a |\n| b | c |").blocks == [
        .table(hasHead: false, rows: [[[.init("a")], []], [[.init("b")], [.init("c")]]])
      ])
  }

  @Test func `code stands as it is, blank lines and all`() {
    let text = LessonText("Run:\n```python\nx = 1\n\n  y  # **no** bold\n```\nDone.")
    #expect(
      text.blocks == [
        .paragraph([.init("Run:")]), .code(["x = 1", "", "  y  # **no** bold"]),
        .paragraph([.init("Done.")]),
      ])
    #expect(text.unpaired.isEmpty)
    #expect(text.wordCount == 2)
  }

  @Test func `styles survive where lines break`() {
    let lines = LessonText("one **two three** four").lines(width: 9)
    #expect(
      lines == [[.init("one "), .init("two", .bold)], [.init("three", .bold)], [.init("four")]])
  }
}
