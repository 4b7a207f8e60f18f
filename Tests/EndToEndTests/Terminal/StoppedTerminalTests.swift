import Foundation
import Testing

/// A terminal, or a pipe, that takes nothing any more holds nobody up: who asks a program to end is
/// obeyed, a run is saved, and the line is as it was.
@Suite("Terminals that stop reading")
struct StoppedTerminalTests {
  /// How a terminal stops.
  enum Stop: CaseIterable {
    /// As by C-s.
    case held
    /// Nobody reads it, until all buffers are full.
    case unread
  }

  /// Who asks for the end.
  enum Wish: CaseIterable {
    case key, signal
  }

  @Test(arguments: Stop.allCases, Wish.allCases)
  func `the tutor ends`(stop: Stop, wish: Wish) throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox)
    try terminal.waitFor("1 of 4 ─┘")
    self.stop(terminal, stop)
    ask(terminal, wish)
    #expect(
      try terminal.waitForExitUnread() == (wish == .key ? .exited(0) : .killed(signal: SIGTERM)))
    try expectRestored(terminal)
  }

  @Test(arguments: Stop.allCases, Wish.allCases)
  func `the dashboard saves its run and ends`(stop: Stop, wish: Wish) throws {
    let sandbox = try TinyRun.sandbox()
    let terminal = try startTraining(in: sandbox)
    self.stop(terminal, stop)
    ask(terminal, wish)
    #expect(
      try terminal.waitForExitUnread() == .killed(signal: wish == .key ? SIGINT : SIGTERM))
    try expectRestored(terminal)
    try TinyRun.expectSaved(in: sandbox, reason: "interrupted")
  }

  @Test func `the dashboard shows the newest picture when its terminal goes on`() throws {
    let sandbox = try TinyRun.sandbox()
    let terminal = try startTraining(in: sandbox)
    terminal.hold()
    terminal.type("?")
    terminal.resize(to: ScreenSize(columns: 100, rows: 30))
    let before = try logLength(in: sandbox)
    try terminal.waitUntil("the run goes on") { try logLength(in: sandbox) > before + 2_000 }
    terminal.letGo()
    try terminal.waitUntil("the help is shown at the new size") {
      $0.contains("Keys") && $0.rows[0].count == 100
    }
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit() == .killed(signal: SIGINT))
    try expectRestored(terminal)
  }

  /// C-z gives the line back for a moment, in which C-\ is a signal; the third ends the program.
  @Test(arguments: 0..<(12 as Int32))
  func `keys that are signals for a moment leave the terminal as it was`(pause: Int32) throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox)
    try terminal.waitFor("1 of 4 ─┘")
    terminal.press(.control("z"))
    // The moment comes some milliseconds later.
    Deadline.pause(milliseconds: 36 + pause)
    for _ in 0..<60 {
      terminal.press(.control("\\"))
      terminal.read(within: 0)
    }
    for _ in 0..<50 { terminal.read(within: 10) }
    if terminal.process.poll() == nil { terminal.press(.control("c")) }
    let status = try terminal.waitForExit()
    #expect([.exited(0), .killed(signal: SIGQUIT)].contains(status))
    try expectRestored(terminal)
  }

  @Test func `a run with lines goes on, and is saved when it is to end`() throws {
    let sandbox = try TinyRun.sandbox()
    let terminal = try PseudoTerminal(
      Convscope.command(TinyRun.arguments + ["--plain"], in: sandbox))
    try terminal.waitFor("epoch  train loss")
    terminal.hold()
    let before = try logLength(in: sandbox)
    try terminal.waitUntil("the run goes on") { try logLength(in: sandbox) > before + 20_000 }
    terminal.process.send(SIGTERM)
    #expect(try terminal.waitForExitUnread() == .killed(signal: SIGTERM))
    try TinyRun.expectSaved(in: sandbox, reason: "interrupted")
  }

  @Test func `a run goes on beside a full pipe, and is saved when it is to end`() throws {
    let sandbox = try TinyRun.sandbox()
    let output = try Pipe()
    output.narrow()
    let process = try ChildProcess(
      Convscope.command(TinyRun.arguments + ["--plain"], in: sandbox),
      streams: [.closed, .descriptor(output.writeEnd), .descriptor(output.writeEnd)])
    let deadline = Deadline()
    func wait(until isMet: () throws -> Bool) rethrows {
      while try !isMet(), !deadline.hasPassed, process.poll() == nil { Deadline.pause() }
    }
    // The next line does not fit any more.
    wait { output.bytesWaiting > 4_000 }
    let before = try logLength(in: sandbox)
    try wait { try logLength(in: sandbox) > before + 20_000 }
    #expect(output.bytesWaiting > 4_000 && process.poll() == nil)
    process.send(SIGTERM)
    while process.poll() == nil, !deadline.hasPassed { Deadline.pause() }
    #expect(process.status == .killed(signal: SIGTERM))
    try TinyRun.expectSaved(in: sandbox, reason: "interrupted")
  }

  // MARK: - Support

  private func startTraining(in sandbox: Sandbox) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(Convscope.command(TinyRun.arguments, in: sandbox))
    try TinyRun.waitForStep(in: terminal)
    return terminal
  }

  private func stop(_ terminal: PseudoTerminal, _ stop: Stop) {
    if stop == .held { terminal.hold() }
    // Every new size is a whole picture.
    let deadline = Deadline()
    var width = 200
    repeat {
      width = 401 - width
      terminal.resize(to: ScreenSize(columns: width, rows: 60))
      Deadline.pause(milliseconds: 20)
    } while terminal.hasRoom && !deadline.hasPassed
    #expect(!terminal.hasRoom)
  }

  private func ask(_ terminal: PseudoTerminal, _ wish: Wish) {
    switch wish {
    case .key: terminal.press(.control("c"))
    case .signal: terminal.process.send(SIGTERM)
    }
  }

  private func logLength(in sandbox: Sandbox) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: sandbox("run/log.jsonl"))
    return attributes[.size] as? Int ?? 0
  }

  private func expectRestored(
    _ terminal: PseudoTerminal, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(terminal.screen.leftovers == [], sourceLocation: sourceLocation)
    #expect(try terminal.currentLine == terminal.initialLine, sourceLocation: sourceLocation)
    try terminal.waitUntil("no process is left") { terminal.members.isEmpty }
  }
}
