import Testing
import Typesetting

/// Words of files in messages.
struct QuotedTests {
  @Test(arguments: [
    ("rellu", "'rellu'"), ("", "''"), ("\n\nfirst\nsecond", "'first'"),
    (String(repeating: "x", count: 40), "'\(String(repeating: "x", count: 40))'"),
    (String(repeating: "xy", count: 100_000), "'\(String(repeating: "xy", count: 19))x…'"),
  ])
  func `a message quotes no more than it can hold`(text: String, quoted: String) {
    #expect(text.quoted == quoted)
    #expect("« \(text) »".dropFirst(2).dropLast(2).quoted == quoted)
  }

  @Test func `an error shows start and end of a word that nobody reads`() {
    let path = "/" + String(repeating: "x", count: 100_000) + "/lesson.yaml"
    let (start, end) = (String(repeating: "x", count: 59), String(repeating: "x", count: 48))
    let shown = "/\(start)…\(end)/lesson.yaml"
    let error = Slip(
      place: "\(path):3:1", message: "there is no '\(path)'", remedy: "Is it in \(path) ?")
    #expect(error.report.count < 500 && error.description.count < 500)
    #expect(error.report.hasSuffix("Is it in \(shown) ?"))
    #expect(path.withoutLongWords == shown)
    #expect("a  \(path)\n\n b".withoutLongWords == "a  \(shown)\n\n b")
    let usual = "/" + String(repeating: "x", count: 399)
    #expect(usual.withoutLongWords == usual)
  }

  private struct Slip: UserError {
    let place: String
    let message: String
    let remedy: String
  }
}
