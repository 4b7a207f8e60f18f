import Datasets
import NeuralNetworks

extension Trainer {
  /// Makes the steps that are left.
  func steps(
    _ control: TrainingControl, _ observer: (TrainingEvent) throws -> Void
  ) throws -> EndReport.Reason {
    var prefetcher = BatchPrefetcher(plan, startingAt: state.position)
    defer { prefetcher.stop() }
    var epoch = EpochClock()
    while state.step < totalSteps {
      if let patience = configuration.patience, state.position.step == 0,
        state.epochsWithoutGain >= patience
      {
        return .patience(epochs: state.epochsWithoutGain)
      }
      let (ending, isRewound) = try obey(control, observer)
      if let ending {
        state.seconds += epoch.lap()
        try save(isBest: false, observer)
        return ending
      }
      let isResized = try adoptBatchSize()
      if isResized { try observer(.length(length, step: state.step)) }
      if isResized || isRewound || prefetcher.isOther(than: plan) {
        prefetcher.stop()
        prefetcher = BatchPrefetcher(plan, startingAt: state.position)
        if isRewound { epoch = EpochClock() }
      }
      guard let position = prefetcher.next(model.take) else { return .interrupted }
      let report = try step(at: position)
      guard report.loss.isFinite else {
        return divergence(
          "the loss became \(Self.kind(of: report.loss)) at step \(state.step + 1)", report)
      }
      epoch.steps += 1
      try observer(.step(report))

      if state.position.step == 0 || state.step == totalSteps {
        let trained = epoch.seconds
        let test = try test(observer)
        guard test.loss.isFinite else {
          return divergence(
            "the test loss became \(Self.kind(of: test.loss)) after step \(state.step)", report)
        }
        let isBest = try finishEpoch(position, test, epoch, trained: trained, observer)
        state.seconds += epoch.lap()
        try save(isBest: isBest, observer)
        epoch = EpochClock()
      } else if let every = configuration.checkpointEvery, state.step.isMultiple(of: every) {
        state.seconds += epoch.lap()
        try save(isBest: false, observer)
      }
    }
    return .completed
  }

  /// Obeys the commands that have come, and waits for more while the run is paused.
  ///
  /// - Returns: How the run is to end, if it is, and whether it has gone back to an earlier step.
  private func obey(
    _ control: TrainingControl, _ observer: (TrainingEvent) throws -> Void
  ) throws -> (ending: EndReport.Reason?, isRewound: Bool) {
    var isRewound = false
    while true {
      let (commands, isStepNext) = control.take()
      for command in commands {
        switch command {
        case .stop: return (.stopped, isRewound)
        case .interrupt: return (.interrupted, isRewound)
        case .pause: try observer(.paused(true))
        case .resume: try observer(.paused(false))
        case .saveCheckpoint: try save(isBest: false, observer)
        case .evaluate, .predict, .find, .takeSnapshot: try answer(command, observer)
        case .rewind(let step): isRewound = try rewind(to: step, observer) || isRewound
        case .set(let settings):
          if let refusal = try change(to: settings) { try observer(.warning(refusal)) }
          try observer(.settings(state.settings, step: state.step))
        case .stepOnce, .lookAtTheEnd, .leave: break
        }
      }
      if isStepNext { return (nil, isRewound) }
    }
  }

  /// Goes back to the checkpoint of a step.
  ///
  /// - Returns: Whether there is one.
  private func rewind(
    to step: Int, _ observer: (TrainingEvent) throws -> Void
  ) throws -> Bool {
    guard let found = folder.checkpointsNewestFirst().first(where: { $0.step == step }) else {
      try observer(.rewindRefused("there is no checkpoint of step \(step) any more"))
      return false
    }
    let before = length
    try restore(found.checkpoint)
    let note = try adoptLength()
    folder.removeCheckpoints(after: step)
    try observer(.rewound(toStep: step, epoch: state.position.epoch + 1, best: state.best))
    if length != before { try observer(.length(length, step: state.step)) }
    if let note { try observer(.warning(note)) }
    try observer(.settings(state.settings, step: state.step))
    return true
  }

  /// Computes the gradients of the batch and changes the parameters.
  private func step(at position: BatchPosition) throws -> StepReport {
    let clock = ContinuousClock.now
    let start = state.scheduleStart ?? 0
    let rate =
      state.settings.learningRateFactor
      * configuration.schedule.rate(
        atStep: state.step - start, of: totalSteps - start, stepsPerEpoch: plan.stepsPerEpoch,
        peak: configuration.optimizer.learningRate)
    let own = try model.learn(step: state.step)
    let (loss, correct) = try exchange.exchange(
      model.memory.gradients.whole, loss: own.loss, correct: own.correct)
    if loss.isFinite {
      optimizer.step(
        model.memory.parameters.whole, gradients: model.memory.gradients.whole, learningRate: rate)
      state.step += 1
      state.position = position.next(stepsPerEpoch: plan.stepsPerEpoch)
      state.epochLoss += Double(loss)
      state.epochCorrect += correct
    }
    let seconds = clock.duration(to: .now) / .seconds(1)
    return StepReport(
      step: state.step, epoch: position.epoch + 1, loss: Double(loss),
      accuracy: Double(correct) / Double(state.batchSize), learningRate: rate,
      imagesPerSecond: Double(state.batchSize) / max(seconds, 1e-9))
  }

  /// Reports the epoch with its test, and begins the next one's sums.
  ///
  /// - Parameter trained: The seconds that its steps took, without the test.
  /// - Returns: Whether it is the best so far.
  private func finishEpoch(
    _ last: BatchPosition, _ test: Evaluation, _ clock: EpochClock, trained: Double,
    _ observer: (TrainingEvent) throws -> Void
  ) throws -> Bool {
    let (made, accuracy) = (last.step + 1, test.accuracy)
    let isBest = accuracy > state.best?.accuracy ?? -1
    if isBest {
      state.best = BestEpoch(epoch: last.epoch + 1, step: state.step, accuracy: accuracy)
    }
    if test.loss < state.smallestTestLoss ?? .infinity {
      state.smallestTestLoss = test.loss
      state.epochsWithoutGain = 0
    } else {
      state.epochsWithoutGain += 1
    }
    let report = EpochReport(
      epoch: last.epoch + 1, step: state.step, trainLoss: state.epochLoss / Double(made),
      trainAccuracy: Double(state.epochCorrect) / Double(made * state.batchSize),
      testLoss: test.loss, testAccuracy: accuracy,
      imagesPerSecond: Double(clock.steps * state.batchSize) / max(trained, 1e-9),
      seconds: clock.seconds, isBest: isBest)
    state.epochLoss = 0
    state.epochCorrect = 0
    try observer(.evaluation(test))
    try answer(.predict, observer)
    try observer(.epoch(report))
    return isBest
  }

  /// Writes a checkpoint and removes those that are not needed any more.
  private func save(isBest: Bool, _ observer: (TrainingEvent) throws -> Void) throws {
    let checkpoint = try Checkpoint.write(state, model, optimizer, in: folder.checkpoints)
    let removed = folder.removeOldCheckpoints(
      keeping: configuration.keepCheckpoints, best: state.best?.step)
    try observer(
      .checkpoint(
        CheckpointReport(
          step: state.step, path: checkpoint.path, isBest: isBest, removed: removed)))
  }

  /// Why the run ends with a loss that is no number.
  ///
  /// - Parameters:
  ///   - what: What happened, and where.
  ///   - report: The last step.
  private func divergence(_ what: String, _ report: StepReport) -> EndReport.Reason {
    Divergence(
      event: what, stepsMade: state.step, rate: report.learningRate, settings: state.settings,
      method: configuration.optimizer.method,
      areWeightsFinite: model.memory.parameters.whole.tensor.elements.allSatisfy(\.isFinite)
    ).reason
  }

  private static func kind(of loss: Double) -> String { loss.isNaN ? "no number" : "infinite" }
}

/// The time and the steps of the part of an epoch that this program has made.
private struct EpochClock {
  private let start = ContinuousClock.now
  var steps = 0

  private var lastLap = ContinuousClock.now

  var seconds: Double { start.duration(to: .now) / .seconds(1) }

  /// The seconds since the last time it was asked, or since the beginning.
  mutating func lap() -> Double {
    let now = ContinuousClock.now
    defer { lastLap = now }
    return lastLap.duration(to: now) / .seconds(1)
  }
}

extension BatchPrefetcher {
  /// Whether it prepares other batches than a plan has.
  fileprivate func isOther(than plan: BatchPlan) -> Bool {
    self.plan.augmentation != plan.augmentation || self.plan.batchSize != plan.batchSize
  }
}
