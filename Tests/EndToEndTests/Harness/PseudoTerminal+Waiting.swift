import Glibc

extension PseudoTerminal {
  /// Reads until the screen is as described.
  ///
  /// A picture that the program marks as incomplete is not looked at.
  ///
  /// - Parameters:
  ///   - condition: What is waited for, in words for the message of a failure.
  ///   - isMet: Whether the screen is so.
  /// - Throws: ``HarnessError`` with the screen when the program ends or the deadline passes before.
  func waitUntil(_ condition: String, _ isMet: (Screen) -> Bool) throws {
    let deadline = Deadline()
    while screen.isUpdating || !isMet(screen) {
      if read(within: deadline.milliseconds(atMost: 50)) { continue }
      if let status = process.poll() {
        // What it wrote just before its end may still be under way.
        while read(within: 0) {}
        if isMet(screen) { return }
        throw failure(condition, "the program ended (\(status))")
      }
      if deadline.hasPassed { throw failure(condition, "the deadline passed") }
    }
  }

  /// Reads until a text is on the screen.
  func waitFor(_ text: String) throws {
    try waitUntil("\"\(text)\" is shown") { $0.contains(text) }
  }

  /// Reads until something outside the screen is as described.
  func waitUntil(_ condition: String, _ isMet: () throws -> Bool) throws {
    let deadline = Deadline()
    while try !isMet() {
      read(within: 5)
      if deadline.hasPassed { throw failure(condition, "the deadline passed") }
    }
  }

  /// Reads until the program has written nothing for a while.
  ///
  /// For what must not happen; what must happen is waited for by name.
  func waitUntilQuiet(milliseconds: Int32 = 200) throws {
    let deadline = Deadline()
    while read(within: milliseconds) {
      if deadline.hasPassed { throw failure("the screen is quiet", "the deadline passed") }
    }
  }

  /// Reads until the program has ended and everything that it wrote has arrived.
  func waitForExit() throws -> ExitStatus {
    let deadline = Deadline()
    while process.poll() == nil {
      read(within: 5)
      if deadline.hasPassed { throw failure("the program ends", "the deadline passed") }
    }
    while read(within: 0) {}
    return process.poll() ?? .exited(-1)
  }

  /// Waits until the program has ended while nobody reads what it writes.
  func waitForExitUnread() throws -> ExitStatus {
    let deadline = Deadline()
    while process.poll() == nil {
      Deadline.pause()
      if deadline.hasPassed { throw failure("the program ends unread", "the deadline passed") }
    }
    while read(within: 0) {}
    return process.poll() ?? .exited(-1)
  }

  /// The processes that live in the program's session.
  var members: [SessionMember] { SessionMember.all(inSession: process.id) }

  private func failure(_ condition: String, _ reason: String) -> HarnessError {
    HarnessError("waited until \(condition); \(reason); the screen:\n\(screen)")
  }
}
