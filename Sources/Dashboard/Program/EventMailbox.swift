import Foundation
import Training

/// Messages from other threads to the dashboard's, in order.
///
/// The trainer puts a report in and goes on; it waits for nothing but the lock, which is held for
/// a few instructions. When the screen is slower than the training, reports of steps are joined
/// two by two, so the queue stays short and the curves lose nothing but detail.
final class EventMailbox: @unchecked Sendable {
  private let lock = NSLock()
  private var messages: [DashboardMessage] = []
  private var stepCount = 0
  private var isReaderAsleep = false
  private let wakeReader: @Sendable () -> Void

  /// The most reports of steps that wait.
  static let stepCapacity = 4_096

  /// Creates an empty mailbox.
  ///
  /// - Parameter wakeReader: Ends the reader's wait for the terminal.
  init(wakeReader: @escaping @Sendable () -> Void) {
    self.wakeReader = wakeReader
  }

  /// Puts a message in.
  func post(_ message: DashboardMessage) {
    lock.lock()
    if case .training(.step) = message {
      stepCount += 1
      if stepCount > Self.stepCapacity { joinSteps() }
    }
    messages.append(message)
    let wakes = isReaderAsleep
    isReaderAsleep = false
    lock.unlock()
    if wakes { wakeReader() }
  }

  /// Takes everything out.
  ///
  /// - Parameter thenSleeps: Whether the reader is going to wait for the terminal without an end
  ///   when there is nothing: the next message wakes it.
  func takeAll(thenSleeps: Bool = false) -> [DashboardMessage] {
    lock.lock()
    defer { lock.unlock() }
    isReaderAsleep = thenSleeps && messages.isEmpty
    stepCount = 0
    let taken = messages
    messages.removeAll(keepingCapacity: taken.count <= Self.stepCapacity)
    return taken
  }

  /// Joins neighbouring reports of steps, and drops weights that newer ones replace.
  private func joinSteps() {
    let newestSnapshot = messages.lastIndex {
      if case .training(.snapshot) = $0 { true } else { false }
    }
    var joined: [DashboardMessage] = []
    var isOpen = false
    stepCount = 0
    for (index, message) in messages.enumerated() {
      switch message {
      case .training(.step(let report)):
        if isOpen, case .training(.step(let last)) = joined.last {
          joined[joined.count - 1] = .training(.step(last.joined(with: report)))
          isOpen = false
        } else {
          joined.append(message)
          stepCount += 1
          isOpen = true
        }
      case .training(.snapshot) where index != newestSnapshot: break
      default:
        joined.append(message)
        isOpen = false
      }
    }
    messages = joined
  }
}

extension StepReport {
  /// The later report with the means of both.
  fileprivate func joined(with later: StepReport) -> StepReport {
    var report = later
    report.loss = (loss + later.loss) / 2
    report.accuracy = (accuracy + later.accuracy) / 2
    return report
  }
}
