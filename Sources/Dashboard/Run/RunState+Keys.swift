import TerminalKit
import Training

/// What can be asked of the training from every page.
enum TrainingAction: Hashable, Sendable {
  case togglePause, step, raiseRate, lowerRate, checkpoint, rewind, evaluate
}

extension RunState {
  /// The keys that steer the training.
  var keys: KeyMap<TrainingAction> {
    let reason = unavailableReason
    let isWaiting = phase == .paused || phase == .pausing
    return KeyMap(
      "The training",
      [
        KeyBinding(
          .space, label: isWaiting ? "continue" : "pause",
          help: "Pause the training, or continue it", action: .togglePause,
          disabledReason: reason),
        KeyBinding(
          ".", "n", label: "one step", help: "Make one step, then pause", action: .step,
          footer: isWaiting ? .shown : .hidden, disabledReason: reason),
        KeyBinding(
          "+", "=", label: "lr up", help: "Raise the learning rate", action: .raiseRate,
          disabledReason: reason),
        KeyBinding(
          "-", "_", label: "lr down", help: "Lower the learning rate", action: .lowerRate,
          disabledReason: reason),
        KeyBinding(
          "c", label: "checkpoint", help: "Write a checkpoint now", action: .checkpoint,
          disabledReason: reason
            ?? (isCheckpointPending ? "a checkpoint is being written" : nil)),
        KeyBinding(
          "r", label: "rewind", help: "Go back to a checkpoint, after a question",
          action: .rewind,
          disabledReason: reason
            ?? (checkpoints.isEmpty ? "there is no checkpoint yet; c writes one" : nil)),
        KeyBinding(
          "e", label: "evaluate", help: "Measure the network on all test images now",
          action: .evaluate,
          disabledReason: unansweredReason
            ?? (isEvaluationPending ? "the test images are being run" : nil)),
      ])
  }

  /// Does what a key asks.
  mutating func perform(_ action: TrainingAction) -> [PageOutcome] {
    switch action {
    case .togglePause:
      let isWaiting = phase == .paused || phase == .pausing
      phase = isWaiting ? .running : .pausing
      return [.ask(.send(isWaiting ? .resume : .pause))]
    case .step:
      // A second press while a step is being made would be lost in it.
      guard phase != .stepping else { return [] }
      phase = .stepping
      return [.ask(.send(.stepOnce))]
    case .raiseRate: return move(.learningRate, by: 1)
    case .lowerRate: return move(.learningRate, by: -1)
    case .checkpoint:
      isCheckpointPending = true
      return [.tell("Writing a checkpoint…", .accent), .ask(.send(.saveCheckpoint))]
    case .rewind: return checkpoints.last.map { [.cover(.rewind(toStep: $0.step))] } ?? []
    case .evaluate:
      isEvaluationPending = true
      return [.tell("Running the test images…", .accent), .ask(.send(.evaluate))]
    }
  }

  /// Goes back to a checkpoint, which may have been removed since it was chosen.
  mutating func rewind(toStep step: Int) -> [PageOutcome] {
    let name = Wording.count(step)
    guard checkpoints.contains(where: { $0.step == step }) else {
      return [.tell("The checkpoint of step \(name) has been removed meanwhile.", .warning)]
    }
    isRewindPending = true
    return [.tell("Going back to step \(name)…", .accent), .ask(.send(.rewind(toStep: step)))]
  }

  /// Moves a setting to the next value of its scale.
  mutating func move(_ setting: LiveSetting, by distance: Int) -> [PageOutcome] {
    guard let now = settings else { return [] }
    guard let changed = setting.moved(now, by: distance) else {
      let text = "\(setting.title) \(setting.text(in: now)) is the end of its scale."
      return [.tell(text, .warning)]
    }
    return apply(changed, setting)
  }

  /// Changes a setting.
  mutating func apply(_ changed: LiveSettings, _ setting: LiveSetting) -> [PageOutcome] {
    // Shown at once; the trainer reports from which step on it holds.
    settings = changed
    let text = "\(setting.title) \(setting.text(in: changed)), \(setting.start)"
    return [.tell(text, .accent), .ask(.send(.set(changed)))]
  }

  /// How many seconds pass before the test images are run again while they are looked at: often
  /// enough to see the network learn, and a small part of the time.
  private static let secondsBetweenImages = 3.0

  /// Asks what the network makes of the test images, when that is old.
  mutating func refreshImages() -> [PageOutcome] {
    guard isMoving, isAlive, seconds - images.askedAt >= Self.secondsBetweenImages else {
      return []
    }
    return askForImages()
  }

  /// Asks what the network makes of the test images.
  mutating func askForImages() -> [PageOutcome] {
    images.askedAt = seconds
    return [.ask(.send(.predict))]
  }
}
