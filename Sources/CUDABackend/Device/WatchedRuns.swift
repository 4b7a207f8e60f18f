import Synchronization
import TensorEngine

/// The runs of a device that are looked at once it has been waited for, and what was wrong with them.
final class WatchedRuns: Sendable {
  /// A run that is looked at later, as long as somebody has it.
  struct Run: Sendable {
    fileprivate weak var watch: PositionWatch?
    fileprivate let number: Int

    init(_ watch: PositionWatch, _ number: Int) {
      (self.watch, self.number) = (watch, number)
    }

    fileprivate func isSame(as other: Run) -> Bool {
      watch === other.watch && number == other.number
    }
  }

  private let state = Mutex(State())

  private struct State {
    /// What has not been looked at.
    var due: [Run] = []
    /// What had wrong numbers, and nobody has been told.
    var refused: [Run] = []
    /// The same of those whose graphs are gone.
    var refusals: [BackendError] = []
  }

  /// The runs that have not been looked at.
  var due: [Run] { state.withLock(\.due) }

  /// Has a run looked at when the device is waited for the next time.
  func add(_ run: Run) {
    state.withLock { state in
      // Nobody waits for what nobody has any more.
      state.due.removeAll { $0.watch == nil }
      state.due.append(run)
    }
  }

  /// Keeps what was wrong with a run that nobody can be asked about any more.
  func keep(_ refusal: BackendError) {
    state.withLock { $0.refusals.append(refusal) }
  }

  /// Looks at runs that are done.
  func look(at runs: [Run]) {
    let refused = runs.filter { $0.watch?.look(at: $0.number) ?? false }
    state.withLock { state in
      state.due.removeAll { run in runs.contains { $0.isSame(as: run) } }
      state.refused += refused
    }
  }

  /// - Throws: What was found wrong with the numbers of a run that nobody waited for, once; whoever asks again hears of
  ///   those of other graphs.
  func checkRefusal() throws(BackendError) {
    let refusal = state.withLock { $0.refusals.isEmpty ? nil : $0.refusals.removeFirst() }
    if let refusal { throw refusal }
    while let run = state.withLock({ $0.refused.isEmpty ? nil : $0.refused.removeFirst() }) {
      try run.watch?.checkRefusal()
    }
  }
}
