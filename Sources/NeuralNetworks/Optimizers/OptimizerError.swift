import Typesetting

/// What is wrong with an optimiser's settings, or with a state that it should go on from.
public enum OptimizerError: UserError, Hashable {
  /// There is no method of that name.
  case unknownMethod(String)
  /// A setting is not possible.
  case outOfRange(OptimizerParameter, value: Double, allowed: String)
  /// Nesterov's step is defined with momentum and without dampening.
  case nesterovNeedsMomentum(momentum: Double, dampening: Double)
  /// A saved state lacks a vector.
  case stateMissing(String, method: OptimizerMethod)
  /// A saved state has a vector that the method does not know.
  case stateUnknown(String, method: OptimizerMethod, known: [String])
  /// A vector of a saved state does not have one number per parameter.
  case stateSize(String, count: Int, expected: Int)
  /// A saved state counts fewer than no steps.
  case stateSteps(Int)
}

extension OptimizerError {
  /// What is wrong.
  public var message: String {
    switch self {
    case .unknownMethod(let name): "there is no optimizer \(name.quoted)"
    case .outOfRange(let parameter, let value, let allowed):
      "\(parameter.rawValue) \(value.short) is not possible: it must be \(allowed)"
    case .nesterovNeedsMomentum(let momentum, let dampening):
      momentum == 0
        ? "nesterov looks ahead along the momentum, and momentum is 0"
        : "nesterov is defined without dampening, and dampening is \(dampening.short)"
    case .stateMissing(let name, let method):
      "the saved state has no \(name.quoted), which \(method.title) needs to go on"
    case .stateUnknown(let name, let method, let known):
      "the saved state has \(name.quoted), which \(method.title) does not know with these settings "
        + "(it keeps \(known.isEmpty ? "nothing" : known.joined(separator: ", ")))"
    case .stateSize(let name, let count, let expected):
      "\(name.quoted) of the saved state has \(count) numbers, and the network has \(expected) places "
        + "for parameters"
    case .stateSteps(let steps): "the saved state says that \(steps) steps were made"
    }
  }

  /// What to change.
  public var remedy: String {
    switch self {
    case .unknownMethod:
      "Use one of: " + OptimizerMethod.allCases.map(\.rawValue).joined(separator: ", ") + "."
    case .outOfRange(let parameter, _, _): parameter.advice
    case .nesterovNeedsMomentum(let momentum, _):
      momentum == 0
        ? "Set a momentum, such as 0.9, or leave nesterov off."
        : "Set dampening to 0, or leave nesterov off."
    case .stateMissing, .stateUnknown:
      "It was saved with another method or other settings: use those, or start afresh."
    case .stateSize: "It belongs to another network: use that one, or start afresh."
    case .stateSteps: "It is damaged: use an earlier one."
    }
  }
}

extension OptimizerParameter {
  /// The sentence that says what a usual value is.
  fileprivate var advice: String {
    switch self {
    case .learningRate: "Usual are 0.1 to 0.001."
    case .momentum: "Usual is 0.9; 0 means none."
    case .dampening: "Usual is 0."
    case .weightDecay: "Usual are 0.0001 to 0.01; 0 means none."
    case .beta1, .rho: "Usual is 0.9."
    case .beta2: "Usual is 0.999."
    case .alpha: "Usual is 0.99."
    case .epsilon: "Usual is 1e-8: without it a gradient that was always 0 is divided by 0."
    case .learningRateDecay: "Usual is 0."
    case .nesterov, .centered, .amsgrad: "It is on or off."
    }
  }
}

extension Double {
  /// The number without a fraction that says nothing: `1` for 1.0.
  var short: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
