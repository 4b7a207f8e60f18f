import Foundation
import Testing

/// Names, titles and arguments that a terminal would obey: every command shows them written out.
@Suite("Hostile text")
struct HostileTextTests {
  /// Colours, a window's title with its bell, C1's CSI, a carriage return, a mark that turns the
  /// direction of writing, a separator of lines.
  private static let text = "a\u{1B}[31mb\u{1B}]0;c\u{7}\u{9B}1md\re\u{202E}f\u{2028}g"

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Runs a command and makes sure that it shows the text, and nothing that a terminal obeys.
  @discardableResult
  private func run(
    _ arguments: [String], in sandbox: Sandbox, environment: [String: String?] = [:]
  ) throws -> PipedRun {
    let run = try PipedRun(Convscope.command(arguments, in: sandbox, environment: environment))
    let all = run.standardOutput + run.standardError
    #expect(!all.unicodeScalars.contains(where: Self.isObeyed), "\(arguments): \(all)")
    #expect(
      ["\\u{1B}", "\\u001b", "\\u001B", "U+001B"].contains(where: all.contains),
      "\(arguments): \(all)")
    if arguments.contains("--json"), !run.standardOutput.isEmpty {
      #expect(
        throws: Never.self, "\(arguments): \(run.standardOutput)",
        performing: {
          try JSONSerialization.jsonObject(
            with: Data(run.standardOutput.utf8), options: .fragmentsAllowed)
        })
    }
    return run
  }

  @Test(arguments: [
    ["*"], ["--*"], ["learn", "*"], ["learn", "--plain", "*"], ["learn", "--lessons", "*"],
    ["learn", "--lessons", "*", "--list"], ["solve", "*"],
    ["solve", "--input", "*", "--ops", "relu"],
    ["solve", "--input", "1", "--ops", "*"], ["solve", "--input", "1", "--ops", "relu *=1"],
    ["solve", "--input", "1", "--ops", "relu", "--upstream", "*"],
    ["solve", "--input", "1", "--ops", "relu", "--backend", "*"], ["check", "*"],
    ["inspect", "*"], ["inspect", "./*"], ["inspect", "conv * 3, fc 10"],
    ["inspect", "--net", "*, fc 10"],
    ["inspect", "resnet20", "--input", "*"], ["train", "*"], ["train", "--net", "*, fc 10"],
    ["train", "--net", "./*"], ["train", "--data", "*"], ["train", "--optimizer", "*"],
    ["train", "--augment", "*"], ["train", "--resume", "*"], ["train", "--backend", "*"],
    ["train", "--data", "images", "--schedule", "*"], ["predict", "*", "a.png"],
    ["runs", "*", "b"],
    ["data", "fetch", "*"], ["data", "fetch", "mnist", "--from", "*"],
    ["data", "fetch", "mnist", "--from", "ftp://*"], ["data", "verify", "*"],
    ["bench", "train", "*"], ["bench", "step", "*"],
  ])
  func `an argument is shown written out`(_ arguments: [String]) throws {
    let sandbox = try Sandbox()
    let run = try run(
      arguments.map { $0.replacingOccurrences(of: "*", with: Self.text) }, in: sandbox)
    #expect(run.status != .exited(0))
  }

  @Test(arguments: ["TERM", "LANG", "CONVSCOPE_LESSONS", "XDG_CACHE_HOME"])
  func `the environment is shown written out`(_ variable: String) throws {
    let sandbox = try Sandbox()
    let value = variable == "XDG_CACHE_HOME" ? sandbox.path + "/" + Self.text : Self.text
    let command = variable == "XDG_CACHE_HOME" ? ["data", "list"] : ["doctor"]
    try run(command, in: sandbox, environment: [variable: value])
    try run(command + ["--json"], in: sandbox, environment: [variable: value])
  }

  /// A text as YAML writes it in quotes.
  private static let quoted =
    #""a\e[31mb\e]0;c\a\x9b1md\re\u202ef\u2028g""#

  @Test func `the texts of a lesson are shown written out`() throws {
    let sandbox = try Sandbox()
    let text = Self.quoted
    _ = try sandbox.write(
      """
      format: 1
      id: x
      title: \(text)
      goals: [\(text)]
      steps:
        - text: \(text)
          show: {input: 1 2, ops: relu}
        - text: T
          ask: {question: \(text), kind: choice, choices: [\(text), b], answer: b, hints: [\(text)], explain: \(text)}

      """, to: "lessons/01-x/lesson.yaml")
    for options in [["--list"], ["--list", "--json"], ["--plain", "x"], ["--plain"]] {
      let run = try run(["learn", "--lessons", "lessons"] + options, in: sandbox)
      #expect(run.status == .exited(0))
    }
    try run([], in: sandbox, environment: ["CONVSCOPE_LESSONS": "lessons"])
    _ = try sandbox.write("format: 1\n\(text): 1\n", to: "lessons/\(Self.text)/lesson.yaml")
    try run(["check", "lessons"], in: sandbox)
    try run(["learn", "--lessons", "lessons", "--list"], in: sandbox)
  }

  @Test func `the title of a problem is shown written out`() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.write("title: \(Self.quoted)\ninput: 1\nops: [relu]\n", to: "a.yaml")
    #expect(try run(["solve", "a.yaml"], in: sandbox).status == .exited(0))
  }

  @Test func `the name of a network's file is shown written out`() throws {
    let sandbox = try Sandbox()
    // Blanks would make it a description.
    let name = Self.text.filter { !$0.isWhitespace }
    _ = try sandbox.write("conv 4 3x3, fc 10", to: "\(name).net")
    let run = try run(
      ["inspect", "./\(name).net", "--input", "3x8x8", "--json"], in: sandbox)
    #expect(run.status == .exited(0))
  }

  @Test func `the names of a run and of pictures are shown written out`() throws {
    let sandbox = try Sandbox()
    for (name, count) in [("train", UInt8(16)), ("t10k", 8)] {
      let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 4, 0, 0, 0, 4]
      _ = try sandbox.write(
        images + (0..<Int(count) * 16).map { UInt8($0 * 37 % 256) },
        to: "\(Self.text)/\(name)-images-idx3-ubyte")
      _ = try sandbox.write(
        [0, 0, 8, 1, 0, 0, 0, count] + (0..<count).map { $0 % 10 },
        to: "\(Self.text)/\(name)-labels-idx1-ubyte")
    }
    let train = [
      "train", "--net", "fc 10", "--data", Self.text, "--steps", "2", "--batch-size", "8",
    ]
    let folder = "state/convscope/runs/\(Self.text)"
    #expect(try run(train + ["--out", folder], in: sandbox).status == .exited(0))
    try run(train + ["--out", folder], in: sandbox)
    try run(train + ["--out", "b", "--log", "\(Self.text)/none/log"], in: sandbox)
    for options in [[], ["--json"], [folder, folder]] {
      #expect(try run(["runs"] + options, in: sandbox).status == .exited(0))
    }
    _ = try sandbox.write(
      Array("P5 4 4 255\n".utf8) + [UInt8](repeating: 9, count: 16), to: "\(Self.text).pgm")
    _ = try sandbox.write("no picture", to: "\(Self.text).png")
    for (options, sign) in [([], " %"), (["--json"], "\"probability\"")] {
      let run = try run(
        ["predict", folder, "\(Self.text).pgm", "\(Self.text).png"] + options, in: sandbox)
      #expect(run.status == .exited(2) && run.standardOutput.contains(sign))
    }
  }
}
