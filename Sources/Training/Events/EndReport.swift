/// How a run ended.
public struct EndReport: Sendable {
  /// Why it ended.
  public enum Reason: Hashable, Sendable {
    /// All steps were made.
    case completed
    /// Somebody stopped it; a checkpoint was written.
    case stopped
    /// It was told to end from outside; a checkpoint was written.
    case interrupted
    /// The test loss had not fallen for too many epochs.
    case patience(epochs: Int)
    /// The loss is no number any more: what happened and probably why, and what to try.
    case diverged(cause: String, remedy: String)
    /// Something could not be written or computed.
    case failed(message: String)
  }

  /// Why it ended.
  public let reason: Reason
  /// The last step that was made.
  public let step: Int
  /// The best test accuracy, and after which epoch; `nil` when no epoch was finished.
  public let best: BestEpoch?
  /// How long the run has trained, over all its parts, in seconds.
  public let seconds: Double
  /// The checkpoint to go on from, if there is one.
  public let lastCheckpoint: String?
  /// The run's folder.
  public let folder: String
}

/// The epoch with the highest test accuracy.
public struct BestEpoch: Codable, Hashable, Sendable {
  /// Its number, from 1.
  public let epoch: Int
  /// The number of its last step.
  public let step: Int
  /// Its test accuracy.
  public let accuracy: Double
}
