/// `v ← α·v + (1 − α)·g²`, `θ ← θ − γ·g / (√v + ε)`; centred, √(v − a²) with `a` the average of g.
///
/// - SeeAlso: PyTorch, *torch.optim.RMSprop*; G. Hinton, *Neural networks for machine learning*,
///   lecture 6 (2012).
public struct RMSpropRule: Hashable, Sendable {
  /// −γ, λ, ε, α, 1 − α and μ.
  public let rate, weightDecay, epsilon, keep, take, momentumKept: Float
  /// 1 − α, with which a moves.
  public let gradientWeight: Double
  /// Whether the rule keeps ``KeptVector/gradientAverage``.
  public let isCentered: Bool

  /// Creates the rule of a step; with a momentum of 0 none is kept.
  public init(
    learningRate: Double, alpha: Double, momentum: Double, weightDecay: Double, epsilon: Double,
    isCentered: Bool
  ) {
    rate = Float(-learningRate)
    self.weightDecay = Float(weightDecay)
    self.epsilon = Float(epsilon)
    keep = Float(alpha)
    take = Float(1 - alpha)
    gradientWeight = 1 - alpha
    momentumKept = Float(momentum)
    self.isCentered = isCentered
  }

  /// Whether the rule keeps ``KeptVector/momentum``.
  public var hasMomentum: Bool { momentumKept > 0 }
}

extension RMSpropRule: HostUpdate {
  @inline(__always)
  func update<Lane: UpdateLane>(
    _ parameter: inout Lane, by gradient: Lane, _ squareAverage: inout Lane,
    _ momentum: inout Lane, _ gradientAverage: inout Lane
  ) {
    let gradient = decayed(gradient, parameter, by: weightDecay)
    squareAverage =
      squareAverage * Lane(repeating: keep) + Lane(repeating: take) * gradient * gradient
    var variance = squareAverage
    if isCentered {
      gradientAverage = interpolated(gradientAverage, gradient, weight: gradientWeight)
      variance = squareAverage - gradientAverage * gradientAverage
    }
    let divisor = variance.squareRoot() + Lane(repeating: epsilon)
    if hasMomentum {
      momentum = momentum * Lane(repeating: momentumKept) + gradient / divisor
      parameter = parameter + Lane(repeating: rate) * momentum
    } else {
      parameter = parameter + Lane(repeating: rate) * gradient / divisor
    }
  }
}
