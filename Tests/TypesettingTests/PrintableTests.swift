import Testing
import Typesetting

/// What a terminal would obey never reaches it.
@Suite struct PrintableTests {
  private static let hostile =
    "a\u{1B}[31mb\u{7}c\rd\u{9B}e\u{202E}f\u{2028}g\u{2066}h\u{7F}i\tj\nk"

  @Test func `orders to a terminal are written out`() {
    #expect(
      Self.hostile.printable == """
        a\\u{1B}[31mb\\u{7}c\\u{D}d\\u{9B}e\\u{202E}f\\u{2028}g\\u{2066}h\\u{7F}i\\u{9}j\\u{A}k
        """)
    #expect(Self.hostile.printableLines.hasSuffix("j\nk"))
    #expect("3×3 → é日😀".printable == "3×3 → é日😀")
  }

  @Test func `JSON means the same`() {
    #expect(
      "{\n\"a\": \"\u{9B}\u{7F}\u{202E}\"}".printableJSON == #"{\#n"a": "\u009B\u007F\u202E"}"#)
  }

  private struct Refusal: UserError {
    var severity = Severity.error
    var place = ""
    var message = "no"
    var remedy = ""
  }

  @Test func `an error has a place, a message and a remedy below them`() {
    #expect(Refusal().report == "error: no")
    #expect(
      Refusal(severity: .warning, place: "a.yaml:3:7", remedy: "Yes.").report
        == "a.yaml:3:7: warning: no\n  Yes.")
    #expect(Refusal(place: "a", remedy: "Yes.").description == "a: no. Yes.")
  }

  @Test func `nothing in a report is obeyed`() {
    let refusal = Refusal(place: Self.hostile, message: Self.hostile, remedy: Self.hostile)
    #expect(refusal.description.unicodeScalars.allSatisfy { !$0.isUnprintable })
    #expect(refusal.report.split(separator: "\n").count == 2)
    #expect(refusal.report.printableLines == refusal.report)
  }

  private struct Row: Encodable {
    let bestAccuracy: Double
    let name: String
  }

  @Test func `what JSON has no number for is null`() throws {
    let text = try JSONText.of([
      Row(bestAccuracy: .nan, name: "a/b"), Row(bestAccuracy: 0.5, name: "é"),
    ])
    #expect(text.contains(#""best_accuracy" : null"#))
    #expect(text.contains(#""best_accuracy" : 0.5"#))
    #expect(text.contains(#""name" : "a/b""#))
  }

  @Test(arguments: [
    ("plain-1.0", "plain-1.0"), ("", "''"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#), ("~", "'~'"),
  ])
  func `words are quoted where a shell would take them apart`(word: String, quoted: String) {
    #expect(ShellWord.quoted(word) == quoted)
  }
}
