/// A rule and its numbers, with PyTorch's names and defaults.
///
///     var settings = OptimizerSettings.defaults(for: .sgd)
///     settings.momentum = 0.9
///     settings.nesterov = true
///     try settings.validate()
///
/// A setting that the method does not read (``OptimizerMethod/parameters``) has no effect.
public struct OptimizerSettings: Codable, Hashable, Sendable {
  /// The rule.
  public var method: OptimizerMethod
  /// How far a step goes, before a schedule; at least 0.
  public var learningRate: Double
  /// SGD and RMSprop: how much of the previous step is kept; 0 for none.
  public var momentum = 0.0
  /// SGD: the share of the gradient that is kept out of the momentum.
  public var dampening = 0.0
  /// SGD: whether the step looks ahead along the momentum.
  public var nesterov = false
  /// How strongly parameters are pulled towards zero: `weightDecay · parameter` joins the gradient,
  /// except with AdamW, which multiplies the parameter by `1 − learningRate · weightDecay`.
  public var weightDecay = 0.0
  /// Adam and AdamW: the memory of the average of gradients, 0 to below 1.
  public var beta1 = 0.9
  /// Adam and AdamW: the memory of the average of squared gradients, 0 to below 1.
  public var beta2 = 0.999
  /// What is added to a divisor; above 0.
  public var epsilon = 1e-8
  /// RMSprop: the memory of the average of squared gradients, 0 to 1.
  public var alpha = 0.99
  /// Adadelta: the memory of both averages, 0 to 1.
  public var rho = 0.9
  /// Adagrad: the learning rate of step t, from 0, is divided by `1 + t · learningRateDecay`.
  public var learningRateDecay = 0.0
  /// RMSprop: whether the mean is subtracted before the divisor is taken.
  public var centered = false
  /// Adam and AdamW: whether the divisor never becomes smaller.
  public var amsgrad = false

  /// PyTorch's defaults for a method.
  public static func defaults(for method: OptimizerMethod) -> OptimizerSettings {
    OptimizerSettings(method: method)
  }

  private init(method: OptimizerMethod) {
    self.method = method
    switch method {
    case .sgd:
      learningRate = 1e-3
    case .adagrad:
      learningRate = 1e-2
      epsilon = 1e-10
    case .rmsprop:
      learningRate = 1e-2
    case .adadelta:
      learningRate = 1
      epsilon = 1e-6
    case .adam:
      learningRate = 1e-3
    case .adamw:
      learningRate = 1e-3
      weightDecay = 1e-2
    }
  }
}

extension OptimizerSettings {
  /// Checks that the method can work with the numbers.
  ///
  /// - Throws: ``OptimizerError/outOfRange(_:value:allowed:)`` or
  ///   ``OptimizerError/nesterovNeedsMomentum(momentum:dampening:)``.
  public func validate() throws(OptimizerError) {
    for parameter in method.parameters {
      guard let number = number(of: parameter) else { continue }
      guard parameter.range.contains(number) else {
        throw .outOfRange(
          parameter, value: number, allowed: number.isFinite ? parameter.range.text : "finite")
      }
    }
    if method == .sgd, nesterov, momentum == 0 || dampening != 0 {
      throw .nesterovNeedsMomentum(momentum: momentum, dampening: dampening)
    }
  }

  /// The value of a setting that is a number, or `nil` for one that is on or off.
  public func number(of parameter: OptimizerParameter) -> Double? {
    switch parameter {
    case .learningRate: learningRate
    case .momentum: momentum
    case .dampening: dampening
    case .weightDecay: weightDecay
    case .beta1: beta1
    case .beta2: beta2
    case .epsilon: epsilon
    case .alpha: alpha
    case .rho: rho
    case .learningRateDecay: learningRateDecay
    case .nesterov, .centered, .amsgrad: nil
    }
  }
}

/// Numbers from a lower bound on, which may be left out, up to an upper one, which may be, too.
private struct NumberRange {
  let lowest: Double
  var excludesLowest = false
  let limit: Double
  var includesLimit = false

  func contains(_ number: Double) -> Bool {
    guard number.isFinite, number >= lowest, number <= limit else { return false }
    return (number > lowest || !excludesLowest) && (number < limit || includesLimit)
  }

  var text: String {
    let lower = excludesLowest ? "above \(lowest.short)" : "at least \(lowest.short)"
    if limit == .infinity { return lower }
    return "\(lower) and " + (includesLimit ? "at most " : "below ") + limit.short
  }
}

extension OptimizerParameter {
  fileprivate var range: NumberRange {
    switch self {
    case .epsilon: NumberRange(lowest: 0, excludesLowest: true, limit: .infinity)
    case .beta1, .beta2: NumberRange(lowest: 0, limit: 1)
    case .alpha, .rho, .dampening: NumberRange(lowest: 0, limit: 1, includesLimit: true)
    default: NumberRange(lowest: 0, limit: .infinity)
    }
  }
}
