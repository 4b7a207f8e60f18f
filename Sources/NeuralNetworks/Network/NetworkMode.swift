/// Whether a network is being trained or used.
public enum NetworkMode: String, Hashable, Sendable {
  /// Batch norm uses the batch's own statistics, and dropout drops.
  case training
  /// Batch norm uses its running statistics, and dropout does nothing.
  case evaluation
}
