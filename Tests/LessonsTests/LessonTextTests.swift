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
}
