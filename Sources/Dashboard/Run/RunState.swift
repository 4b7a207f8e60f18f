import Training

/// What the trainer has told about the run so far.
struct RunState: Sendable {
  /// What the trainer is doing.
  enum Phase: Hashable, Sendable {
    /// Nothing has been reported yet.
    case preparing
    case running
    /// Asked to stop after the current step.
    case pausing
    case paused
    /// Making a single step.
    case stepping
    /// Saving, then ending.
    case stopping
    case ended
  }

  /// The best accuracy on test images, and where it was reached.
  struct Best: Hashable, Sendable {
    var accuracy: Double
    var epoch: Int
  }

  /// A line of the log.
  struct Message: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case note, done, warning, failure }
    var kind: Kind
    var step: Int
    var text: String
  }

  /// The seconds since the program began.
  var seconds = 0.0
  var phase = Phase.preparing
  var start: RunStart?
  /// How long the run is; another batch size changes it.
  var length: RunLength?
  var step = 0
  var epoch = 0
  var learningRate: Double?
  var lastEpoch: EpochReport?
  var evaluation: Evaluation?
  var best: Best?
  /// The settings as they are shown: a change at once, before the trainer has taken it.
  var settings: LiveSettings?
  /// The settings as the trainer has them.
  var confirmedSettings: LiveSettings?
  /// Checkpoints that can be gone back to, oldest first.
  var checkpoints: [CheckpointReport] = []
  var pace = Pace()
  /// How far a test on all test images has got; `nil` where none is going on.
  var testing: TestProgress?
  /// What the network makes of test images.
  var images = TestImages()
  var end: EndReport?
  private(set) var messages: [Message] = []

  var trainLoss = Curve()
  var trainAccuracy = Curve()
  var testLoss = Curve()
  var testAccuracy = Curve()

  /// What has been asked of the trainer and not been answered.
  var isCheckpointPending = false
  var isEvaluationPending = false
  var isSnapshotPending = false
  var isRewindPending = false

  /// The most messages that are kept.
  private static let messageCapacity = 500

  /// Adds a line to the log.
  mutating func log(_ kind: Message.Kind, _ text: String) {
    messages.append(Message(kind: kind, step: step, text: text))
    if messages.count > Self.messageCapacity { messages.removeFirst() }
  }

  /// The step of the checkpoint that belongs to the best epoch, which is the last that was called so.
  var bestCheckpoint: Int? { checkpoints.last { $0.isBest }?.step }

  /// Whether the trainer can still be asked for something.
  var isAlive: Bool {
    switch phase {
    case .running, .pausing, .paused, .stepping: true
    case .preparing, .stopping, .ended: false
    }
  }

  /// Whether steps are being made.
  var isMoving: Bool {
    switch phase {
    case .preparing, .running, .pausing, .stepping, .stopping: true
    case .paused, .ended: false
    }
  }

  /// Whether the trainer owes an answer, paused or not.
  var isExpectingAnswer: Bool {
    isCheckpointPending || isEvaluationPending || isSnapshotPending || isRewindPending
      || images.isSearching
  }

  /// Why the trainer cannot be asked for anything; `nil` while it can.
  var unavailableReason: String? {
    switch phase {
    case .running, .pausing, .paused, .stepping: nil
    case .preparing: "the training is being prepared"
    case .stopping: "the training is being stopped"
    case .ended: "the training has ended"
    }
  }

  /// Why the trainer cannot be asked about the network; a run that has ended still answers.
  var unansweredReason: String? { phase == .ended ? nil : unavailableReason }

  /// The part of the run that is done, from 0 to 1.
  var progress: Double {
    guard let length, length.totalSteps > 0 else { return 0 }
    return min(1, Double(step) / Double(length.totalSteps))
  }

  /// The seconds until the run is over.
  var secondsLeft: Double? {
    guard let length else { return nil }
    return pace.secondsLeft(steps: max(0, length.totalSteps - step), in: length)
  }
}
