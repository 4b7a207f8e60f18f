import Synchronization

/// Wishes from outside, which the trainer reads between two steps.
///
/// Any thread, and a signal's handler thread too, may express them.
public final class TrainingControl: Sendable {
  private let isInterrupted = Atomic<Bool>(false)
  private let wantsCheckpoint = Atomic<Bool>(false)

  /// Creates a control that asks for nothing.
  public init() {}

  /// Asks to write a checkpoint and end.
  public func interrupt() { isInterrupted.store(true, ordering: .relaxed) }

  /// Asks for a checkpoint after the next step.
  public func requestCheckpoint() { wantsCheckpoint.store(true, ordering: .relaxed) }

  /// Whether the run is to end.
  var mustEnd: Bool { isInterrupted.load(ordering: .relaxed) }

  /// Whether a checkpoint was asked for since the last call.
  func takeCheckpointRequest() -> Bool {
    wantsCheckpoint.exchange(false, ordering: .relaxed)
  }
}
