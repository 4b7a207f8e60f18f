import Foundation
import Synchronization

/// The signals that ask a program to end, as wishes to save first; another one ends it at once.
final class InterruptSignals {
  private var sources: [any DispatchSourceSignal] = []
  /// The first that came.
  let request = EndRequest()

  /// C-c, what `kill` sends, a window that is closed, C-\.
  private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// Takes the signals over.
  ///
  /// - Parameter interrupt: Gets the number of the first one, on a thread of its own.
  init(_ interrupt: @escaping @Sendable (Int32) -> Void = { _ in }) {
    let queue = DispatchQueue(label: "signals", qos: .userInteractive)
    for number in Self.numbers {
      let previous = signal(number, SIG_IGN)
      // nohup, or a shell that started a job in the background, asked for it to be ignored.
      if unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { continue }
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { [request] in
        if request.note(number) {
          interrupt(number)
        } else if request.isOverdue {
          ProgramEnd.bySignal(number)
        }
      }
      source.resume()
      sources.append(source)
    }
  }

  func release() {
    for source in sources {
      source.cancel()
      signal(Int32(source.handle), SIG_DFL)
    }
  }
}

/// The wish that a program ends, by a signal.
final class EndRequest: Sendable {
  private let first: Mutex<(number: Int32, moment: ContinuousClock.Instant)?>

  /// What comes this soon after the first is the same wish: `timeout` sends its signal twice, and a
  /// key that is held repeats.
  private static let grace = Duration.seconds(1)

  /// A wish that has not come yet, or one that comes now.
  init(_ number: Int32? = nil) {
    first = Mutex(number.map { ($0, .now) })
  }

  /// The signal that came first.
  var number: Int32? { first.withLock { $0?.number } }

  /// Whether it came a while ago.
  var isOverdue: Bool {
    first.withLock { $0.map { $0.moment.duration(to: .now) >= Self.grace } ?? false }
  }

  /// Notes a signal.
  ///
  /// - Returns: Whether it is the first.
  func note(_ number: Int32) -> Bool {
    first.withLock { first in
      guard first == nil else { return false }
      first = (number, .now)
      return true
    }
  }
}

/// The end of a program that a signal asked for.
enum ProgramEnd {
  /// Ends as the signal ends programs, now that everything that had to be saved is: a shell reports
  /// 128 and its number, and a loop of commands ends with it.
  static func bySignal(_ number: Int32) -> Never {
    // Nothing has gone wrong that a core would explain.
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    signal(number, SIG_DFL)
    var only = sigset_t()
    sigemptyset(&only)
    sigaddset(&only, number)
    pthread_sigmask(SIG_UNBLOCK, &only, nil)
    raise(number)
    _exit(128 + number)
  }
}
