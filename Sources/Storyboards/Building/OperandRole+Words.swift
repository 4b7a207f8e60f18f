import TensorEngine

extension OperandRole {
  /// Whether a gradient flows back to what is given as it.
  ///
  /// Through the mean and the variance of a batch what flows back to its numbers goes at once.
  var receivesGradient: Bool {
    switch self {
    case .input, .left, .right, .weight, .bias, .upstream: true
    case .mean, .variance, .target, .shares, .switches, .step: false
    }
  }

  /// What people call it.
  var title: String { self == .upstream ? "upstream gradient" : rawValue }

  /// The part its numbers play.
  var valueRole: ValueRole {
    switch self {
    case .input, .left, .right: .input
    case .weight, .bias: .kernel
    case .upstream: .gradient
    case .mean, .variance, .target, .shares, .switches, .step: .plain
    }
  }
}

extension Node {
  /// What a value that is fed in is to a layer, by the name of its parameter; `nil` where that does
  /// not tell.
  var namedRole: OperandRole? {
    guard case .input = op, let last = name?.split(separator: ".").last else { return nil }
    switch last {
    case "weight": return .weight
    case "bias": return .bias
    case "target": return .target
    case "shares": return .shares
    default: return nil
    }
  }
}
