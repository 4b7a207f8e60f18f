extension LogEntry {
  /// The entry of an event; `nil` for pictures, tensors, pauses and what is still going on, which no
  /// log holds.
  ///
  /// - Parameter lastStep: The step of an event that does not say its own.
  init?(_ event: TrainingEvent, after lastStep: Int) {
    switch event {
    case .started(let start):
      let content = Start(
        step: start.firstStep, network: start.network, parameters: start.parameterCount,
        dataset: start.dataset, batchSize: start.length.batchSize,
        stepsPerEpoch: start.length.stepsPerEpoch, totalSteps: start.length.totalSteps)
      self = start.firstStep > 0 ? .resume(content) : .start(content)
    case .step(let report): self = .step(report)
    case .epoch(let report): self = .epoch(report)
    case .checkpoint(let report): self = .checkpoint(report)
    case .evaluation(let test):
      self = .evaluation(TestResult(step: test.step, loss: test.loss, accuracy: test.accuracy))
    case .settings(let settings, let step): self = .settings(LoggedSettings(settings, step: step))
    case .length(let length, let step):
      self = .length(
        Length(
          step: step, batchSize: length.batchSize, stepsPerEpoch: length.stepsPerEpoch,
          totalSteps: length.totalSteps))
    case .rewound(let step, _, _): self = .rewind(Place(step: step))
    case .warning(let text), .rewindRefused(let text):
      self = .warning(Warning(step: lastStep, message: text))
    case .ended(let end):
      self = .end(
        End(
          step: end.step, reason: end.reason.name,
          seconds: end.seconds.isFinite ? end.seconds : nil, bestAccuracy: end.best?.accuracy,
          bestEpoch: end.best?.epoch))
    case .testing, .predictions, .found, .snapshot, .paused: return nil
    }
  }
}

extension EndReport.Reason {
  /// The reason in a word, for programs.
  fileprivate var name: String {
    switch self {
    case .completed: "completed"
    case .patience: "patience"
    case .stopped: "stopped"
    case .interrupted: "interrupted"
    case .diverged: "diverged"
    case .failed: "failed"
    }
  }
}
