/// `s ← s + g²`, `θ ← θ − γ/(1 + t·η) · g / (√s + ε)`, with t from 0.
///
/// - SeeAlso: PyTorch, *torch.optim.Adagrad*; J. Duchi, E. Hazan, Y. Singer, *Adaptive subgradient
///   methods* (2011).
public struct AdagradRule: Hashable, Sendable {
  /// −γ/(1 + t·η), λ and ε.
  public let rate, weightDecay, epsilon: Float

  /// Creates the rule of a step, the steps being counted from 1.
  public init(
    learningRate: Double, decay: Double, weightDecay: Double, epsilon: Double, step: Int
  ) {
    rate = Float(-learningRate / (1 + Double(step - 1) * decay))
    self.weightDecay = Float(weightDecay)
    self.epsilon = Float(epsilon)
  }
}

extension AdagradRule: HostUpdate {
  @inline(__always)
  func update<Lane: UpdateLane>(
    _ parameter: inout Lane, by gradient: Lane, _ sum: inout Lane, _: inout Lane, _: inout Lane
  ) {
    let gradient = decayed(gradient, parameter, by: weightDecay)
    sum = sum + gradient * gradient
    let divisor = sum.squareRoot() + Lane(repeating: epsilon)
    parameter = parameter + Lane(repeating: rate) * gradient / divisor
  }
}
