import Datasets
import NeuralNetworks

extension Trainer {
  /// Compiles the network for another batch size, its parameters kept.
  func rebuild(batchSize: Int) throws {
    let other = try TrainingModel(
      architecture, dataset: dataset, batchSize: batchSize, seed: configuration.seed,
      backend: backend)
    other.memory.adopt(model.memory)
    model = other
  }

  /// Makes the plan of the batches that the state asks for.
  func replan() throws {
    plan = try BatchPlan(
      dataset: dataset, batchSize: state.batchSize, augmentation: state.settings.augmentation,
      seed: configuration.seed)
  }

  /// Hands settings to the optimiser.
  func apply(_ settings: LiveSettings) throws {
    var rule = optimizer.settings
    if rule.method.parameters.contains(.momentum) {
      rule.momentum = settings.momentum
      rule.nesterov = settings.momentum > 0 && configuration.optimizer.nesterov
    }
    rule.weightDecay = settings.weightDecay
    try optimizer.change(to: rule)
  }

  /// Changes settings while the run goes on.
  ///
  /// - Returns: What is refused, in words; `nil` when all is well.
  func change(to settings: LiveSettings) throws -> String? {
    guard (1...dataset.train.count).contains(settings.batchSize) else {
      return "batches of \(settings.batchSize) cannot be made of \(dataset.train.count) images"
    }
    guard settings.isPossible else { return "settings out of their range were left as they are" }
    let isMovedOtherwise = settings.augmentation != state.settings.augmentation
    state.settings = settings
    try apply(settings)
    if isMovedOtherwise { try replan() }
    return nil
  }

  /// Begins an epoch with the batch size that was asked for during the last one.
  ///
  /// - Returns: Whether it is another one.
  func adoptBatchSize() throws -> Bool {
    guard state.position.step == 0, state.settings.batchSize != state.batchSize else {
      return false
    }
    state.batchSize = state.settings.batchSize
    try rebuild(batchSize: state.batchSize)
    try replan()
    state.totalSteps = configuredSteps
    return true
  }

  /// The steps of the whole run: those that were made, and those that are left with the batches that
  /// steps take now.
  private var configuredSteps: Int {
    let left =
      (configuration.epochs - state.position.epoch) * plan.stepsPerEpoch - state.position.step
    return min(state.step + max(0, left), configuration.steps ?? .max)
  }

  /// Makes the run as long as its configuration says, where the checkpoint that it continues from was
  /// made for another length.
  ///
  /// What was trained stays as it is. A schedule that does not depend on the length goes on, so that
  /// the run becomes the one that had been longer from the start; any other begins anew with the steps
  /// that are left.
  ///
  /// - Returns: What changes, in words; `nil` when nothing does.
  /// - Throws: ``TrainingError`` when more was trained than is wanted.
  func adoptLength() throws(TrainingError) -> String? {
    let (before, after) = (state.totalSteps, configuredSteps)
    let begun = state.position.epoch + (state.position.step > 0 ? 1 : 0)
    guard begun <= configuration.epochs, state.step <= after else {
      throw TrainingError(
        path: folder.path,
        "the run is in epoch \(begun), after step \(state.step), and is to end before that",
        remedy: "Ask for more epochs or steps, or begin a new run.")
    }
    guard before != after else { return nil }
    state.totalSteps = after
    let schedule = configuration.schedule
    let start =
      "The run ends after step \(after) now, not \(before). Its schedule, \(schedule.text),"
    guard schedule.dependsOnLength, after > state.step else {
      return start + " goes on as it was."
    }
    state.scheduleStart = state.step
    return start + " depends on the length of a run: it begins anew for the"
      + " \(after - state.step) steps that are left."
  }
}
