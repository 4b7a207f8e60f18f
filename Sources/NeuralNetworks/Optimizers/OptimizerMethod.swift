/// A rule by which gradients change parameters, named as its class in `torch.optim`.
public enum OptimizerMethod: String, Codable, CaseIterable, Hashable, Sendable {
  /// Stochastic gradient descent, with momentum, Nesterov's or the plain one, if wanted.
  case sgd
  /// Learning rates divided by the root of the sum of all squared gradients so far.
  case adagrad
  /// Learning rates divided by a moving root mean square of the gradients.
  case rmsprop
  /// RMSprop whose step is itself scaled by a moving root mean square of the steps.
  case adadelta
  /// Moving averages of gradients and squared gradients, both corrected for their start.
  case adam
  /// Adam whose weight decay shrinks the parameters themselves rather than joining the gradient.
  case adamw

  /// Reads a name as it stands on a command line, in any case and with or without hyphens.
  public init(parsing text: String) throws(OptimizerError) {
    let letters = text.lowercased().filter { !"-_ ".contains($0) }
    guard let method = Self(rawValue: letters) else { throw .unknownMethod(text) }
    self = method
  }

  /// The name as PyTorch's class has it: `SGD`, `AdamW`.
  public var title: String {
    switch self {
    case .sgd: "SGD"
    case .adagrad: "Adagrad"
    case .rmsprop: "RMSprop"
    case .adadelta: "Adadelta"
    case .adam: "Adam"
    case .adamw: "AdamW"
    }
  }

  /// The settings that the rule reads; the others have no effect on it.
  public var parameters: [OptimizerParameter] {
    switch self {
    case .sgd: [.learningRate, .momentum, .dampening, .nesterov, .weightDecay]
    case .adagrad: [.learningRate, .learningRateDecay, .weightDecay, .epsilon]
    case .rmsprop: [.learningRate, .alpha, .epsilon, .weightDecay, .momentum, .centered]
    case .adadelta: [.learningRate, .rho, .epsilon, .weightDecay]
    case .adam, .adamw: [.learningRate, .beta1, .beta2, .epsilon, .weightDecay, .amsgrad]
    }
  }
}

/// A setting of an optimiser, named as PyTorch names it.
public enum OptimizerParameter: String, CaseIterable, Hashable, Sendable {
  /// How far a step goes.
  case learningRate = "lr"
  /// How much of the previous step is kept.
  case momentum
  /// How much of the gradient is kept out of the momentum.
  case dampening
  /// Whether the gradient is taken where the momentum is about to lead.
  case nesterov
  /// How strongly parameters are pulled towards zero.
  case weightDecay = "weight_decay"
  /// The memory of Adam's average of gradients.
  case beta1
  /// The memory of Adam's average of squared gradients.
  case beta2
  /// What is added to a divisor so that it is not zero.
  case epsilon = "eps"
  /// The memory of RMSprop's average of squared gradients.
  case alpha
  /// The memory of Adadelta's averages.
  case rho
  /// How fast Adagrad's learning rate falls.
  case learningRateDecay = "lr_decay"
  /// Whether RMSprop divides by the standard deviation rather than the root mean square.
  case centered
  /// Whether Adam divides by the largest average of squared gradients so far.
  case amsgrad
}
