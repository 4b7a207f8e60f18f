import Lessons
import Testing

@testable import convscope

@Suite struct PageTests {
  @Test func `prose is broken at spaces and hangs below its beginning`() {
    let text = Prose.wrapped(
      "one two three " + String(repeating: "word ", count: 16), first: "- ", indent: "  ")
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.count <= Prose.width })
    #expect(lines[0].hasPrefix("- one two"))
    #expect(lines[1].hasPrefix("  word"))
  }

  @Test func `a word longer than a line stays whole`() {
    let word = String(repeating: "x", count: 100)
    #expect(Prose.wrapped("a \(word) b") == "a\n\(word)\nb")
  }

  @Test func `a lesson's text has no markup`() {
    let text = LessonText("**Bold** and `code`.\n\n- one\n- two").page
    #expect(text == "Bold and code.\n\n- one\n- two")
  }

  @Test(arguments: [
    ([:], true), (["LANG": "C.UTF-8"], true), (["LANG": "en_US.utf8"], true),
    (["LANG": "C.UTF-8", "LC_ALL": "C"], false), (["LC_ALL": "", "LANG": "POSIX"], false),
  ])
  func `the locale decides which characters are used`(
    environment: [String: String], isUnicode: Bool
  ) {
    #expect((PlainGlyphs.glyphs(in: environment) == .unicode) == isUnicode)
  }

  @Test func `a tally is a sentence`() {
    #expect(CheckTally().text == "nothing checked: no errors")
  }
}
