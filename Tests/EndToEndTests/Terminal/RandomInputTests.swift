import Foundation
import Testing

/// Keys, mouse and window at random, on every screen: nothing traps, hangs or leaves a terminal that
/// is not as it was.
///
/// A short walk belongs to the tests. `FUZZ_SECONDS=600 swift test --filter RandomInputTests` walks
/// for that long, and `FUZZ_SEED` begins elsewhere.
@Suite("Random input", .serialized)
struct RandomInputTests {
  /// What is walked over.
  enum Place: CaseIterable {
    case home, lessons, board, lab, playground
    /// A run that goes on, one that is over after a step, one that was over before it began.
    case training, singleStep, resumed

    /// Whether the course can be reached, from which runs are started.
    var leadsToCourse: Bool { [.home, .lessons, .board].contains(self) }
  }

  @Test(arguments: Place.allCases)
  func `nothing that is pressed, pointed at or resized does harm`(place: Place) throws {
    let sandbox = try sandbox(for: place)
    var seed = Self.number("FUZZ_SEED") ?? 1
    let seconds = (Self.number("FUZZ_SECONDS") ?? 0) / Place.allCases.count
    let end = ContinuousClock.now + .seconds(seconds)
    repeat {
      try walk(place, in: sandbox, seed: UInt64(seed))
      seed += 1
    } while ContinuousClock.now < end
  }

  /// Walks until the program has been left or enough is done.
  private func walk(_ place: Place, in sandbox: Sandbox, seed: UInt64) throws {
    var user = RandomUser(seed: seed)
    let terminal = try PseudoTerminal(command(place, in: sandbox, seed: seed))
    try terminal.waitUntil("the screen is taken") { $0.isAlternate }
    func fail(_ what: String) -> HarnessError {
      HarnessError(
        "\(place) with seed \(seed): \(what); before that:\n"
          + user.deeds.suffix(40).joined(separator: "\n") + "\nthe screen:\n\(terminal.screen)")
    }
    for deed in 0..<150 where terminal.process.poll() == nil && terminal.screen.isAlternate {
      user.act(on: terminal)
      // As fast as terminals read: in a line that has been given back, C-c and C-z make the system drop
      // what is on its way, and that would be what gives the screen back.
      terminal.read(within: deed % 5 == 0 ? 5 : 0)
      while terminal.read(within: 0) {}
      guard deed % 30 == 29, terminal.screen.isAlternate else { continue }
      do {
        try answer(terminal)
      } catch {
        throw fail("it does not answer a new size (\(error))")
      }
    }
    // A key may have begun to leave.
    let pause = Deadline(after: .milliseconds(300))
    while !pause.hasPassed { terminal.read(within: 20) }
    if terminal.process.poll() == nil { terminal.press(.control("c")) }
    // The first one may have ended a training run that was started from the course, or what is learned in the
    // lab, and the next one asks before changes of the lab are lost.
    let patience = Deadline(after: .seconds(20))
    while place.leadsToCourse || place == .lab, terminal.process.poll() == nil, !patience.hasPassed
    {
      if !terminal.read(within: 500) { terminal.press(.control("c")) }
    }
    let status: ExitStatus
    do {
      status = try terminal.waitForExit()
    } catch {
      throw fail("it does not end by C-c")
    }
    // Stopped by C-z and continued at once, it has the line as the shell has it for a moment: C-\ is a
    // signal then.
    let quiet: [ExitStatus] = [.exited(0), .killed(signal: SIGINT), .killed(signal: SIGQUIT)]
    // A rate that was raised often enough ends the training, which says so.
    let hasDiverged = status == .exited(2) && terminal.screen.contains("Try a tenth of it: --lr")
    #expect(hasDiverged || quiet.contains(status), "\(fail("it ended with \(status)"))")
    #expect(terminal.screen.leftovers == [], "\(fail("the terminal is not as it was"))")
    #expect(terminal.screen.unrecognized == [])
    #expect(try terminal.currentLine == terminal.initialLine)
  }

  /// Makes sure that the program is awake: a new size makes a new picture.
  private func answer(_ terminal: PseudoTerminal) throws {
    while terminal.read(within: 0) {}
    let old = terminal.screen.size
    let count = terminal.transcript.count
    terminal.resize(to: ScreenSize(columns: old.columns == 101 ? 102 : 101, rows: 31))
    try terminal.waitUntil("it draws") {
      terminal.transcript.count > count || terminal.process.poll() != nil
    }
  }

  private func command(_ place: Place, in sandbox: Sandbox, seed: UInt64) throws -> Command {
    func train(_ arguments: [String]) -> Command {
      Convscope.command(["train"] + arguments, in: sandbox)
    }
    let run = "run-\(seed)"
    let small = TinyRun.network + ["--data", "images", "--out", run]
    switch place {
    case .home: return Convscope.command([], in: sandbox)
    case .lessons:
      let lessons = try ShippedLesson.all(in: sandbox)
      return Convscope.command(["learn", lessons[Int(seed) % lessons.count].id], in: sandbox)
    case .board: return try BoardLesson.command(in: sandbox)
    case .lab: return Convscope.command(["lab"], in: sandbox)
    case .playground: return Convscope.command(["lab", "playground"], in: sandbox)
    case .training: return train(small + ["--epochs", "100000"])
    case .singleStep: return train(small + ["--steps", "1"])
    case .resumed:
      let made = try PipedRun(train(small + ["--steps", "3", "--plain"]))
      #expect(made.status == .exited(0))
      return train(["--resume", run])
    }
  }

  private func sandbox(for place: Place) throws -> Sandbox {
    switch place {
    case .home, .lessons, .board, .lab, .playground: try Sandbox()
    case .training, .singleStep, .resumed: try TinyRun.sandbox()
    }
  }

  private static func number(_ variable: String) -> Int? {
    ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
  }
}
