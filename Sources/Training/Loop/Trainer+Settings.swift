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
    let epochsLeft = max(0, configuration.epochs - state.position.epoch)
    state.totalSteps = min(
      state.step + epochsLeft * plan.stepsPerEpoch, configuration.steps ?? .max)
    return true
  }
}
