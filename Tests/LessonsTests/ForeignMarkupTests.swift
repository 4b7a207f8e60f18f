import Problems
import Testing

@testable import Lessons

/// Markup that lessons do not have is told, with its place.
struct ForeignMarkupTests {
  private func findings(_ lesson: String) throws -> [String] {
    let node = try YAMLReader.read(try SourceFile(path: "l.yaml", text: lesson))
    return ProseChecker(node).findings.map {
      "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.message)"
    }
  }

  private static let shown = " is no markup here, and is shown as it stands"

  @Test(arguments: [
    ("cells of the *input* are lost", "1:20 '*input*'"), ("an _open_ end", "1:10 '_open_'"),
    ("an __open__ end", "1:10 '__open__'"), ("it is $k^2$ wide", "1:13 '$k^2$'"),
    ("it is $$n$$ wide", nil), ("so ~~not~~ this", "1:10 '~~not~~'"),
    ("see [this](http://x.y) page", "1:11 '[this](http://x.y)'"),
    (#"a half is \frac12 of it"#, #"1:17 '\frac'"#), ("a<br>b", "1:8 '<br>'"),
    ("x<sup>2</sup>", "1:8 '<sup>'"),
  ])
  func `signs inside of lines`(text: String, finding: String?) throws {
    #expect(try findings("text: \(text)\n") == (finding.map { [$0 + Self.shown] } ?? []))
  }

  @Test(arguments: [
    "2 * 3 * 4 is 24", "a*b*c and d*e", "0.running_mean and 0.running_var", "$5 and $6",
    "`*x*` and `[a](b)` and `$x$` and `<b>`", "**all of it**", "a < b > c",
    "`_x_` – that is it", "for _ in rows",
  ])
  func `what is no markup is none`(text: String) throws {
    #expect(try findings("text: '\(text)'\n") == [])
  }

  @Test(arguments: [
    ("# Heading", "2:3 '# Heading'" + shown), ("* three", "2:3 '* three'" + shown),
    ("1) one", "2:3 '1) one'" + shown), ("a) one", "2:3 'a) one'" + shown),
    ("> so he said", "2:3 '> so he said'" + shown), ("----", "2:3 '----'" + shown),
    (
      "- one\n    - two",
      "3:5 '- two' would be a list in a list, and is shown as an item like the others"
    ),
  ])
  func `signs at the start of lines`(text: String, finding: String) throws {
    #expect(try findings("text: |\n  \(text)\n") == [finding])
  }

  @Test func `a sum may go on in another line, and code stands as it is`() throws {
    #expect(try findings("text: |\n  The sum is 3\n  + 4 and 5\n  > 4.\n") == [])
    #expect(try findings("text: |\n  So:\n\n  ```\n  # *no* heading\n  * none\n  ```\n") == [])
  }

  @Test func `lists, tables and code stand in the prose alone`() throws {
    let block = "  Two:\n  1. one\n  2. two\n"
    #expect(try findings("text: |\n\(block)") == [])
    #expect(
      try findings("explain: |\n\(block)") == [
        "3:3 '1. one' is running text here: lists, tables and code stand in 'text' alone"
      ])
    #expect(try findings("choices:\n  - |\n    1. one\n    2. two\n") == [])
  }

  @Test func `an item that begins too far right is taken for text`() throws {
    #expect(
      try findings("hints:\n  - Add.\n   - Multiply.\n") == [
        "3:4 this line begins with '-', and is taken for more of the text above"
      ])
    #expect(try findings("hints:\n  - Add.\n    Multiply - then add.\n") == [])
  }

  @Test func `a sign without its partner is told where it stands`() throws {
    #expect(
      try findings("text: |\n  One **two** and\n  then **three.\n") == ["3:8 '**' is not closed"])
    #expect(try findings("text: \"a\\tb **c\"\n") == ["1:7 '**' is not closed"])
  }
}
