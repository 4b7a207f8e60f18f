import Datasets
import NeuralNetworks

extension Trainer {
  /// Makes the steps that are left.
  func steps(
    _ control: TrainingControl, _ observer: (TrainingEvent) throws -> Void
  ) throws -> EndReport.Reason {
    // One that has diverged may be run again.
    model.reopen()
    var prefetcher = makePrefetcher()
    /// The batch that was taken while the last step was computed.
    var taken: BatchPosition?
    /// The step that was begun and has not been told.
    var begun: BegunStep?
    defer { prefetcher.stop() }
    var epoch = EpochClock()
    while state.step < totalSteps || state.untested != nil {
      if let step = begun, !mayBegin(behind: step, control) {
        begun = nil
        if let ending = try tell(step, &epoch, observer) { return ending }
        continue
      }
      if let patience = configuration.patience, state.position.step == 0, state.untested == nil,
        state.epochsWithoutGain >= patience
      {
        return .patience(epochs: state.epochsWithoutGain)
      }
      // Behind a step that is under way another begins only where nothing was asked for.
      let (ending, isRewound) = begun == nil ? try obey(control, observer) : (nil, false)
      if let ending {
        state.seconds += epoch.lap()
        try save(isBest: false, observer)
        return ending
      }
      if let untested = state.untested {
        // Where the run is to end during the test, it says so at the next turn.
        guard let test = try test(control, observer) else { continue }
        guard test.loss.isFinite else {
          return divergence(
            "the test loss became \(Self.kind(of: test.loss)) after step \(state.step)",
            rate: learningRate(ofStep: max(0, state.step - 1)))
        }
        let isBest = try finish(untested, test, seconds: epoch.seconds, control, observer)
        state.seconds += epoch.lap()
        try save(isBest: isBest, observer)
        epoch = EpochClock()
        continue
      }
      let isResized = try adoptBatchSize()
      if isResized { try observer(.length(length, step: state.step)) }
      if isResized || isRewound || prefetcher.isOther(than: plan) {
        prefetcher.stop()
        prefetcher = makePrefetcher()
        taken = nil
        if isRewound { epoch = EpochClock() }
      }
      guard let position = taken ?? prefetcher.next(model.take) else { return .interrupted }
      taken = nil
      let next = try begin(position, number: state.step + (begun == nil ? 0 : 1))
      if backend.computesLater, next.number + 1 < totalSteps {
        taken = prefetcher.next(model.take)
      }
      if let step = begun, let ending = try tell(step, &epoch, observer) { return ending }
      begun = next
    }
    return .completed
  }

  private func makePrefetcher() -> BatchPrefetcher {
    BatchPrefetcher(plan, startingAt: state.position, asPixels: model.takesPixels)
  }

  /// Whether another step may begin before what this one came to is known: where nothing has to be done in between.
  private func mayBegin(behind step: BegunStep, _ control: TrainingControl) -> Bool {
    let made = step.number + 1
    return backend.stepsAhead > 0 && isAlone && control.asksNothing
      && step.position.next(stepsPerEpoch: plan.stepsPerEpoch).step != 0 && made != totalSteps
      && !made.isMultiple(of: configuration.checkpointEvery ?? .max)
  }

  /// Tells what a step came to, and does what follows it.
  ///
  /// - Returns: Why the run ends, where the loss is no number.
  private func tell(
    _ step: BegunStep, _ epoch: inout EpochClock, _ observer: (TrainingEvent) throws -> Void
  ) throws -> EndReport.Reason? {
    let outcome = try finish(step)
    let report = StepReport(
      step: state.step, epoch: step.position.epoch + 1, loss: outcome.loss,
      accuracy: outcome.accuracy, learningRate: step.rate,
      imagesPerSecond: Double(state.batchSize) / max(epoch.countStep(begun: step.start), 1e-9))
    guard report.loss.isFinite else {
      return divergence(
        "the loss became \(Self.kind(of: report.loss)) at step \(state.step + 1)",
        rate: report.learningRate)
    }
    try observer(.step(report))

    if state.position.step == 0 || state.step == totalSteps {
      state.untested = UntestedEpoch(
        last: step.position,
        imagesPerSecond: Double(epoch.steps * state.batchSize) / max(epoch.seconds, 1e-9),
        seconds: epoch.seconds, gradients: model.gradientSizes)
    } else if let every = configuration.checkpointEvery, state.step.isMultiple(of: every) {
      state.seconds += epoch.lap()
      try save(isBest: false, observer)
    }
    return nil
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
        case .evaluate, .predict, .find, .takeSnapshot: try answer(command, control, observer)
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

  /// The learning rate of a step, counted from 0.
  func learningRate(ofStep step: Int) -> Double {
    let start = state.scheduleStart ?? 0
    return state.settings.learningRateFactor
      * configuration.schedule.rate(
        atStep: max(0, step - start), of: totalSteps - start, stepsPerEpoch: plan.stepsPerEpoch,
        peak: configuration.optimizer.learningRate)
  }

  /// Reports an epoch with its test, and begins the next one's sums.
  ///
  /// - Parameter seconds: How long this program has been at it, with the test.
  /// - Returns: Whether it is the best so far.
  private func finish(
    _ epoch: UntestedEpoch, _ test: Evaluation, seconds: Double, _ control: TrainingControl,
    _ observer: (TrainingEvent) throws -> Void
  ) throws -> Bool {
    let last = epoch.last
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
      imagesPerSecond: epoch.imagesPerSecond, seconds: max(seconds, epoch.seconds),
      gradients: epoch.gradients, isBest: isBest)
    // A run that ends within an epoch may be made longer: the epoch goes on then.
    if state.position.step == 0 {
      state.epochLoss = 0
      state.epochCorrect = 0
    }
    state.untested = nil
    try observer(.evaluation(test))
    try answer(.predict, control, observer)
    try observer(.epoch(report))
    return isBest
  }

  /// Writes a checkpoint and removes those that are not needed any more.
  private func save(isBest: Bool, _ observer: (TrainingEvent) throws -> Void) throws {
    // What the device has not done must not take the place of what is saved.
    try model.finish()
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
  ///   - rate: The learning rate of the last step.
  private func divergence(_ what: String, rate: Double) -> EndReport.Reason {
    Divergence(
      event: what, stepsMade: state.step, rate: rate, settings: state.settings,
      method: configuration.optimizer.method,
      areWeightsFinite: model.memory.parameters.whole.tensor.elements.allSatisfy(\.isFinite)
    ).reason
  }

  private static func kind(of loss: Double) -> String { loss.isNaN ? "no number" : "infinite" }
}

/// The time and the steps of the part of an epoch that this program has made.
private struct EpochClock {
  private let start = ContinuousClock.now
  private(set) var steps = 0

  private var lastLap = ContinuousClock.now
  private var lastStep = ContinuousClock.now

  var seconds: Double { start.duration(to: .now) / .seconds(1) }

  /// The seconds since the last time it was asked, or since the beginning.
  mutating func lap() -> Double {
    let now = ContinuousClock.now
    defer { lastLap = now }
    return lastLap.duration(to: now) / .seconds(1)
  }

  /// Counts a step, and says how long it took: what it was under way while that before still was is not its own.
  mutating func countStep(begun: ContinuousClock.Instant) -> Double {
    let now = ContinuousClock.now
    defer { lastStep = now }
    steps += 1
    return max(begun, lastStep).duration(to: now) / .seconds(1)
  }
}

extension BatchPrefetcher {
  /// Whether it prepares other batches than a plan has.
  fileprivate func isOther(than plan: BatchPlan) -> Bool {
    self.plan.augmentation != plan.augmentation || self.plan.batchSize != plan.batchSize
  }
}
