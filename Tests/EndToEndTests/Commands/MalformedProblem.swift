import Testing

/// A problem file that cannot be solved, and what its author has to be told.
struct MalformedProblem: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var bytes: [UInt8]
  /// Line and column of the fault, where it has some.
  var place: String?
  /// A word of the remedy or the fault.
  var mention: String

  init(_ name: String, _ source: String, at place: String? = nil, says mention: String) {
    self.init(name, bytes: Array(source.utf8), at: place, says: mention)
  }

  init(_ name: String, bytes: [UInt8], at place: String? = nil, says mention: String) {
    testDescription = name
    self.bytes = bytes
    self.place = place
    self.mention = mention
  }

  /// A problem with one convolution of a 2×2 input.
  private static func convolution(_ parameters: String) -> String {
    "input: 1 2 / 3 4\nops:\n  - conv2d: {\(parameters)}\n"
  }

  /// The faults of numbers and names.
  static let mistakes = [
    MalformedProblem(
      "ragged rows", "input: 1 2 3 / 4 5\nops: [relu]\n", at: "1:16", says: "row 2"),
    MalformedProblem("not a number", "input: 1 x\nops: [relu]\n", at: "1:10", says: "'x'"),
    MalformedProblem("not finite", "input: 1 nan\nops: [relu]\n", at: "1:10", says: "finite"),
    MalformedProblem("an unknown op", "input: 1\nops: [conv2]\n", at: "2:7", says: "'conv2d'"),
    MalformedProblem(
      "an unknown parameter", convolution("weight: 1, strid: 2"), at: "3:25", says: "'stride'"),
    MalformedProblem("an unknown field", "input: 1\nops: [relu]\nop: 1\n", at: "3:1", says: "'op'"),
    MalformedProblem("no input", "ops: [relu]\n", says: "'input'"),
    MalformedProblem("no ops", "input: 1\n", says: "'ops'"),
    MalformedProblem(
      "a kernel larger than its input", convolution("weight: 1 2 3 / 4 5 6 / 7 8 9"), at: "3:5",
      says: "3 > 2"),
    MalformedProblem("stride 0", convolution("weight: 1, stride: 0"), at: "3:33", says: "stride 0"),
    MalformedProblem(
      "negative padding", convolution("weight: 1, padding: -1"), at: "3:34", says: "-1"),
    MalformedProblem(
      "absurd padding", convolution("weight: 1, padding: 900000000000"), at: "3:34",
      says: "900000000000"),
    MalformedProblem(
      "padding beyond every integer", convolution("weight: 1, padding: 9223372036854775807"),
      at: "3:34", says: "9223372036854775807"),
    MalformedProblem(
      "more memory than is allowed", "input: 1\nops:\n  - upsample: {scale_factor: 10000}\n",
      at: "3:5", says: "numbers"),
    MalformedProblem(
      "a number that no bits tell from 0", "input: 1\nops: [{mul: 1e-400}]\n", at: "2:13",
      says: "too close to 0"),
    MalformedProblem(
      "channels that do not match", convolution("weight: [[[[1]], [[1]]]]"), at: "3:22",
      says: "channel"),
    MalformedProblem(
      "groups that do not divide", convolution("weight: 1, groups: 3"), at: "3:33", says: "groups"),
    MalformedProblem(
      "an upstream of another shape", "input: 1 2 / 3 4\nops: [relu]\nupstream: 1 2 3\n",
      at: "3:11", says: "upstream"),
  ]

  /// The faults of text and files.
  static let damage = [
    MalformedProblem("an empty file", "", says: "empty"),
    MalformedProblem("only a comment", "# later\n", says: "comment"),
    MalformedProblem("a lone number", "42\n", at: "1:1", says: "'42'"),
    MalformedProblem("an open bracket", "input: [1, 2\nops: [relu]\n", says: "closed"),
    MalformedProblem("a name twice", "input: 1\ninput: 2\nops: [relu]\n", says: "'input'"),
    MalformedProblem("a NUL byte", "input: 1 \0 2\nops: [relu]\n", at: "1:10", says: "NUL"),
    MalformedProblem(
      "another encoding", bytes: Array("input: 1\nops: [relu] # ".utf8) + [0xE9], at: "2:15",
      says: "UTF-8"),
    MalformedProblem("no text at all", bytes: (0...255).map { UInt8($0) }, says: "error"),
    MalformedProblem("an alias bomb", aliasBomb, says: "alias"),
    MalformedProblem(
      "brackets without end",
      "input: " + String(repeating: "[", count: 100_000) + "\nops: [relu]\n", says: "nested"),
    MalformedProblem(
      "more ops than anyone has",
      "input: 1\nops: [" + String(repeating: "relu, ", count: 300_000) + "relu]\n",
      says: "values"),
  ]

  /// Ten names, each ten times the one before: 10¹⁰ numbers in some hundred bytes.
  private static let aliasBomb: String = {
    let names = (1..<10).map { level in
      let parts = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      return "a\(level): &a\(level) [\(parts)]\n"
    }
    return "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + names.joined()
      + "input: *a9\nops: [relu]\n"
  }()
}
