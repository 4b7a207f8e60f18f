/// A place in the sequence of batches.
public struct BatchPosition: Codable, Hashable, Sendable {
  /// The epoch, counted from 0.
  public var epoch: Int
  /// The step of the epoch, counted from 0.
  public var step: Int

  /// The beginning of a run.
  public static let start = BatchPosition(epoch: 0, step: 0)

  /// Creates a position.
  public init(epoch: Int, step: Int) {
    self.epoch = epoch
    self.step = step
  }

  /// The position of the batch after this one.
  ///
  /// - Parameter stepsPerEpoch: At least 1.
  public func next(stepsPerEpoch: Int) -> BatchPosition {
    step + 1 < stepsPerEpoch
      ? BatchPosition(epoch: epoch, step: step + 1) : BatchPosition(epoch: epoch + 1, step: 0)
  }
}
