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
  /// Send a command to the trainer.
  case send(TrainingCommand)
  /// Run a test image through the network of the newest snapshot.
  case inspect(image: Int)
  /// Save and end; asked a second time, end without waiting for that.
  case interrupt
  /// Give the screen back.
  case leave
}
