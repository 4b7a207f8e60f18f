/// One training step.
public struct StepReport: Codable, Hashable, Sendable {
  /// Its number, from 1.
  public let step: Int
  /// Its epoch, from 1.
  public let epoch: Int
  /// The mean loss of its images, before the step.
  @JSONNumber public var loss: Double
  /// The share of its images that were right.
  public var accuracy: Double
  /// The learning rate.
  @JSONNumber public private(set) var learningRate: Double
  /// The images of a second, this step's alone; logs do not say it.
  public private(set) var imagesPerSecond: Double?

  private enum CodingKeys: String, CodingKey {
    case step, epoch, loss, accuracy
    case learningRate = "lr"
  }
}

/// An epoch and the test after it.
public struct EpochReport: Codable, Hashable, Sendable {
  /// Its number, from 1.
  public let epoch: Int
  /// The number of its last step.
  public let step: Int
  /// The mean of its steps' losses.
  @JSONNumber public private(set) var trainLoss: Double
  /// The share of training images that were right when their turn came.
  public let trainAccuracy: Double
  /// The mean loss of the test images.
  @JSONNumber public private(set) var testLoss: Double
  /// The share of test images that were right.
  public let testAccuracy: Double
  /// The training images of a second, the test not counted.
  @JSONNumber public private(set) var imagesPerSecond: Double
  /// How long it took, the test included, in seconds.
  @JSONNumber public private(set) var seconds: Double
  /// How large the gradients of its last step were, a layer after the other; logs have not always
  /// said it.
  public private(set) var gradients: [GradientSize]?
  /// Whether no epoch before had as high a test accuracy; logs do not say it.
  public internal(set) var isBest = false

  private enum CodingKeys: String, CodingKey {
    case epoch, step, seconds, gradients
    case trainLoss = "train_loss"
    case trainAccuracy = "train_accuracy"
    case testLoss = "test_loss"
    case testAccuracy = "test_accuracy"
    case imagesPerSecond = "images_per_second"
  }
}

/// How large the gradient of a layer's weights is.
public struct GradientSize: Codable, Hashable, Sendable {
  /// The layer's name.
  public let layer: String
  /// The root of the mean of the squares.
  @JSONNumber public private(set) var size: Double
}

/// A checkpoint that was written.
public struct CheckpointReport: Codable, Hashable, Sendable {
  /// After which step.
  public let step: Int
  /// Its folder.
  public let path: String
  /// Whether it belongs to the best epoch so far.
  public let isBest: Bool
  /// The steps whose checkpoints were removed to make room for it; logs do not say them.
  public private(set) var removed: [Int] = []

  private enum CodingKeys: String, CodingKey {
    case step, path
    case isBest = "best"
  }

  /// Creates a report.
  public init(step: Int, path: String, isBest: Bool, removed: [Int] = []) {
    (self.step, self.path, self.isBest, self.removed) = (step, path, isBest, removed)
  }
}
