/// One training step.
public struct StepReport: Hashable, Sendable {
  /// Its number, from 1.
  public let step: Int
  /// Its epoch, from 1.
  public let epoch: Int
  /// The mean loss of its images, before the step.
  public var loss: Double
  /// The share of its images that were right.
  public var accuracy: Double
  /// The learning rate.
  public let learningRate: Double
  /// The images of a second, this step's alone.
  public let imagesPerSecond: Double
}

/// An epoch and the test after it.
public struct EpochReport: Hashable, Sendable {
  /// Its number, from 1.
  public let epoch: Int
  /// The number of its last step.
  public let step: Int
  /// The mean of its steps' losses.
  public let trainLoss: Double
  /// The share of training images that were right when their turn came.
  public let trainAccuracy: Double
  /// The mean loss of the test images.
  public let testLoss: Double
  /// The share of test images that were right.
  public let testAccuracy: Double
  /// The training images of a second, the test not counted.
  public let imagesPerSecond: Double
  /// How long it took, the test included, in seconds.
  public let seconds: Double
  /// Whether no epoch before had a higher test accuracy.
  public let isBest: Bool
}
