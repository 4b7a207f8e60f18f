import Foundation
import Synchronization
import Typesetting

/// Lines that a thread of its own writes, in order.
///
/// Whoever reads them may stop: a terminal at C-s, a frozen connection, a full pipe. Neither the work
/// nor a signal that ends it waits for that.
final class OutputQueue: Sendable {
  private let thread = DispatchQueue(label: "output")
  private let writing = DispatchGroup()
  private let state = Mutex(State())

  private struct State {
    /// How many texts are not written yet.
    var waiting = 0
    /// Why a stream could not be written, by its descriptor; nothing more is written there.
    var failures: [Int32: Int32] = [:]
  }

  /// Why standard output could not be written, as an error number.
  var failure: Int32? { state.withLock { $0.failures[STDOUT_FILENO] } }

  /// Puts a line for standard output, or several, behind the others.
  func write(_ text: String) {
    put(StandardOutput.line(text), to: STDOUT_FILENO)
  }

  /// Puts a message behind the others.
  func tell(_ text: String) {
    put(StandardOutput.line(text), to: STDERR_FILENO)
  }

  /// Puts bytes for standard error behind the others.
  ///
  /// - Parameter isPassing: Whether they are left out where others still wait.
  func draw(_ bytes: [UInt8], isPassing: Bool) {
    if isPassing, state.withLock({ $0.waiting > 0 }) { return }
    put(bytes, to: STDERR_FILENO)
  }

  /// Waits until everything is written.
  ///
  /// - Parameter isGivenUp: Asked several times a second whether to wait no longer.
  /// - Returns: Whether everything is written.
  func finish(unless isGivenUp: () -> Bool) -> Bool {
    while writing.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
      if isGivenUp() { return false }
    }
    return true
  }

  private func put(_ bytes: [UInt8], to descriptor: Int32) {
    state.withLock { $0.waiting += 1 }
    thread.async(group: writing) { [self] in
      let isOpen = state.withLock { $0.failures[descriptor] == nil }
      let failure = isOpen ? StandardOutput.write(bytes, to: descriptor) : nil
      state.withLock {
        $0.waiting -= 1
        if let failure { $0.failures[descriptor] = failure }
      }
    }
  }
}
