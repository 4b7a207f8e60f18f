import Glibc
import Testing

/// Whatever ends or stops the program, the user's terminal is as it was.
@Suite("Endings")
struct EndingTests {
  @Test(arguments: [
    [TerminalKey.character("q"), .character("q")], [.character("q"), .escape], [.control("c")],
  ])
  func `leaving by keys`(keys: [TerminalKey]) throws {
    let (sandbox, terminal) = try openLesson()
    for key in keys { terminal.press(key) }
    #expect(try terminal.waitForExit() == .exited(0))
    try expectRestored(terminal)
    withExtendedLifetime(sandbox) {}
  }

  /// What a slow program reads at once: an Esc or the beginning of a sequence, and C-c.
  @Test(arguments: [
    "\u{1B}", "\u{1B}[", "\u{1B}[<0;1", "\u{1B}O", "\u{1B}]11;rgb:00", "\u{1B}\u{1B}OC",
  ])
  func `C-c behind something unfinished`(_ beginning: String) throws {
    let (sandbox, terminal) = try openLesson()
    terminal.type(beginning + "\u{3}")
    #expect(try terminal.waitForExit() == .exited(0))
    try expectRestored(terminal)
    withExtendedLifetime(sandbox) {}
  }

  /// An é of Latin-1, what is no byte of UTF-8, and characters of which a part was lost.
  @Test(arguments: [[0xE9], [0xFF], [0xC3], [0xF0, 0x9F], [0x80, 0xE9, 0xE9]] as [[UInt8]])
  func `C-c behind bytes that are no character`(_ bytes: [UInt8]) throws {
    let (sandbox, terminal) = try openLesson()
    terminal.type(bytes + [3])
    #expect(try terminal.waitForExit() == .exited(0))
    try expectRestored(terminal)
    withExtendedLifetime(sandbox) {}
  }

  /// The last of so many keys as are read at one go, an Esc, has been told apart from the C-c behind it.
  @Test(arguments: [254, 255, 256])
  func `C-c behind a flood of keys`(count: Int) throws {
    let (sandbox, terminal) = try openLesson()
    terminal.process.send(SIGSTOP)
    terminal.type(String(repeating: "x", count: count) + "\u{1B}\u{3}")
    terminal.process.send(SIGCONT)
    #expect(try terminal.waitForExit() == .exited(0))
    try expectRestored(terminal)
    withExtendedLifetime(sandbox) {}
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func `a signal that asks for the end`(signal: Int32) throws {
    let (sandbox, terminal) = try openLesson()
    terminal.process.send(signal)
    #expect(try terminal.waitForExit() == .killed(signal: signal))
    try expectRestored(terminal)
    withExtendedLifetime(sandbox) {}
  }

  @Test(arguments: [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE])
  func `a crash`(signal: Int32) throws {
    let (sandbox, terminal) = try openLesson()
    terminal.process.send(signal)
    #expect(try terminal.waitForExit() == .killed(signal: signal))
    try expectRestored(terminal)
    withExtendedLifetime(sandbox) {}
  }

  @Test func `the report of a crash is not lost with the screen`() throws {
    let (sandbox, terminal) = try openLesson(
      environment: ["SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no"])
    terminal.process.send(SIGSEGV)
    #expect(try terminal.waitForExit() == .killed(signal: SIGSEGV))
    #expect(terminal.screen.contains("Backtrace took"))
    try expectRestored(terminal)
    withExtendedLifetime(sandbox) {}
  }

  @Test func `a signal between two frames that play`() throws {
    let (sandbox, terminal) = try openLesson()
    terminal.type("---- ")
    try terminal.waitFor("playing")
    terminal.process.send(SIGTERM)
    #expect(try terminal.waitForExit() == .killed(signal: SIGTERM))
    try expectRestored(terminal)
    withExtendedLifetime(sandbox) {}
  }

  /// A run that cannot start says why, in the shell's own line, and waits for Enter.
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal while a failed run is read`(signal: Int32) throws {
    let sandbox = try Sandbox()
    let terminal = try PseudoTerminal(Convscope.command([], in: sandbox))
    try terminal.waitFor("choose")
    for key in [TerminalKey.character("o"), .end, .enter] { terminal.press(key) }
    try terminal.waitFor("Press Enter to go back to the tutor.")
    terminal.process.send(signal)
    #expect(try terminal.waitForExit() == .killed(signal: signal))
    #expect(try terminal.currentLine == terminal.initialLine)
    withExtendedLifetime(sandbox) {}
  }

  @Test func `the window is closed`() throws {
    let (sandbox, terminal) = try openLesson()
    terminal.hangUp()
    #expect(try terminal.waitForExit() == .killed(signal: SIGHUP))
    try terminal.waitUntil("no process is left") { terminal.members.isEmpty }
    withExtendedLifetime(sandbox) {}
  }

  // MARK: - Job control

  /// How a shell may run the program, and how it is stopped.
  enum Stop: CaseIterable, Sendable {
    case byKey, byKeyInsideAnotherCommand, bySignal
  }

  @Test(arguments: Stop.allCases)
  func `stopped and continued by a shell`(stop: Stop) throws {
    let sandbox = try Sandbox()
    let terminal = try startShell(in: sandbox)
    let lesson = "\(Convscope.path) learn board"
    let isWrapped = stop == .byKeyInsideAnotherCommand
    terminal.type(isWrapped ? "sh -c '\(lesson); true'\r" : lesson + "\r")
    try terminal.waitFor("1 of 4 ─┘")
    terminal.press(.right)
    try terminal.waitFor("2 of 4 ─┘")

    if stop == .bySignal {
      try kill(#require(program(of: terminal)).id, SIGTSTP)
    } else {
      terminal.press(.control("z"))
    }
    try terminal.waitUntil("the program is stopped") {
      program(of: terminal)?.isStopped == true
    }
    try terminal.waitUntil("the shell's prompt is back") {
      $0.isRestored && $0.lines.last { !$0.isEmpty } == "prompt>"
    }
    #expect(try terminal.currentLine == terminal.initialLine)

    terminal.type("fg\r")
    try terminal.waitFor("2 of 4 ─┘")
    #expect(terminal.screen.isAlternate)
    terminal.press(.right)
    try terminal.waitFor("3 of 4 ─┘")
    terminal.type("qq")
    try terminal.waitUntil("the shell's prompt is back") {
      $0.isRestored && $0.lines.last { !$0.isEmpty } == "prompt>"
    }
    terminal.type("exit\r")
    #expect(try terminal.waitForExit() == .exited(0))
    try expectRestored(terminal)
  }

  @Test func `a size that changes while it is stopped`() throws {
    let sandbox = try Sandbox()
    let terminal = try startShell(in: sandbox)
    terminal.type("\(Convscope.path) learn board\r")
    try terminal.waitFor("1 of 4 ─┘")
    terminal.press(.control("z"))
    try terminal.waitUntil("the program is stopped") {
      program(of: terminal)?.isStopped == true
    }
    terminal.resize(to: ScreenSize(columns: 100, rows: 35))
    terminal.type("fg\r")
    try terminal.waitUntil("the footer is in row 34") { $0.lines[34].contains("help") }
  }

  @Test func `stopped by force it draws everything again`() throws {
    let sandbox = try Sandbox()
    let terminal = try startShell(in: sandbox)
    terminal.type("\(Convscope.path) learn board\r")
    try terminal.waitFor("1 of 4 ─┘")
    try kill(#require(program(of: terminal)).id, SIGSTOP)
    try terminal.waitUntil("the program is stopped") {
      program(of: terminal)?.isStopped == true
    }
    try terminal.waitUntil("the shell's prompt is in the picture") { $0.contains("prompt>") }
    // The line is still as the program had it, so Enter is not a line's end.
    terminal.type("fg\n")
    try terminal.waitUntil("the picture is whole") {
      $0.contains("step 1 of 4") && !$0.contains("prompt>")
    }
    terminal.type("qq")
    try terminal.waitUntil("the screen is given back") { $0.isRestored }
  }

  /// The third one ends a program that does not react.
  ///
  /// It may arrive on a thread other than the one that draws, which goes on meanwhile, and may be about
  /// to take the screen.
  @Test(arguments: [0, 10, 25, 40, 45, 60])
  func `signals while the screen is given back or taken`(milliseconds: Int32) throws {
    let (sandbox, terminal) = try openLesson()
    // Nobody can continue it, so it takes the screen again at once, and again.
    for _ in 0..<4 { terminal.press(.control("z")) }
    let pause = Deadline(after: .milliseconds(Int(milliseconds)))
    while !pause.hasPassed { terminal.read(within: 1) }
    for _ in 0..<5 { terminal.process.send(SIGQUIT) }
    #expect(try terminal.waitForExit() == .killed(signal: SIGQUIT))
    try expectRestored(terminal)
    withExtendedLifetime(sandbox) {}
  }

  // MARK: - Support

  private func openLesson(
    environment: [String: String?] = [:]
  ) throws -> (Sandbox, PseudoTerminal) {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox, environment: environment)
    try terminal.waitFor("1 of 4 ─┘")
    #expect(!terminal.screen.isRestored)
    return (sandbox, terminal)
  }

  private func startShell(in sandbox: Sandbox) throws -> PseudoTerminal {
    var command = try BoardLesson.command(in: sandbox, environment: ["PS1": "prompt> "])
    command.program = "/bin/sh"
    command.arguments = ["-i"]
    let terminal = try PseudoTerminal(command)
    try terminal.waitFor("prompt>")
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
    #expect(
      try terminal.currentLine == terminal.initialLine, sourceLocation: sourceLocation)
    try terminal.waitUntil("no process is left") { terminal.members.isEmpty }
  }
}
