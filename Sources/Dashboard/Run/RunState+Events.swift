import NeuralNetworks
import Training

extension RunState {
  /// The network's layers; none before the run has begun.
  var layers: [LayerSummary] { start?.layers ?? [] }

  /// The optimiser's method.
  var method: OptimizerMethod? { start?.configuration.optimizer.method }

  /// Takes what the trainer reports.
  mutating func take(_ event: TrainingEvent) {
    switch event {
    case .started(let start): begin(start)
    case .step(let report): take(report)
    case .epoch(let report): take(report)
    case .testing(let progress): testing = progress
    case .evaluation(let evaluation):
      (isEvaluationPending, testing) = (false, nil)
      self.evaluation = evaluation
      testLoss.append(step: evaluation.step, value: evaluation.loss)
      testAccuracy.append(step: evaluation.step, value: evaluation.accuracy)
    case .predictions(let predictions, let step): images.show(predictions, step: step)
    case .found(let predictions, let step): images.showFound(predictions, step: step)
    case .checkpoint(let report): take(report)
    case .snapshot: isSnapshotPending = false
    case .settings(let settings, _):
      if let old = confirmedSettings { logChange(from: old, to: settings) }
      confirmedSettings = settings
      self.settings = settings
    case .paused(let isPaused):
      // A run that is being stopped pauses no more.
      if phase != .stopping { phase = isPaused ? .paused : .running }
    case .length(let length, _): self.length = length
    case .rewound(let step, let epoch, let best): goBack(to: step, epoch: epoch, best: best)
    case .rewindRefused(let reason):
      isRewindPending = false
      log(.warning, reason)
    case .warning(let text): log(.warning, text)
    case .ended(let report):
      phase = .ended
      (end, testing) = (report, nil)
      (isCheckpointPending, isEvaluationPending) = (false, false)
      (isSnapshotPending, isRewindPending) = (false, false)
    }
  }

  /// Begins, or continues with the curves of what was done before.
  private mutating func begin(_ start: RunStart) {
    self.start = start
    length = start.length
    step = start.firstStep
    phase = .running
    checkpoints = start.checkpoints
    for step in start.history.steps {
      trainLoss.append(step: step.step, value: step.loss)
      trainAccuracy.append(step: step.step, value: step.accuracy)
    }
    for epoch in start.history.epochs {
      testLoss.append(step: epoch.step, value: epoch.testLoss)
      testAccuracy.append(step: epoch.step, value: epoch.testAccuracy)
      pace.addEpoch(seconds: epoch.seconds)
      if epoch.isBest {
        best = Best(accuracy: epoch.testAccuracy, epoch: epoch.epoch)
      }
    }
    epoch = start.history.steps.last?.epoch ?? 0
    learningRate = start.history.steps.last?.learningRate
    for change in start.history.changes { log(.note, change) }
    if step > 0 { log(.note, "resumed after step \(Wording.count(step))") }
    for note in start.notes { log(.note, note) }
  }

  private mutating func take(_ report: StepReport) {
    (step, testing) = (report.step, nil)
    epoch = report.epoch
    learningRate = report.learningRate
    trainLoss.append(step: report.step, value: report.loss)
    trainAccuracy.append(step: report.step, value: report.accuracy)
    if let rate = report.imagesPerSecond { pace.addStep(imagesPerSecond: rate) }
  }

  private mutating func take(_ report: EpochReport) {
    lastEpoch = report
    pace.addEpoch(seconds: report.seconds)
    if report.isBest || report.testAccuracy > best?.accuracy ?? -1 {
      best = Best(accuracy: report.testAccuracy, epoch: report.epoch)
    }
    log(
      .done,
      "epoch \(report.epoch): test accuracy \(Wording.percent(report.testAccuracy)), "
        + "loss \(Wording.loss(report.testLoss))" + (report.isBest ? ", the best so far" : ""))
  }

  private mutating func take(_ report: CheckpointReport) {
    isCheckpointPending = false
    checkpoints.removeAll { $0.step == report.step || report.removed.contains($0.step) }
    checkpoints.append(report)
    log(.note, "checkpoint written" + (report.isBest ? ", the best so far" : ""))
  }

  private mutating func goBack(to step: Int, epoch: Int, best: BestEpoch?) {
    isRewindPending = false
    self.step = step
    self.epoch = epoch
    self.best = best.map { Best(accuracy: $0.accuracy, epoch: $0.epoch) }
    // What was measured belongs to weights that are gone.
    lastEpoch = nil
    evaluation = nil
    trainLoss.rewind(to: step)
    trainAccuracy.rewind(to: step)
    testLoss.rewind(to: step)
    testAccuracy.rewind(to: step)
    checkpoints.removeAll { $0.step > step }
    log(.note, "went back to the checkpoint of step \(Wording.count(step))")
  }

  /// Tells which settings have changed.
  private mutating func logChange(from old: LiveSettings, to new: LiveSettings) {
    for setting in LiveSetting.allCases where setting.text(in: old) != setting.text(in: new) {
      log(
        .note,
        "\(setting.title): \(setting.text(in: old)) → \(setting.text(in: new)), \(setting.start)")
    }
  }
}
