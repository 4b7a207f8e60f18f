import Testing

@testable import Problems

/// Slips of indentation and quoting that YAML tells as something else: what is said, and at which line.
struct YAMLSlipTests {
  private func finding(_ text: String) -> Diagnostic? {
    do throws(Diagnostic) {
      _ = try YAMLReader.read(try SourceFile(path: "f", text: text))
      return nil
    } catch {
      return error
    }
  }

  private func check(_ text: String, at place: String, _ message: String, _ remedy: String) {
    let found = finding(text)
    #expect(found.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0)" } == place)
    #expect(found?.message == message)
    #expect(found?.remedy.hasPrefix(remedy) == true, "\(found?.remedy ?? "")")
  }

  private static let question = """
    steps:
      - text: Look.
        ask:
          question: What?
          kind: grid
          hints:
            - Add.
          explain: So.

    """

  @Test func `a name that begins too far right`() {
    check(
      Self.question.replacing("      kind", with: "       kind"), at: "5:8",
      "this line is indented deeper than the one above, which has its value",
      "Begin 'kind' in column 7, under 'question'.")
    check(
      Self.question.replacing("    ask:\n", with: "      ask:\n"), at: "3:7",
      "this line is indented deeper than the one above, which has its value",
      "Begin 'ask' in column 5, under 'text'.")
  }

  @Test func `a name that begins too far left is told in its own line`() {
    check(
      Self.question.replacing("      kind", with: "    kind"), at: "5:5",
      "this line is indented less than those it belongs to", "Begin 'kind' in column 7, as they do."
    )
  }

  @Test func `the first name of a set that begins under its own`() {
    check(
      Self.question.replacing("      question", with: "    question"), at: "4:5",
      "this line is indented less than those it belongs to",
      "Begin 'question' in column 7, as they do.")
  }

  @Test func `a set that begins in the column of the list`() {
    check(
      Self.question.replacing("    ask:\n", with: "  ask:\n"), at: "3:3",
      "this does not line up with the item above it",
      "Begin 'ask' in column 5, under the names of the item in line 2")
  }

  @Test func `a dash that begins no item`() {
    check(
      "a:\n  - b: 1\n    c: 2\n  -b: 2\n", at: "4:3", "a '-' that begins no item",
      "Write a blank behind the '-'.")
    check(
      "a:\n  - {b: 1}\n  -{c: 2, d: e}\n", at: "3:3", "a '-' that begins no item",
      "Write a blank behind the '-'.")
    check(
      "a: - So.\n", at: "1:4", "a '-' that does not belong here", "Begin each item of a list on")
  }

  @Test func `a name without its colon is told in its own line`() {
    let remedy = "Write 'name: value'"
    check("kind\ncell: 1\n", at: "1:1", "a name without ':' after it", remedy)
    check("a: 1\nkind count\ncell: 1\n", at: "2:1", "a name without ':' after it", remedy)
    check("a: 1\nb:\nnumber\ncell: 1\n", at: "3:1", "a name without ':' after it", remedy)
  }

  @Test func `two names on one line, and a quote in a text`() {
    check(
      "show: input: 1 2\n", at: "1:12", "a ':' that does not belong here",
      "Put text that holds ': ' between quotes; where 'input' is a name, begin it in the next")
    let message = "the text between quotes ends at this quote, and more stands behind it"
    check("a: 'What's it?'\nb: 1\n", at: "1:9", message, "Write '' for an apostrophe")
    check("a: \"so \"x\" it is\"\nb: 1\n", at: "1:8", message, "Write \\\" for a quote")
  }

  @Test func `names that a comma or a missing blank has made`() {
    func remedy(_ text: String) -> String? {
      do throws(Diagnostic) {
        let node = try YAMLReader.read(try SourceFile(path: "f", text: text))
        _ = try NamedValues(
          node, of: "a slip", names: ["answer", "say"], synonyms: ["text": "say"])
        return nil
      } catch {
        return error.remedy
      }
    }
    let torn = "Between braces a comma begins another name: put text that holds one between quotes."
    #expect(remedy("{answer: 5, say: No, it is 4.}") == torn)
    #expect(remedy("{answer: 5, say: “No, no.”}") == torn)
    #expect(remedy("{answer:5, say: No.}") == "Write a blank behind the ':'.")
    #expect(remedy("{answer: 5, text: No.}") == "Did you mean 'say'?")
    #expect(remedy("{answer: 5, other: No.}") == "It can have: answer, say.")
  }

  @Test func `text with a colon, in lines and between braces`() {
    check(
      "text: Three ways: to make\n", at: "1:17", "a ':' that does not belong here",
      "Write 'name: value' on each line")
    check(
      "a: {answer: 4, say: That is it: here}\n", at: "1:31", "a ':' that does not belong here",
      "Put text that holds ': ' between quotes.")
    check("a: {b: 1\n", at: "2:1", "a '{' is not closed", "Put commas between the values")
    check("a: [1, 2\nb: [c]\n", at: "2:2", "a list is not closed", "Put commas between the items")
  }

  @Test func `an alias of a mistyped name`() {
    check(
      "a: &board {x: 1}\nb: &two {x: 2}\nc: *tow\n", at: "3:4",
      "there is no anchor '&tow' before this alias", "Did you mean '*two'?")
    check(
      "a: &board {x: 1}\nc: *else\n", at: "2:4",
      "this alias (*name) has no anchor (&name) before it", "Quote text")
  }
}
