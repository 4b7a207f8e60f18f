import NeuralNetworks
import Training

extension RunState {
  /// The network's layers; none before the run has begun.
  var layers: [LayerSummary] { start?.layers ?? [] }

  /// The optimiser's method.
  var method: OptimizerMethod? { start?.configuration.optimizer.method }
}

extension DashboardModel {
  /// Takes what the trainer reports.
  mutating func update(_ event: TrainingEvent) -> [DashboardEffect] {
    switch event {
    case .started(let start):
      run.begin(start)
      return askForPredictions()
    case .step(let report): take(report)
    case .epoch(let report): take(report)
    case .evaluation(let evaluation):
      run.isEvaluationPending = false
      run.evaluation = evaluation
      run.testLoss.append(step: evaluation.step, value: evaluation.loss)
      run.testAccuracy.append(step: evaluation.step, value: evaluation.accuracy)
    case .predictions(let images):
      predictions.show(images)
      // An image that came after the weights it is to go through.
      if page == .network, network.inspection == nil { return inspectChosenImage() }
    case .checkpoint(let report): take(report)
    case .snapshot(let snapshot):
      run.isSnapshotPending = false
      network.show(snapshot, layers: run.layers)
      return inspectChosenImage()
    case .settings(let settings, let step):
      if let old = run.settings, old != settings { logChange(from: old, to: settings, at: step) }
      run.settings = settings
    case .paused(let isPaused):
      // A run that is being stopped pauses no more.
      if run.phase != .stopping { run.phase = isPaused ? .paused : .running }
      return isPaused ? refreshNetwork() : []
    case .length(let length, _): run.length = length
    case .rewound(let step, let epoch, let best): rewind(to: step, epoch: epoch, best: best)
    case .rewindRefused(let reason):
      run.isRewindPending = false
      run.log(.warning, reason)
      tell(reason, .warning)
    case .warning(let text): run.log(.warning, text)
    case .ended(let report): return end(report)
    }
    return []
  }

  private mutating func take(_ report: StepReport) {
    run.step = report.step
    run.epoch = report.epoch
    run.learningRate = report.learningRate
    run.trainLoss.append(step: report.step, value: report.loss)
    run.trainAccuracy.append(step: report.step, value: report.accuracy)
    if let rate = report.imagesPerSecond { run.pace.addStep(imagesPerSecond: rate) }
  }

  private mutating func take(_ report: EpochReport) {
    run.lastEpoch = report
    run.pace.addEpoch(seconds: report.seconds)
    if report.isBest || report.testAccuracy > run.best?.accuracy ?? -1 {
      run.best = RunState.Best(accuracy: report.testAccuracy, epoch: report.epoch)
    }
    run.log(
      .done,
      "epoch \(report.epoch): test accuracy \(Wording.percent(report.testAccuracy)), "
        + "loss \(Wording.loss(report.testLoss))" + (report.isBest ? ", the best so far" : ""))
  }

  private mutating func take(_ report: CheckpointReport) {
    run.isCheckpointPending = false
    run.checkpoints.removeAll { $0.step == report.step || report.removed.contains($0.step) }
    run.checkpoints.append(report)
    run.log(.note, "checkpoint written" + (report.isBest ? ", the best so far" : ""))
  }

  private mutating func rewind(to step: Int, epoch: Int, best: BestEpoch?) {
    run.isRewindPending = false
    run.step = step
    run.epoch = epoch
    run.best = best.map { RunState.Best(accuracy: $0.accuracy, epoch: $0.epoch) }
    // What was measured belongs to weights that are gone.
    run.lastEpoch = nil
    run.evaluation = nil
    run.trainLoss.rewind(to: step)
    run.trainAccuracy.rewind(to: step)
    run.testLoss.rewind(to: step)
    run.testAccuracy.rewind(to: step)
    run.checkpoints.removeAll { $0.step > step }
    run.log(.note, "went back to the checkpoint of step \(Wording.count(step))")
    notice = nil
  }

  private mutating func end(_ report: EndReport) -> [DashboardEffect] {
    run.phase = .ended
    run.end = report
    run.isCheckpointPending = false
    run.isEvaluationPending = false
    run.isSnapshotPending = false
    run.isRewindPending = false
    settings.entry = nil
    notice = nil
    if leavesAtEnd { return [.leave] }
    overlay = .report(offset: 0)
    return []
  }
}
