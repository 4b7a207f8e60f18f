import Foundation
import Testing

/// The harness itself, on programs that every system has.
@Suite("The pseudo-terminal")
struct PseudoTerminalTests {
  private func shell(_ script: String, _ sandbox: Sandbox) -> Command {
    Command(
      program: "/bin/sh", arguments: ["-c", script], environment: sandbox.environment(),
      folder: sandbox.path)
  }

  @Test func `a program sees a terminal of the size asked for`() throws {
    let sandbox = try Sandbox()
    let terminal = try PseudoTerminal(
      shell("tty && stty size && pwd", sandbox), size: ScreenSize(columns: 91, rows: 17))
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.contains("/dev/pts/"))
    #expect(terminal.screen.contains("17 91"))
    #expect(terminal.screen.contains("convscope-test-"))
  }

  @Test func `nothing but the environment given is passed on`() throws {
    let sandbox = try Sandbox()
    let run = try PipedRun(
      Command(program: "/usr/bin/env", environment: ["ONLY": "this"], folder: sandbox.path))
    #expect(run.standardOutput == "ONLY=this\n")
  }

  @Test func `keys are typed and echoed`() throws {
    let sandbox = try Sandbox()
    let terminal = try PseudoTerminal(shell("read line; echo got $line", sandbox))
    terminal.type("convolution\r")
    try terminal.waitFor("got convolution")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `exit codes and signals are told apart`() throws {
    let sandbox = try Sandbox()
    #expect(try PseudoTerminal(shell("exit 64", sandbox)).waitForExit() == .exited(64))
    let terminal = try PseudoTerminal(shell("echo ready; read line", sandbox))
    try terminal.waitFor("ready")
    terminal.process.send(SIGTERM)
    #expect(try terminal.waitForExit() == .killed(signal: SIGTERM))
  }

  @Test func `a new size reaches the program as a signal`() throws {
    let sandbox = try Sandbox()
    let terminal = try PseudoTerminal(
      shell("trap 'stty size; exit' WINCH; echo ready; while :; do read line; done", sandbox))
    try terminal.waitFor("ready")
    terminal.resize(to: ScreenSize(columns: 120, rows: 40))
    try terminal.waitFor("40 120")
  }

  @Test func `closing the window hangs the program up`() throws {
    let sandbox = try Sandbox()
    let terminal = try PseudoTerminal(
      shell("trap 'exit 9' HUP; echo ready; while :; do read line; done", sandbox))
    try terminal.waitFor("ready")
    terminal.hangUp()
    #expect(try terminal.waitForExit() == .exited(9))
  }

  @Test func `changed line settings are noticed`() throws {
    let sandbox = try Sandbox()
    let terminal = try PseudoTerminal(shell("stty raw -echo; echo done", sandbox))
    _ = try terminal.waitForExit()
    #expect(try terminal.currentLine != terminal.initialLine)
    #expect(terminal.initialLine.echoes && terminal.initialLine.isLineByLine)
    #expect(try !terminal.currentLine.isLineByLine)
  }

  @Test func `an interactive shell stops and continues its jobs`() throws {
    let sandbox = try Sandbox()
    let terminal = try PseudoTerminal(
      Command(
        program: "/bin/sh", arguments: ["-i"],
        environment: sandbox.environment(["PS1": "prompt> "]), folder: sandbox.path))
    try terminal.waitFor("prompt>")
    terminal.type("cat\r")
    try terminal.waitUntil("cat runs") { terminal.members.contains { $0.name == "cat" } }
    terminal.press(.control("z"))
    try terminal.waitUntil("cat is stopped") {
      terminal.members.contains { $0.name == "cat" && $0.isStopped }
    }
    terminal.type("fg\r")
    try terminal.waitUntil("cat runs again") {
      terminal.members.contains { $0.name == "cat" && !$0.isStopped }
    }
  }

  @Test func `nothing that a program has started outlives its terminal`() throws {
    let sandbox = try Sandbox()
    var session: Int32 = 0
    do {
      let terminal = try PseudoTerminal(shell("sleep 600 & echo ready; wait", sandbox))
      try terminal.waitFor("ready")
      session = terminal.process.id
      #expect(!SessionMember.all(inSession: session).isEmpty)
    }
    let deadline = Deadline()
    while !SessionMember.all(inSession: session).isEmpty, !deadline.hasPassed { Deadline.pause() }
    #expect(SessionMember.all(inSession: session).isEmpty)
  }

  @Test func `a wait that fails shows the screen`() throws {
    let sandbox = try Sandbox()
    let terminal = try PseudoTerminal(shell("echo only this", sandbox))
    let error = try #require(throws: HarnessError.self) { try terminal.waitFor("that") }
    #expect(error.description.contains("only this"))
    #expect(error.description.contains("exit 0"))
  }

  @Test func `pipes carry more than they hold at once`() throws {
    let sandbox = try Sandbox()
    let text = String(repeating: "0123456789abcdef\n", count: 40_000)
    let run = try PipedRun(shell("cat; echo end >&2", sandbox), input: .text(text))
    #expect(run.standardOutput == text)
    #expect(run.standardError == "end\n")
  }

  @Test func `standard input can be closed`() throws {
    let sandbox = try Sandbox()
    let run = try PipedRun(shell("cat; echo code $?", sandbox), input: .closed)
    #expect(run.standardOutput.hasPrefix("code 1"))
  }

  @Test func `a program that asks for the colour of the background is answered`() throws {
    let sandbox = try Sandbox()
    let script = #"""
      stty raw -echo; printf '\033]11;?\033\\'; answer=$(dd bs=1 count=25 2>/dev/null)
      stty sane; printf %s "$answer" | od -c
      """#
    let terminal = try PseudoTerminal(shell(script, sandbox))
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.contains("r   g   b   :   0   0   0   0"))
  }

  @Test(arguments: ["xterm-256color", "vt100", "xterm", "linux", "screen-256color"])
  func `what terminfo says of a terminal is known`(name: String) throws {
    let sandbox = try Sandbox()
    let script = """
      tput smcup; tput clear; tput cup 3 5; tput bold; printf bold; tput sgr0; tput civis
      tput smkx; tput cup 10 0; printf 0123456789; tput cup 10 2; tput el; tput cup 0 0; tput ed
      tput cup 1 1; tput smacs; printf lqk; tput rmacs; tput csr 2 5; tput rmkx; tput cnorm
      tput csr 0 23; tput cup 4 0; printf end; tput rmcup
      """
    var command = shell(script, sandbox)
    command.environment["TERM"] = name
    let terminal = try PseudoTerminal(command)
    _ = try terminal.waitForExit()
    #expect(terminal.screen.unrecognized == [])
    #expect(terminal.screen.leftovers == [])
  }
}
