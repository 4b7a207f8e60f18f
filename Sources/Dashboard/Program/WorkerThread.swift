import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A thread that does one piece of work, out of the reach of signals.
///
/// Signals are for the thread that holds the terminal. Those of crashes stay open: the terminal is
/// to be given back whichever thread fails.
final class WorkerThread: Sendable {
  private let isDone = DispatchSemaphore(value: 0)

  /// Long graphs are walked recursively; the usual stack of a thread is small.
  private static let stackSize = 64 << 20

  /// Starts working.
  init(name: String, _ work: @escaping @Sendable () -> Void) {
    let isDone = isDone
    let thread = Thread {
      Self.blockSignals()
      work()
      isDone.signal()
    }
    thread.name = name
    thread.stackSize = Self.stackSize
    thread.start()
  }

  /// Waits for the end of the work.
  func join() {
    isDone.wait()
    isDone.signal()
  }

  private static func blockSignals() {
    var signals = sigset_t()
    sigfillset(&signals)
    for number in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT] {
      sigdelset(&signals, number)
    }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
