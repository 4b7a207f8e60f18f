/// What can be asked of a run from outside.
public enum TrainingCommand: Hashable, Sendable {
  /// Wait after the current step, until ``resume`` or ``stepOnce``.
  case pause
  /// Go on.
  case resume
  /// Make one step, then wait.
  case stepOnce
  /// Write a checkpoint before the next step.
  case saveCheckpoint
  /// Test the network on all test images, and report what it makes of the first of them.
  case evaluate
  /// Report what the network makes of the first test images.
  case predict
  /// Report what the network makes of some test images, by their numbers.
  case find([Int])
  /// Report the network's tensors.
  case takeSnapshot
  /// Go back to the checkpoint of a step.
  case rewind(toStep: Int)
  /// Change settings.
  case set(LiveSettings)
  /// Write a checkpoint and end, because the user wants it.
  case stop
  /// Write a checkpoint and end, because the program has to.
  case interrupt
  /// Report predictions and tensors when the run ends, and answer questions until ``leave``, for
  /// somebody who stays to look.
  case lookAtTheEnd
  /// Nobody looks any more.
  case leave

  /// Whether an earlier command that still waits need not be obeyed when this one comes.
  func replaces(_ earlier: TrainingCommand) -> Bool {
    switch (self, earlier) {
    case (.set, .set), (.rewind, .rewind), (.find, .find): true
    default: self == earlier
    }
  }

  /// Whether it asks for something that changes nothing, also of a run that has ended.
  var isQuestion: Bool {
    switch self {
    case .evaluate, .predict, .find, .takeSnapshot: true
    case .pause, .resume, .stepOnce, .saveCheckpoint, .rewind, .set, .stop, .interrupt,
      .lookAtTheEnd, .leave:
      false
    }
  }
}
