import Foundation
import Testing

/// Whatever happens to a training run on a screen, the terminal is as it was and the run is saved.
@Suite("Training on a screen")
struct TrainScreenTests {
  @Test func `C-c saves and leaves`() throws {
    let sandbox = try TinyRun.sandbox()
    let terminal = try start(in: sandbox)
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit() == .killed(signal: SIGINT))
    try expectRestored(terminal)
    try TinyRun.expectSaved(in: sandbox, reason: "interrupted")
    #expect(terminal.screen.contains("convscope train --resume run"))
  }

  @Test func `a run that is stopped by keys is saved`() throws {
    let sandbox = try TinyRun.sandbox()
    let terminal = try start(in: sandbox)
    terminal.type("q")
    try terminal.waitFor("Stop training?")
    terminal.type("q")
    #expect(try terminal.waitForExit() == .exited(0))
    try expectRestored(terminal)
    try TinyRun.expectSaved(in: sandbox, reason: "stopped")
  }

  @Test func `a finished run that is opened again has a matrix and fetches images of its cells`()
    throws
  {
    let sandbox = try TinyRun.sandbox()
    let first = TinyRun.network + ["--data", "images", "--epochs", "1", "--out", "run"]
    #expect(
      try PipedRun(Convscope.command(["train"] + first, in: sandbox)).status == .exited(0))
    let terminal = try PseudoTerminal(
      Convscope.command(["train", "--resume", "run"], in: sandbox))
    try terminal.waitFor("The training has ended")
    terminal.press(.escape)
    try terminal.waitUntil("the report is closed") { !$0.contains("The training has ended") }
    terminal.type("3")
    try terminal.waitFor("Which class (row)")
    terminal.press(.end)
    terminal.press(.enter)
    try terminal.waitUntil("the images of the cell are shown") {
      $0.contains("taken for") && $0.contains("at step 5") && $0.contains("no. ")
    }
    terminal.type("1e")
    try terminal.waitUntil("they are right in one place") { $0.contains("of 20 right at step 5") }
    terminal.type("q")
    #expect(try terminal.waitForExit() == .exited(0))
    try expectRestored(terminal)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func `a signal that asks for the end saves first`(signal: Int32) throws {
    let sandbox = try TinyRun.sandbox()
    let terminal = try start(in: sandbox)
    terminal.process.send(signal)
    #expect(try terminal.waitForExit() == .killed(signal: signal))
    try expectRestored(terminal)
    #expect(terminal.screen.contains("convscope train --resume run"))
    try TinyRun.expectSaved(in: sandbox, reason: "interrupted")
  }

  @Test func `a window that is closed leaves a run that is saved`() throws {
    let sandbox = try TinyRun.sandbox()
    let terminal = try start(in: sandbox)
    terminal.hangUp()
    #expect(try terminal.waitForExit() == .killed(signal: SIGHUP))
    try terminal.waitUntil("no process is left") { terminal.members.isEmpty }
    try TinyRun.expectSaved(in: sandbox, reason: "interrupted")
  }

  @Test func `the window may change its size while the run goes on`() throws {
    let sandbox = try TinyRun.sandbox()
    let terminal = try start(in: sandbox)
    terminal.resize(to: ScreenSize(columns: 120, rows: 40))
    try terminal.waitUntil("the footer is in row 39") { $0.lines[39].contains("q stop") }
    terminal.resize(to: ScreenSize(columns: 60, rows: 10))
    try terminal.waitFor("this window has 60×10")
    terminal.resize(to: .standard)
    try terminal.waitUntil("the footer is in row 23") { $0.lines[23].contains("q stop") }
    #expect(terminal.screen.contains("┌─ Loss ─"))
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit() == .killed(signal: SIGINT))
    try expectRestored(terminal)
    try TinyRun.expectSaved(in: sandbox, reason: "interrupted")
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func `with lines instead of a screen the rule is the same`(signal: Int32) throws {
    let sandbox = try TinyRun.sandbox()
    let terminal = try PseudoTerminal(
      Convscope.command(TinyRun.arguments + ["--plain"], in: sandbox))
    try TinyRun.waitForStep(in: terminal)
    // A wish that is sent twice, as `timeout` does, is one.
    for _ in 0..<2 { terminal.process.send(signal) }
    #expect(try terminal.waitForExit() == .killed(signal: signal))
    #expect(terminal.screen.contains("convscope train --resume run"))
    try TinyRun.expectSaved(in: sandbox, reason: "interrupted")
  }

  @Test func `a run that was started with nohup outlives its terminal's signal`() throws {
    let sandbox = try TinyRun.sandbox()
    var command = Convscope.command([], in: sandbox)
    let words = TinyRun.arguments.map { $0.contains(" ") ? "'\($0)'" : $0 }.joined(separator: " ")
    command.arguments = ["-c", "trap '' HUP; exec \(Convscope.path) \(words) --plain"]
    command.program = "/bin/sh"
    let terminal = try PseudoTerminal(command)
    try TinyRun.waitForStep(in: terminal)
    terminal.process.send(SIGHUP)
    let steps = terminal.transcript.count
    try terminal.waitUntil("it goes on") { _ in terminal.transcript.count > steps + 200 }
    #expect(terminal.process.poll() == nil)
    terminal.process.send(SIGTERM)
    #expect(try terminal.waitForExit() == .killed(signal: SIGTERM))
    try TinyRun.expectSaved(in: sandbox, reason: "interrupted")
  }

  @Test func `what follows a run in a command line does not run when it was interrupted`() throws {
    let sandbox = try TinyRun.sandbox()
    var command = Convscope.command([], in: sandbox)
    let words = TinyRun.arguments.map { $0.contains(" ") ? "'\($0)'" : $0 }.joined(separator: " ")
    command.arguments = ["-c", "\(Convscope.path) \(words) && echo went on"]
    command.program = "/bin/sh"
    let terminal = try PseudoTerminal(command)
    try TinyRun.waitForStep(in: terminal)
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit() == .exited(128 + SIGINT))
    #expect(!terminal.screen.contains("went on"))
  }

  @Test func `who closes a pipe on the lines leaves a run that is saved`() throws {
    let sandbox = try TinyRun.sandbox()
    var command = Convscope.command([], in: sandbox)
    let words = (TinyRun.arguments + ["--plain"]).map { $0.contains(" ") ? "'\($0)'" : $0 }
    command.arguments = [
      "-c", "\(Convscope.path) \(words.joined(separator: " ")) 2>/dev/null | head -n 4",
    ]
    command.program = "/bin/sh"
    let run = try PipedRun(command)
    #expect(run.status == .exited(0) && run.standardOutput.contains("epoch  train loss"))
    try TinyRun.expectSaved(in: sandbox, reason: "interrupted")
  }

  @Test func `stopped by C-z and continued by a shell`() throws {
    let sandbox = try TinyRun.sandbox()
    var command = Convscope.command([], in: sandbox, environment: ["PS1": "prompt> "])
    command.arguments = ["-i"]
    command.program = "/bin/sh"
    let terminal = try PseudoTerminal(command)
    try terminal.waitFor("prompt>")
    let words = TinyRun.arguments.map { $0.contains(" ") ? "'\($0)'" : $0 }
    terminal.type("\(Convscope.path) \(words.joined(separator: " "))\r")
    try TinyRun.waitForStep(in: terminal)

    terminal.press(.control("z"))
    try terminal.waitUntil("the program is stopped") {
      program(of: terminal)?.isStopped == true
    }
    try terminal.waitUntil("the shell's prompt is back") {
      $0.isRestored && $0.lines.last { !$0.isEmpty } == "prompt>"
    }
    #expect(try terminal.currentLine == terminal.initialLine)

    terminal.type("fg\r")
    try terminal.waitUntil("the dashboard is back") { $0.isAlternate && $0.contains("training") }
    terminal.press(.control("c"))
    try terminal.waitUntil("the shell's prompt is back") {
      $0.isRestored && $0.lines.last { !$0.isEmpty } == "prompt>"
    }
    terminal.type("echo status $?\r")
    try terminal.waitFor("status 130")
    try TinyRun.expectSaved(in: sandbox, reason: "interrupted")
    terminal.type("exit\r")
    #expect(try terminal.waitForExit() == .exited(0))
    try expectRestored(terminal)
  }

  // MARK: - Support

  private func start(in sandbox: Sandbox) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(Convscope.command(TinyRun.arguments, in: sandbox))
    try TinyRun.waitForStep(in: terminal)
    #expect(!terminal.screen.isRestored)
    return terminal
  }

  private func program(of terminal: PseudoTerminal) -> SessionMember? {
    terminal.members.first { $0.name == "convscope" }
  }

  private func expectRestored(
    _ terminal: PseudoTerminal, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(terminal.screen.leftovers == [], sourceLocation: sourceLocation)
    #expect(terminal.screen.unrecognized == [], sourceLocation: sourceLocation)
    #expect(try terminal.currentLine == terminal.initialLine, sourceLocation: sourceLocation)
    try terminal.waitUntil("no process is left") { terminal.members.isEmpty }
  }
}
