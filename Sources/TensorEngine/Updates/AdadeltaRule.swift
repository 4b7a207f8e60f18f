/// `v ← ρ·v + (1 − ρ)·g²`, `δ = √(u + ε) / √(v + ε) · g`, `u ← ρ·u + (1 − ρ)·δ²`, `θ ← θ − γ·δ`.
///
/// - SeeAlso: PyTorch, *torch.optim.Adadelta*; M. Zeiler, *ADADELTA* (2012), arXiv:1212.5701.
public struct AdadeltaRule: Hashable, Sendable {
  /// −γ, λ, ε, ρ and 1 − ρ.
  public let rate, weightDecay, epsilon, keep, take: Float

  /// Creates the rule of a step.
  public init(learningRate: Double, rho: Double, weightDecay: Double, epsilon: Double) {
    rate = Float(-learningRate)
    self.weightDecay = Float(weightDecay)
    self.epsilon = Float(epsilon)
    keep = Float(rho)
    take = Float(1 - rho)
  }
}

extension AdadeltaRule: HostUpdate {
  @inline(__always)
  func update<Lane: UpdateLane>(
    _ parameter: inout Lane, by gradient: Lane, _ squareAverage: inout Lane,
    _ accumulatedDelta: inout Lane, _: inout Lane
  ) {
    let keep = Lane(repeating: keep)
    let take = Lane(repeating: take)
    let epsilon = Lane(repeating: epsilon)
    let gradient = decayed(gradient, parameter, by: weightDecay)
    squareAverage = squareAverage * keep + take * gradient * gradient
    let delta =
      (accumulatedDelta + epsilon).squareRoot() / (squareAverage + epsilon).squareRoot() * gradient
    accumulatedDelta = accumulatedDelta * keep + take * delta * delta
    parameter = parameter + Lane(repeating: rate) * delta
  }
}
