import Datasets

/// The settings that may change while a run goes on; a checkpoint remembers them.
public struct LiveSettings: Codable, Hashable, Sendable {
  /// What the schedule's rates are multiplied by.
  public var learningRateFactor: Double
  /// The share of the last step that is kept.
  public var momentum: Double
  /// The strength of the pull towards zero.
  public var weightDecay: Double
  /// The images of a step; another number counts from the next epoch on.
  public var batchSize: Int
  /// How training images are varied.
  public var augmentation: Augmentation
}

extension LiveSettings {
  /// Whether every number is one that an optimiser can work with.
  var isPossible: Bool {
    (0..<1).contains(momentum) && weightDecay >= 0 && weightDecay.isFinite
      && learningRateFactor >= 0 && learningRateFactor.isFinite && batchSize >= 1
  }

  /// The settings that a run begins with.
  init(_ configuration: TrainingConfiguration) {
    self.init(
      learningRateFactor: 1, momentum: configuration.optimizer.momentum,
      weightDecay: configuration.optimizer.weightDecay, batchSize: configuration.batchSize,
      augmentation: configuration.augmentation)
  }
}
