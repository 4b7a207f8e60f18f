import TerminalKit
import Training

/// What the dashboard's model hears.
public enum DashboardMessage: Sendable {
  /// Something happened at the terminal.
  case terminal(Event)
  /// The trainer reports something.
  case training(TrainingEvent)
  /// A test image has been run through the network; `nil` values say that it could not be.
  case inspected(Inspection)
  /// An image could not be run through the network, with the reason.
  case inspectionFailed(String)
  /// So many seconds have passed since the program began.
  case clock(seconds: Double)
}

/// What the dashboard asks of the program around it.
public enum DashboardEffect: Hashable, Sendable {
  /// Stop after the current step, until ``resume`` or ``stepOnce``.
  case pause
  /// Go on.
  case resume
  /// Make one step, then stop.
  case stepOnce
  /// Write a checkpoint now.
  case checkpoint
  /// Measure the network on the test images now.
  case evaluate
  /// Go back to the checkpoint of a step.
  case rewind(toStep: Int)
  /// Change settings while the run goes on.
  case set(LiveSettings)
  /// Save a checkpoint and end the run.
  case stop
  /// The same, because the program was told to end.
  case interrupt
  /// Report weights and gradients.
  case takeSnapshot
  /// Ask what the network makes of the test images.
  case predict
  /// Run a test image through the network of the newest snapshot.
  case inspect(image: Int)
  /// Give the screen back.
  case leave
}
