import Foundation
import Testing

/// `convscope progress`: shown, moved, forgotten.
@Suite("The progress command")
struct ProgressCommandTests {
  /// A learner who has answered a question of the board lesson, once wrong and once right.
  private func learner() throws -> Sandbox {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox)
    try terminal.waitFor("step 1 of 4")
    terminal.press(.pageDown)
    try terminal.waitFor("step 2 of 4")
    terminal.type("5\r")
    try terminal.waitFor("That is row 0, column 1.")
    terminal.press(.backspace)
    terminal.type("0\r")
    try terminal.waitFor("The first and the last tap cancel out.")
    terminal.type("qq")
    #expect(try terminal.waitForExit() == .exited(0))
    return sandbox
  }

  private func run(_ arguments: String..., in sandbox: Sandbox) throws -> PipedRun {
    try PipedRun(try BoardLesson.command(["progress"] + arguments, in: sandbox))
  }

  @Test func `it says what was done`() throws {
    let sandbox = try learner()
    let text = try run(in: sandbox)
    #expect(text.status == .exited(0) && text.standardError == "")
    #expect(text.standardOutput.contains("2 attempts: 1 right, 1 wrong, 0 shown"))
    let words = text.standardOutput.split(whereSeparator: \.isWhitespace)
    #expect(words.prefix(9).suffix(5).joined(separator: " ").hasPrefix("board 2 of 4"))
    let json = try run("--json", in: sandbox)
    let value = try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8))
    let report = try #require(value as? [String: Any])
    let lessons = try #require(report["lessons"] as? [[String: Any]])
    #expect(lessons.count == 1 && lessons[0]["id"] as? String == "board")
    #expect(lessons[0]["done"] as? Int == 2 && lessons[0]["steps"] as? Int == 4)
    #expect((report["attempts"] as? [String: Any])?["wrong"] as? Int == 1)
  }

  @Test func `nothing remembered is said, too`() throws {
    let empty = try run(in: try Sandbox())
    #expect(empty.status == .exited(0))
    #expect(empty.standardOutput.hasPrefix("Nothing is remembered yet."))
  }

  @Test func `it moves to another machine, once`() throws {
    let (here, there) = (try learner(), try Sandbox())
    let file = there.path + "/board.sqlite"
    #expect(try run("export", file, in: here).status == .exited(0))
    let first = try run("import", file, in: there)
    #expect(first.status == .exited(0))
    #expect(first.standardOutput == "New: 2 steps, 2 attempts, 0 reviews.\n")
    let second = try run("import", file, in: there)
    #expect(second.standardOutput == "New: 0 steps, 0 attempts, 0 reviews.\n")
    #expect(try run(in: there).standardOutput.contains("2 attempts: 1 right"))
    let terminal = try BoardLesson.start([], in: there)
    try terminal.waitFor("Continue   The board example, step 2")
    terminal.type("q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `what cannot be imported is one message, and nothing is changed`() throws {
    let sandbox = try learner()
    try sandbox.write("no progress at all", to: "text.sqlite")
    for name in ["text.sqlite", "missing.sqlite"] {
      let run = try run("import", name, in: sandbox)
      #expect(run.status == .exited(2))
      #expect(run.standardError.hasPrefix("\(name): error: "))
    }
    let nowhere = try run("export", "no/such/folder/file", in: sandbox)
    #expect(nowhere.status == .exited(2))
    #expect(
      nowhere.standardError == """
        no/such/folder/file: error: there is no such folder
          Make it first, or name a file in a folder that is there.

        """)
    #expect(try run(in: sandbox).standardOutput.contains("2 attempts: 1 right"))
  }

  @Test func `forgetting asks first`() throws {
    let sandbox = try learner()
    let unasked = try run("reset", in: sandbox)
    #expect(unasked.status == .exited(2) && unasked.standardError.contains("--yes"))
    let unknown = try run("reset", "bord", in: sandbox)
    #expect(unknown.status == .exited(2) && unknown.standardError.contains("board"))
    func ask(_ answer: String) throws -> Screen {
      let terminal = try PseudoTerminal(
        try BoardLesson.command(["progress", "reset", "board"], in: sandbox))
      try terminal.waitFor("Forget the lesson board?")
      terminal.type(answer + "\r")
      #expect(try terminal.waitForExit() == .exited(0))
      return terminal.screen
    }
    #expect(try ask("no").contains("Nothing was forgotten."))
    #expect(try run(in: sandbox).standardOutput.contains("2 attempts"))
    #expect(try ask("yes").contains("Forgotten: the lesson board."))
    #expect(try run(in: sandbox).standardOutput.hasPrefix("Nothing is remembered yet."))
    let gone = try run("reset", "board", in: sandbox)
    #expect(gone.standardError.hasSuffix("  Nothing is remembered of any lesson.\n"))
    #expect(try run("reset", "--yes", in: sandbox).status == .exited(0))
  }
}
