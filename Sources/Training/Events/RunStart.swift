import TensorEngine

/// What is known when a run begins.
public struct RunStart: Sendable {
  /// What it computes.
  public let configuration: TrainingConfiguration
  /// The name of the network.
  public let network: String
  /// Its layers.
  public let layers: [LayerSummary]
  /// How many numbers it learns.
  public let parameterCount: Int
  /// The name of the data set.
  public let dataset: String
  /// The training and the test images.
  public let images: (train: Int, test: Int)
  /// The names of the classes.
  public let classNames: [String]
  /// How long it is.
  public let length: RunLength
  /// How it begins, where that is not as usual, in whole sentences.
  public let notes: [String]
  /// How many steps were made before.
  public let firstStep: Int
  /// What happened before, where the run continues.
  public let history: RunHistory
  /// The checkpoints that it may go back to, the oldest first.
  public let checkpoints: [CheckpointReport]
  /// The run's folder.
  public let folder: String
}

/// How long a run is, which depends on how many images a step takes.
public struct RunLength: Hashable, Sendable {
  /// The images of a step.
  public let batchSize: Int
  /// The steps of an epoch.
  public let stepsPerEpoch: Int
  /// The steps of the whole run.
  public let totalSteps: Int

  /// Creates a length.
  public init(batchSize: Int, stepsPerEpoch: Int, totalSteps: Int) {
    self.batchSize = batchSize
    self.stepsPerEpoch = stepsPerEpoch
    self.totalSteps = totalSteps
  }
}

/// A layer in a few words.
public struct LayerSummary: Hashable, Sendable {
  /// Where it stands, such as `layer1.0.conv1`.
  public let name: String
  /// The name of PyTorch's module.
  public let kind: String
  /// The shape of its result for one image.
  public let shape: Shape
  /// How many numbers it learns.
  public let parameters: Int
  /// The names of its parameters, as snapshots have them.
  public let parameterNames: [String]
}
