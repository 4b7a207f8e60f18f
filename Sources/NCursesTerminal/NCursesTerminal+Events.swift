import CNCurses
import TerminalKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension NCursesTerminal {
  /// Waits for a key, the mouse, a signal or the end of the timeout.
  public func nextEvent(timeout: Duration?) -> Event {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    while true {
      if let termination { return .terminated(termination) }
      if !pending.isEmpty { return pending.removeFirst() }
      if isWoken {
        isWoken = false
        return .tick
      }
      let milliseconds = deadline.map { Self.milliseconds(until: $0) } ?? -1
      if reader.holdsBack {
        // What may be the beginning of an answer is a key after a while.
        if !wait(milliseconds: milliseconds < 0 ? 50 : min(milliseconds, 50)) { readKeys() }
        if let deadline, pending.isEmpty, ContinuousClock.now >= deadline { return .tick }
        continue
      }
      if !wait(milliseconds: milliseconds), milliseconds >= 0, pending.isEmpty,
        termination == nil
      {
        // A wait longer than poll can express comes here early.
        if let deadline, ContinuousClock.now >= deadline { return .tick }
      }
    }
  }

  /// Ends a wait from any thread.
  public var waker: @Sendable () -> Void { { cnc_wake() } }

  /// Waits for input or a signal and collects the events; meanwhile sends what the terminal takes.
  ///
  /// - Returns: Whether anything arrived.
  func wait(milliseconds: Int32) -> Bool {
    var sources = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: cnc_signal_pipe(), events: Int16(POLLIN), revents: 0),
    ]
    presentAwaited()
    if cnc_send() {
      sources.append(pollfd(fd: cnc_output_terminal(), events: Int16(POLLOUT), revents: 0))
    }
    guard poll(&sources, nfds_t(sources.count), hasUnread ? 0 : milliseconds) > 0 || hasUnread
    else { return false }
    if sources[1].revents != 0 { readSignals() }
    if hasUnread {
      readKeys()
      return true
    }
    let input = Int32(sources[0].revents)
    if input & POLLIN != 0, cnc_bytes_waiting() > 0 {
      readKeys()
    } else if input != 0 {
      // Readable without a byte to read, or hung up: the terminal is gone.
      termination = .terminalLost
    }
    return true
  }

  /// Reacts to the signals that have been reported since the last call.
  ///
  /// - Parameter ignored: Signals that need no reaction now.
  func readSignals(except ignored: Set<Int32> = []) {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(cnc_signal_pipe(), &bytes, bytes.count)
    guard count > 0 else { return }
    for number in Set(bytes[..<count].map(Int32.init)).subtracting(ignored) {
      switch number {
      case 0: isWoken = true
      case SIGWINCH: updateSize()
      case SIGTSTP: suspend(wholeJob: false)
      case SIGCONT: resume()
      default: termination = .signal(number)
      }
    }
  }

  private func readKeys() {
    hasUnread = false
    // A flood of input must not keep signals waiting.
    for _ in 0..<256 {
      let event = reader.next()
      if let ground = reader.ground { takeBackground(ground) }
      guard let event else { return }
      switch event {
      case .key(.control("z")): suspend(wholeJob: true)
      case .mouse(let mouse): enqueue(mouse)
      default: pending.append(event)
      }
    }
    hasUnread = true
  }

  /// Adds a mouse report; of several movements in a row only the last one matters.
  private func enqueue(_ mouse: MouseEvent) {
    if mouse.kind == .move, case .mouse(let last) = pending.last, last.kind == .move {
      pending.removeLast()
    }
    pending.append(.mouse(mouse))
  }

  private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
    let left = (deadline - .now).components
    let milliseconds =
      Double(left.seconds) * 1e3 + Double(left.attoseconds) / 1e15
    // Rounded up, or the last fraction of a millisecond would be spent in a spin.
    return Int32(min(max(0, milliseconds.rounded(.up)), 1e9))
  }
}
