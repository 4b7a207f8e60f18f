import Datasets
import NeuralNetworks

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
  /// The fingerprint of the images; older checkpoints do not have it.
  var images: String?
  /// The step from which on the schedule counts, where a longer run has begun it anew.
  var scheduleStart: Int?
  /// The epoch whose steps are made and whose test is still to come.
  var untested: UntestedEpoch?
  /// What the run was configured to be; older checkpoints do not have it.
  var configuration: TrainingConfiguration?
}

/// An epoch, or the part of one that a run ends with, that has been trained and not tested.
struct UntestedEpoch: Codable, Hashable {
  /// Its last batch.
  let last: BatchPosition
  /// How fast its steps were.
  let imagesPerSecond: Double
  /// How long it took so far, in seconds.
  let seconds: Double
  /// The gradients of its last step; checkpoints have not always had them.
  var gradients: [GradientSize]?

  /// Whether there can be such an epoch.
  fileprivate var isPossible: Bool {
    [last.epoch, last.step].allSatisfy { (0...TrainingState.most).contains($0) }
      && [imagesPerSecond, seconds].allSatisfy { $0.isFinite }
  }
}

extension TrainingState {
  /// What no count of a run reaches, so that sums of a few have room.
  fileprivate static let most = 1_000_000_000_000

  /// Whether a run on so many training images can have stood like this.
  func isPossible(trainingImages count: Int) -> Bool {
    let sizes = [batchSize, settings.batchSize]
    guard sizes.allSatisfy({ (1...count).contains($0) }), settings.isPossible,
      [step, totalSteps, epochCorrect, epochsWithoutGain, position.epoch]
        .allSatisfy({ (0...Self.most).contains($0) }),
      (0...step).contains(scheduleStart ?? 0), (0..<count / batchSize).contains(position.step),
      [epochLoss, smallestTestLoss ?? 0, seconds].allSatisfy(\.isFinite),
      untested?.isPossible ?? true
    else { return false }
    return best.map { (0...1).contains($0.accuracy) && (0...step).contains($0.step) } ?? true
  }
}
