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
}
