import TensorEngine

extension OptimizerSettings {
  /// The rule with the numbers of one step.
  ///
  /// - Parameters:
  ///   - learningRate: The rate of this step.
  ///   - step: Its number, from 1.
  ///   - isFirstMomentum: SGD: whether the momentum holds no step yet.
  func rule(learningRate: Double, step: Int, isFirstMomentum: Bool) -> UpdateRule {
    switch method {
    case .sgd:
      .sgd(
        SGDRule(
          learningRate: learningRate, momentum: momentum, dampening: dampening,
          weightDecay: weightDecay, isNesterov: nesterov, isFirst: isFirstMomentum))
    case .adagrad:
      .adagrad(
        AdagradRule(
          learningRate: learningRate, decay: learningRateDecay, weightDecay: weightDecay,
          epsilon: epsilon, step: step))
    case .rmsprop:
      .rmsprop(
        RMSpropRule(
          learningRate: learningRate, alpha: alpha, momentum: momentum, weightDecay: weightDecay,
          epsilon: epsilon, isCentered: centered))
    case .adadelta:
      .adadelta(
        AdadeltaRule(
          learningRate: learningRate, rho: rho, weightDecay: weightDecay, epsilon: epsilon))
    case .adam, .adamw:
      .adam(
        AdamRule(
          learningRate: learningRate, beta1: beta1, beta2: beta2, weightDecay: weightDecay,
          epsilon: epsilon, isDecoupled: method == .adamw, isAMSGrad: amsgrad, step: step))
    }
  }

  /// What the method keeps from step to step with these numbers.
  var keptVectors: [KeptVector] {
    switch method {
    case .sgd: momentum > 0 ? [.momentum] : []
    case .adagrad: [.sum]
    case .rmsprop:
      [.squareAverage] + (momentum > 0 ? [.momentum] : []) + (centered ? [.gradientAverage] : [])
    case .adadelta: [.squareAverage, .accumulatedDelta]
    case .adam, .adamw:
      [.average, .averageSquare] + (amsgrad ? [.largestAverageSquare] : [])
    }
  }
}
