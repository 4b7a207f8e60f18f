import Datasets
import NeuralNetworks

extension Trainer {
  /// Makes the steps that are left.
  func steps(
    _ control: TrainingControl, _ observer: (TrainingEvent) throws -> Void
  ) throws -> EndReport.Reason {
    guard state.step < totalSteps else { return .completed }
    let prefetcher = BatchPrefetcher(plan, startingAt: plan.position(afterSteps: state.step))
    defer { prefetcher.stop() }
    let clock = ContinuousClock()
    var epochStart = clock.now
    var epochSteps = 0
    while state.step < totalSteps {
      guard
        let position = prefetcher.next(
          images: model.images.pointer, labels: model.labels.pointer)
      else { return .interrupted }
      let report = try step(at: position)
      guard report.loss.isFinite else { return diverged(report) }
      epochSteps += 1
      try observer(.step(report))

      if position.step + 1 == plan.stepsPerEpoch || state.step == totalSteps {
        let trained = epochStart.duration(to: clock.now).seconds
        let epoch = try finishEpoch(
          position, steps: epochSteps, trained: trained,
          seconds: { epochStart.duration(to: clock.now).seconds })
        try observer(.epoch(epoch))
        try save(isBest: epoch.isBest, observer)
        if let patience = configuration.patience, state.epochsWithoutGain >= patience {
          return .patience(epochs: state.epochsWithoutGain)
        }
        (epochStart, epochSteps) = (clock.now, 0)
      } else if wantsCheckpoint(control) {
        try save(isBest: false, observer)
      }
      if control.mustEnd, state.step < totalSteps {
        try save(isBest: false, observer)
        return .interrupted
      }
    }
    return .completed
  }

  /// Computes the gradients of the batch and changes the parameters.
  private func step(at position: BatchPosition) throws -> StepReport {
    let rate = configuration.schedule.rate(
      atStep: state.step, of: totalSteps, stepsPerEpoch: plan.stepsPerEpoch,
      peak: configuration.optimizer.learningRate)
    let (loss, correct) = try model.learn(step: state.step)
    if loss.isFinite {
      optimizer.step(
        model.parameters.whole, gradients: model.gradients.whole, learningRate: rate)
      state.step += 1
      state.epochLoss += Double(loss)
      state.epochCorrect += correct
    }
    return StepReport(
      step: state.step, epoch: position.epoch + 1, loss: loss,
      accuracy: Double(correct) / Double(configuration.batchSize), learningRate: rate)
  }

  private func wantsCheckpoint(_ control: TrainingControl) -> Bool {
    let isDue = configuration.checkpointEvery.map { state.step.isMultiple(of: $0) } ?? false
    return control.takeCheckpointRequest() || isDue
  }

  /// Tests the network and begins the next epoch's sums.
  private func finishEpoch(
    _ position: BatchPosition, steps: Int, trained: Double, seconds: () -> Double
  ) throws -> EpochReport {
    let test = try model.evaluate()
    let made = position.step + 1
    let accuracy = test.accuracy
    let isBest = accuracy > state.best?.accuracy ?? -1
    if isBest {
      state.best = BestEpoch(epoch: position.epoch + 1, step: state.step, accuracy: accuracy)
    }
    if test.loss < state.smallestTestLoss ?? .infinity {
      state.smallestTestLoss = test.loss
      state.epochsWithoutGain = 0
    } else {
      state.epochsWithoutGain += 1
    }
    let report = EpochReport(
      epoch: position.epoch + 1, step: state.step,
      trainLoss: state.epochLoss / Double(made),
      trainAccuracy: Double(state.epochCorrect) / Double(made * configuration.batchSize),
      test: test,
      imagesPerSecond: Double(steps * configuration.batchSize) / max(trained, 1e-9),
      seconds: seconds(), isBest: isBest)
    state.seconds += report.seconds
    state.epochLoss = 0
    state.epochCorrect = 0
    return report
  }

  /// Writes a checkpoint and removes those that are not needed any more.
  private func save(isBest: Bool, _ observer: (TrainingEvent) throws -> Void) throws {
    let checkpoint = try Checkpoint.write(state, model, optimizer, in: folder.checkpoints)
    folder.removeOldCheckpoints(keeping: configuration.keepCheckpoints, best: state.best?.step)
    try observer(
      .checkpoint(CheckpointReport(step: state.step, path: checkpoint.path, isBest: isBest)))
  }

  /// Why the loss of the next step is no number.
  private func diverged(_ report: StepReport) -> EndReport.Reason {
    let rate = report.learningRate
    let areFinite = model.parameters.whole.elements.allSatisfy(\.isFinite)
    let cause =
      areFinite
      ? "the scores of step \(state.step + 1) overflowed"
      : "the weights are no numbers any more after step \(state.step)"
    return .diverged(
      cause: "the loss became \(report.loss) at step \(state.step + 1): \(cause). The learning"
        + " rate, \(rate) there, is probably too high; try a tenth of it")
  }
}

extension Duration {
  /// The duration in seconds.
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
