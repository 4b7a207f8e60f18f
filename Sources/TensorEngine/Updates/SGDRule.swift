/// `b ← μ·b + (1 − τ)·g`, `θ ← θ − γ·b`, or Nesterov's `θ ← θ − γ·(g + μ·b)`.
///
/// - SeeAlso: PyTorch, *torch.optim.SGD*; I. Sutskever et al., *On the importance of initialization
///   and momentum in deep learning* (2013).
public struct SGDRule: Hashable, Sendable {
  /// −γ, λ, μ and 1 − τ.
  public let rate, weightDecay, keep, take: Float
  /// Whether the step is Nesterov's.
  public let isNesterov: Bool
  /// Whether no step was made before: it is taken whole, without dampening.
  public let isFirst: Bool

  /// Creates the rule of a step; with a momentum of 0 nothing is kept.
  public init(
    learningRate: Double, momentum: Double, dampening: Double, weightDecay: Double,
    isNesterov: Bool, isFirst: Bool
  ) {
    rate = Float(-learningRate)
    self.weightDecay = Float(weightDecay)
    keep = Float(momentum)
    take = Float(1 - dampening)
    (self.isNesterov, self.isFirst) = (isNesterov, isFirst)
  }

  /// Whether the rule keeps ``KeptVector/momentum``.
  public var hasMomentum: Bool { keep > 0 }
}

extension SGDRule: HostUpdate {
  @inline(__always)
  func update<Lane: UpdateLane>(
    _ parameter: inout Lane, by gradient: Lane, _ momentum: inout Lane, _: inout Lane,
    _: inout Lane
  ) {
    var step = decayed(gradient, parameter, by: weightDecay)
    if hasMomentum {
      momentum =
        isFirst ? step : momentum * Lane(repeating: keep) + Lane(repeating: take) * step
      step = isNesterov ? step + Lane(repeating: keep) * momentum : momentum
    }
    parameter = parameter + Lane(repeating: rate) * step
  }
}
