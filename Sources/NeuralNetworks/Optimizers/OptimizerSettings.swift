/// How parameters follow their gradients.
public enum OptimizerMethod: String, Codable, Hashable, Sendable, CaseIterable {
  /// Stochastic gradient descent, with momentum or Nesterov's where asked for.
  case sgd
  /// J. Duchi et al. (2011): rates divided by the root of all squared gradients so far.
  case adagrad
  /// T. Hinton (2012): rates divided by the root of recent squared gradients.
  case rmsprop
  /// M. Zeiler (2012), arXiv:1212.5701: RMSprop whose rates come from past changes.
  case adadelta
  /// D. Kingma, J. Ba (2014), arXiv:1412.6980.
  case adam
  /// I. Loshchilov, F. Hutter (2017), arXiv:1711.05101: Adam with decoupled weight decay.
  case adamw
}

/// An optimiser's method and numbers, with PyTorch's names and defaults.
public struct OptimizerSettings: Codable, Hashable, Sendable {
  /// How parameters follow their gradients.
  public var method: OptimizerMethod
  /// The learning rate that schedules start from.
  public var learningRate: Double
  /// The share of the last step that is kept (SGD, RMSprop).
  public var momentum = 0.0
  /// Whether SGD looks ahead.
  public var isNesterov = false
  /// The strength of the pull towards zero.
  public var weightDecay = 0.0
  /// The decay of the mean of gradients (Adam).
  public var beta1 = 0.9
  /// The decay of the mean of squared gradients (Adam).
  public var beta2 = 0.999
  /// The decay of the mean of squared gradients: `alpha` of RMSprop, `rho` of Adadelta.
  public var decay: Double
  /// What keeps divisions away from zero.
  public var epsilon: Double

  /// Creates PyTorch's defaults for a method.
  ///
  /// - Parameter learningRate: PyTorch's default for the method when absent.
  public init(_ method: OptimizerMethod, learningRate: Double? = nil) {
    self.method = method
    let standard: (rate: Double, decay: Double, epsilon: Double, weightDecay: Double) =
      switch method {
      case .sgd: (1e-3, 0, 0, 0)
      case .adagrad: (1e-2, 0, 1e-10, 0)
      case .rmsprop: (1e-2, 0.99, 1e-8, 0)
      case .adadelta: (1, 0.9, 1e-6, 0)
      case .adam: (1e-3, 0, 1e-8, 0)
      case .adamw: (1e-3, 0, 1e-8, 1e-2)
      }
    self.learningRate = learningRate ?? standard.rate
    decay = standard.decay
    epsilon = standard.epsilon
    weightDecay = standard.weightDecay
  }

  /// Makes sure that the numbers go together.
  ///
  /// - Throws: ``OptimizerError``.
  public func validate() throws(OptimizerError) {
    guard learningRate.isFinite, learningRate >= 0 else {
      throw OptimizerError(
        "the learning rate \(learningRate)", "Use a number from 0, such as 0.01.")
    }
    guard (0..<1).contains(momentum) else {
      throw OptimizerError(
        "the momentum \(momentum)", "Use a number from 0 to below 1, such as 0.9.")
    }
    guard weightDecay.isFinite, weightDecay >= 0 else {
      throw OptimizerError("the weight decay \(weightDecay)", "Use a number from 0, such as 5e-4.")
    }
    guard momentum == 0 || method == .sgd || method == .rmsprop else {
      throw OptimizerError(
        "a momentum for \(method.rawValue)", "Only sgd and rmsprop have one; leave it out.")
    }
    guard !isNesterov || (method == .sgd && momentum > 0) else {
      throw OptimizerError(
        "Nesterov's step without momentum", "Use sgd with a momentum, such as 0.9.")
    }
    guard (0..<1).contains(beta1), (0..<1).contains(beta2), (0..<1).contains(decay) else {
      throw OptimizerError(
        "decays \(beta1), \(beta2), \(decay)", "Use numbers from 0 to below 1.")
    }
  }
}

/// Why an optimiser cannot be made.
public struct OptimizerError: Error, Hashable, CustomStringConvertible {
  /// What makes no sense.
  let fault: String
  /// What to do.
  let remedy: String

  init(_ fault: String, _ remedy: String) {
    (self.fault, self.remedy) = (fault, remedy)
  }

  /// What is wrong and what to do.
  public var description: String { "\(fault) cannot be used\n  \(remedy)" }
}
