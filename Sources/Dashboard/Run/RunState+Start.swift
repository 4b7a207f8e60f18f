import Datasets
import NeuralNetworks
import TerminalKit
import Training

extension RunState {
  /// The names of the classes; none before the run has begun.
  var classNames: [String] { start?.classNames ?? [] }

  /// What was configured, a row each: a name of at most 14 characters, and the value.
  var configurationRows: [(String, StyledText)] {
    guard let start, let stepsPerEpoch = length?.stepsPerEpoch else { return [] }
    let configuration = start.configuration
    let optimizer = configuration.optimizer
    let momentum =
      optimizer.momentum > 0
      ? ", \(optimizer.nesterov ? "Nesterov " : "")momentum \(Wording.setting(optimizer.momentum))"
      : ""
    let rows: [(String, String)] = [
      ("network", "\(start.network), \(Wording.count(start.parameterCount)) parameters"),
      ("images", "\(start.dataset), \(Wording.count(start.images.train)) to learn from"),
      ("epochs", "\(configuration.epochs) of \(Wording.count(stepsPerEpoch)) steps"),
      ("optimiser", optimizer.method.title + momentum),
      ("learning rate", Wording.setting(optimizer.learningRate)),
      ("schedule", configuration.schedule.text), ("seed", "\(configuration.seed)"),
      ("folder", start.folder),
    ]
    return rows.map { ($0.0, StyledText($0.1)) }
  }
}

extension RunState {
  /// Begins, or continues with the curves of what was done before.
  mutating func begin(_ start: RunStart) {
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
    if step > 0 { log(.note, "resumed after step \(Wording.count(step))") }
  }
}

extension DashboardModel {
  /// Tells which settings have changed.
  mutating func logChange(from old: LiveSettings, to new: LiveSettings, at step: Int) {
    for setting in LiveSetting.allCases where setting.text(in: old) != setting.text(in: new) {
      run.log(
        .note,
        "\(setting.title): \(setting.text(in: old)) → \(setting.text(in: new))"
          + (setting == .batchSize ? ", from the next epoch on" : ""))
    }
  }
}
