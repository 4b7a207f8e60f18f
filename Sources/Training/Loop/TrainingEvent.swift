/// Something that happened in a run.
///
/// The log, the lines on a terminal and the report all come from this one stream.
public enum TrainingEvent: Sendable {
  /// The run begins, or continues after a step.
  case started(RunStart)
  /// A step was made.
  case step(StepReport)
  /// An epoch is over.
  case epoch(EpochReport)
  /// A checkpoint was written.
  case checkpoint(CheckpointReport)
  /// Something that is worth knowing, and stops nothing.
  case warning(String)
  /// The run is over.
  case ended(EndReport)
}

/// What is known when a run begins.
public struct RunStart: Sendable {
  /// What it computes.
  public let configuration: TrainingConfiguration
  /// The name of the network.
  public let network: String
  /// How many numbers it learns.
  public let parameterCount: Int
  /// The name of the data set.
  public let dataset: String
  /// The training and the test images.
  public let images: (train: Int, test: Int)
  /// The names of the classes.
  public let classNames: [String]
  /// The steps of an epoch.
  public let stepsPerEpoch: Int
  /// The steps of the whole run.
  public let totalSteps: Int
  /// How many steps were made before.
  public let stepsBefore: Int
}

/// One training step.
public struct StepReport: Hashable, Sendable {
  /// Its number, from 1.
  public let step: Int
  /// Its epoch, from 1.
  public let epoch: Int
  /// The mean loss of its images, before the step.
  public let loss: Float
  /// The share of its images that were right.
  public let accuracy: Double
  /// The learning rate.
  public let learningRate: Double
}

/// An epoch and the test after it.
public struct EpochReport: Codable, Hashable, Sendable {
  /// Its number, from 1.
  public let epoch: Int
  /// The number of its last step.
  public let step: Int
  /// The mean of its steps' losses.
  public let trainLoss: Double
  /// The share of training images that were right when their turn came.
  public let trainAccuracy: Double
  /// The test after it.
  public let test: Evaluation
  /// The training images of a second, the test not counted.
  public let imagesPerSecond: Double
  /// How long it took, the test included, in seconds.
  public let seconds: Double
  /// Whether no epoch before had a higher test accuracy.
  public let isBest: Bool
}

/// What a test on all test images gave.
public struct Evaluation: Codable, Hashable, Sendable {
  /// The mean loss.
  public let loss: Double
  /// How many images of each class (row) were taken for each class (column).
  public let confusion: [[Int]]

  /// The share of images that were right.
  public var accuracy: Double {
    let right = confusion.indices.map { confusion[$0][$0] }.reduce(0, +)
    return Double(right) / Double(max(1, confusion.joined().reduce(0, +)))
  }
}

/// A checkpoint that was written.
public struct CheckpointReport: Hashable, Sendable {
  /// After which step.
  public let step: Int
  /// Its folder.
  public let path: String
  /// Whether it belongs to the best epoch so far.
  public let isBest: Bool
}

/// How a run ended.
public struct EndReport: Sendable {
  /// Why it ended.
  public enum Reason: Hashable, Sendable {
    /// All steps were made.
    case completed
    /// The test loss had not fallen for too many epochs.
    case patience(epochs: Int)
    /// Somebody asked for it; a checkpoint was written.
    case interrupted
    /// The loss is no number any more.
    case diverged(cause: String)
    /// Something could not be written or computed.
    case failed(message: String)
  }

  /// Why it ended.
  public let reason: Reason
  /// The last step that was made.
  public let step: Int
  /// The best test accuracy, and after which epoch; `nil` when no epoch was finished.
  public let best: BestEpoch?
  /// The checkpoint to go on from, if there is one.
  public let lastCheckpoint: String?
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
