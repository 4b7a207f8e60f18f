import Testing

@testable import Problems

/// Bad input gets one message that names the place and the remedy, never a trap or a wait.
struct MalformedProblemTests {
  private func problem(_ text: String) -> Diagnostic? {
    problem(bytes: Array(text.utf8))
  }

  private func problem(bytes: [UInt8]) -> Diagnostic? {
    do throws(Diagnostic) {
      let file = try SourceFile(path: "sheet.yaml", bytes: bytes)
      _ = try Problem(file).built(withGradients: true)
      return nil
    } catch {
      return error
    }
  }

  private func check(_ malformed: MalformedProblem) {
    let diagnostic = problem(malformed.text)
    #expect(diagnostic?.headline == malformed.headline)
    #expect(diagnostic?.remedy.isEmpty == false)
    #expect(diagnostic?.report.split(separator: "\n").count == 2)
  }

  @Test(arguments: MalformedProblem.files)
  func `a file that is no problem says why`(malformed: MalformedProblem) {
    check(malformed)
  }

  @Test(arguments: MalformedProblem.grids)
  func `a grid that is none says which number or row is wrong`(malformed: MalformedProblem) {
    check(malformed)
  }

  @Test(arguments: MalformedProblem.operations)
  func `an op that does not exist proposes one that does`(malformed: MalformedProblem) {
    check(malformed)
  }

  @Test(arguments: MalformedProblem.shapes)
  func `values that do not go together show the sum`(malformed: MalformedProblem) {
    check(malformed)
  }

  @Test(arguments: ["", " \n\n ", "\t"])
  func `an empty file says so`(text: String) {
    #expect(problem(text)?.headline == "sheet.yaml: error: the file is empty")
  }

  @Test func `a file that is too large is refused before it is read`() {
    let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: SourceFile.largestSize + 1)
    #expect(
      problem(bytes: bytes)?.headline == "sheet.yaml: error: the file is larger than 4 MiB")
  }

  @Test func `bytes that are no text are found`() {
    #expect(
      problem(bytes: Array("input: 1\nops".utf8) + [0xFF, 0xFE])?.headline
        == "sheet.yaml:2:4: error: this is not UTF-8 text")
    #expect(
      problem("input: 1 2\0\n")?.headline
        == "sheet.yaml:1:11: error: there is a NUL byte in the text")
    #expect(
      problem("é\u{7}")?.headline
        == "sheet.yaml:1:2: error: there is a control character (U+0007) in the text")
  }

  /// A text that nests deeper than is read; only its name is printed.
  struct Nest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let place: String
  }

  @Test(arguments: [
    Nest(
      testDescription: "30 lists in a grid",
      text: "input: " + String(repeating: "[", count: 30) + String(repeating: "]", count: 30),
      place: "1:32"),
    Nest(
      testDescription: "100,000 lists", text: String(repeating: "[", count: 100_000), place: "1:1"),
    Nest(
      testDescription: "100,000 mappings", text: String(repeating: "{a: ", count: 100_000),
      place: "1:3997"),
    Nest(
      testDescription: "50,000 items", text: String(repeating: "- ", count: 50_000),
      place: "1:1999"),
    Nest(
      testDescription: "50,000 keys", text: String(repeating: "? ", count: 50_000),
      place: "1:1999"),
    Nest(
      testDescription: "600 indented keys",
      text: (0..<600).map { String(repeating: "  ", count: $0) + "a:\n" }.joined(),
      place: "25:49"),
  ])
  func `deep nesting ends in a message`(nest: Nest) {
    let message = "lists or named values are nested more than 24 deep"
    #expect(problem(nest.text)?.headline == "sheet.yaml:\(nest.place): error: \(message)")
  }

  @Test func `an alias bomb ends in a message at once`() {
    // Each line repeats the one before it nine times: 9¹⁰ values.
    let bomb = aliasBomb(levels: 9, fold: 9)
    let message = "the file has 81 aliases (*name), more than can be expanded safely"
    #expect(problem(bomb)?.headline == "sheet.yaml:2:10: error: \(message)")
    // As a key it would be compared, which walks through all of it, before it is ever read.
    #expect(problem(bomb + "? *a9\n: 1\n")?.location == SourceLocation(line: 2, column: 10))
  }

  @Test(arguments: ["\t", "\u{2028}", "\n  "])
  func `white space of any kind hides no bomb`(space: String) {
    let bomb = aliasBomb(levels: 9, fold: 9).replacing("*", with: space + "*")
    #expect(
      problem(bomb + "? *a9\n: 1\n")?.message
        == "the file has 82 aliases (*name), more than can be expanded safely")
  }

  @Test func `an alias bomb of few aliases is counted as it is expanded`() {
    let message = "the aliases (*name) in this file stand for more than 10000 values"
    #expect(problem(aliasBomb(levels: 7, fold: 3, leaves: 20))?.message == message)
  }

  private func aliasBomb(levels: Int, fold: Int, leaves: Int = 9) -> String {
    let first = "a0: &a0 [\([String](repeating: "x", count: leaves).joined(separator: ","))]\n"
    return (1...levels).reduce(first) { text, level in
      let aliases = [String](repeating: "*a\(level - 1)", count: fold).joined(separator: ",")
      return text + "a\(level): &a\(level) [\(aliases)]\n"
    }
  }

  @Test func `too many values and ops are refused`() {
    let values = "input: [" + String(repeating: "1,", count: 200_001) + "1]\nops: [relu]\n"
    #expect(problem(values)?.message == "the file holds more than 200000 values")
    let list = "input: 1\nops: [" + String(repeating: "relu, ", count: 1_000) + "relu]\n"
    #expect(problem(list)?.message == "the problem has more than 1000 ops")
    let line = "input: 1\nops: " + String(repeating: "relu | ", count: 20_000) + "relu\n"
    #expect(problem(line)?.message == "the problem has more than 1000 ops")
  }

  @Test func `a file that is not there says so`() {
    #expect(
      throws: Diagnostic(
        file: "/no/such/sheet.yaml", "there is no such file", remedy: "Check the path.")
    ) { try SourceFile.read("/no/such/sheet.yaml") }
    #expect(throws: Diagnostic(file: "/", "this is a folder", remedy: "Name a file in it.")) {
      try SourceFile.read("/")
    }
  }

  @Test func `an endless file is not read to its end`() {
    #expect(throws: Diagnostic.self) { try SourceFile.read("/dev/zero") }
  }
}
