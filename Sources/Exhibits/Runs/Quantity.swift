import Training

/// What is drawn of a run: a number for each epoch, or each step.
enum Quantity: String, CaseIterable, Sendable {
  case trainLoss = "train loss"
  case testLoss = "test loss"
  case trainAccuracy = "train accuracy"
  case testAccuracy = "test accuracy"
  case trainError = "train error"
  case testError = "test error"
  /// The learning rate.
  case rate
  /// How large the gradient of each layer is, which is no number for each epoch.
  case gradients

  /// Whether it is told of training, and so of each step.
  var isOfTraining: Bool {
    switch self {
    case .trainLoss, .trainAccuracy, .trainError, .rate: true
    case .testLoss, .testAccuracy, .testError, .gradients: false
    }
  }

  /// What is written along its axis.
  var axisTitle: String {
    switch self {
    case .trainLoss, .testLoss: "loss"
    case .trainAccuracy, .testAccuracy: "% right"
    case .trainError, .testError: "% wrong"
    case .rate: "learning rate"
    case .gradients: "size of the gradient"
    }
  }

  /// What it was in an epoch; accuracies and errors in percent.
  private func value(_ epoch: EpochReport) -> Double? {
    switch self {
    case .trainLoss: epoch.trainLoss
    case .testLoss: epoch.testLoss
    case .trainAccuracy: 100 * epoch.trainAccuracy
    case .testAccuracy: 100 * epoch.testAccuracy
    case .trainError: 100 - 100 * epoch.trainAccuracy
    case .testError: 100 - 100 * epoch.testAccuracy
    case .rate, .gradients: nil
    }
  }

  /// What it was in a step.
  private func value(_ step: StepReport) -> Double? {
    switch self {
    case .trainLoss: step.loss
    case .trainAccuracy: 100 * step.accuracy
    case .trainError: 100 - 100 * step.accuracy
    case .rate: step.learningRate
    case .testLoss, .testAccuracy, .testError, .gradients: nil
    }
  }

  /// The curve of a run.
  ///
  /// - Parameter bySteps: Whether it goes over steps; a test stands at the step after which it was made.
  func points(_ history: RunHistory, bySteps: Bool) -> [Chart.Point] {
    if bySteps, isOfTraining {
      return history.steps.compactMap { step in
        value(step).map { Chart.Point(Double(step.step), $0) }
      }
    }
    return history.epochs.compactMap { epoch in
      value(epoch).map { Chart.Point(Double(bySteps ? epoch.step : epoch.epoch), $0) }
    }
  }
}
