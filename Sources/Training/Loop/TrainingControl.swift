import Foundation
import Synchronization

/// Wishes from outside, which the trainer reads between two steps.
///
/// Any thread may express them.
public final class TrainingControl: Sendable {
  /// How the run is to end.
  enum Ending: Sendable {
    case stop, interrupt
  }

  /// What is wished at the moment.
  struct Wishes: Sendable {
    var isPaused = false
    /// How many steps are to be made in spite of a pause.
    var singleSteps = 0
    var ending: Ending?
    var wantsCheckpoint = false
    var wantsEvaluation = false
    var looksAtTheEnd = false
    var wantsPredictions = false
    var wantsSnapshot = false
    var rewindTo: Int?
    var settings: LiveSettings?
  }

  private let wishes = Mutex(Wishes())

  /// Creates a control that wishes nothing.
  public init() {}

  /// Waits after the current step.
  public func pause() { wishes.withLock { $0.isPaused = true } }

  /// Goes on.
  public func resume() { wishes.withLock { ($0.isPaused, $0.singleSteps) = (false, 0) } }

  /// Makes one step and waits.
  public func stepOnce() {
    wishes.withLock { ($0.isPaused, $0.singleSteps) = (true, $0.singleSteps + 1) }
  }

  /// Writes a checkpoint and ends, because the user wants it.
  public func stop() { wishes.withLock { $0.ending = $0.ending ?? .stop } }

  /// Writes a checkpoint and ends, because the program has to.
  public func interrupt() { wishes.withLock { $0.ending = .interrupt } }

  /// Writes a checkpoint after the next step.
  public func requestCheckpoint() { wishes.withLock { $0.wantsCheckpoint = true } }

  /// Tests the network.
  public func requestEvaluation() { wishes.withLock { $0.wantsEvaluation = true } }

  /// Reports what the network makes of the first test images.
  public func requestPredictions() { wishes.withLock { $0.wantsPredictions = true } }

  /// Reports the network's tensors.
  public func requestSnapshot() { wishes.withLock { $0.wantsSnapshot = true } }

  /// Goes back to the checkpoint of a step.
  public func rewind(to step: Int) { wishes.withLock { $0.rewindTo = step } }

  /// Reports predictions and tensors when the run ends, for somebody who stays to look at them.
  public func lookAtTheEnd() { wishes.withLock { $0.looksAtTheEnd = true } }

  /// Whether that is wished.
  var looksAtTheEnd: Bool { wishes.withLock { $0.looksAtTheEnd } }

  /// Changes settings.
  public func set(_ settings: LiveSettings) { wishes.withLock { $0.settings = settings } }

  /// What is wished now; whatever is to be done once is wished no more afterwards.
  func take() -> Wishes {
    wishes.withLock { wishes in
      let taken = wishes
      wishes.wantsCheckpoint = false
      wishes.wantsEvaluation = false
      wishes.wantsPredictions = false
      wishes.wantsSnapshot = false
      wishes.rewindTo = nil
      wishes.settings = nil
      if wishes.singleSteps > 0 { wishes.singleSteps -= 1 }
      return taken
    }
  }
}
