import Datasets

/// Where a run stands, besides its tensors: what it needs to go on as if it had never stopped.
struct TrainingState: Codable, Hashable {
  /// How many steps were made.
  var step = 0
  /// The batch that is next.
  var position = BatchPosition.start
  /// The steps of the whole run, which another batch size changes.
  var totalSteps: Int
  /// The settings that may have been changed on the way.
  var settings: LiveSettings
  /// The images of the steps of the current epoch.
  var batchSize: Int
  /// The sum of the losses of the current epoch's steps.
  var epochLoss = 0.0
  /// How many images of the current epoch were right.
  var epochCorrect = 0
  /// The best epoch so far.
  var best: BestEpoch?
  /// The smallest test loss so far.
  var smallestTestLoss: Double?
  /// For how many epochs the test loss has not fallen.
  var epochsWithoutGain = 0
  /// How long the run has trained, in seconds, over all its parts.
  var seconds = 0.0
}
