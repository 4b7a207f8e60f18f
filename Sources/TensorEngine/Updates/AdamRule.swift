import RealModule

/// `m ← β₁·m + (1 − β₁)·g`, `v ← β₂·v + (1 − β₂)·g²`, both divided by `1 − βᵗ`,
/// `θ ← θ − γ·m̂ / (√v̂ + ε)`.
///
/// - SeeAlso: PyTorch, *torch.optim.Adam*; D. Kingma, J. Ba, *Adam* (2015), arXiv:1412.6980;
///   I. Loshchilov, F. Hutter, *Decoupled weight decay regularization* (2019), arXiv:1711.05101.
public struct AdamRule: Hashable, Sendable {
  /// −γ/(1 − β₁ᵗ); λ as a part of the gradient; what is left of a weight when λ is not; ε; β₂;
  /// 1 − β₂; √(1 − β₂ᵗ).
  public let rate, weightDecay, shrinkage, epsilon, keepSquare, takeSquare, rootCorrection: Float
  /// 1 − β₁.
  public let weight: Double
  /// Whether the rule keeps ``KeptVector/largestAverageSquare``.
  public let isAMSGrad: Bool

  /// Creates the rule of a step, the steps being counted from 1.
  ///
  /// - Parameter isDecoupled: Whether weights shrink by themselves, as AdamW has it.
  public init(
    learningRate: Double, beta1: Double, beta2: Double, weightDecay: Double, epsilon: Double,
    isDecoupled: Bool, isAMSGrad: Bool, step: Int
  ) {
    rate = Float(-learningRate / (1 - Double.pow(beta1, Double(step))))
    rootCorrection = Float((1 - Double.pow(beta2, Double(step))).squareRoot())
    self.weightDecay = isDecoupled ? 0 : Float(weightDecay)
    shrinkage = isDecoupled ? Float(1 - learningRate * weightDecay) : 1
    self.epsilon = Float(epsilon)
    weight = 1 - beta1
    keepSquare = Float(beta2)
    takeSquare = Float(1 - beta2)
    self.isAMSGrad = isAMSGrad
  }
}

extension AdamRule: HostUpdate {
  @inline(__always)
  func update<Lane: UpdateLane>(
    _ parameter: inout Lane, by gradient: Lane, _ average: inout Lane,
    _ averageSquare: inout Lane, _ largest: inout Lane
  ) {
    parameter = parameter * Lane(repeating: shrinkage)
    let gradient = decayed(gradient, parameter, by: weightDecay)
    average = interpolated(average, gradient, weight: weight)
    averageSquare =
      averageSquare * Lane(repeating: keepSquare) + Lane(repeating: takeSquare) * gradient
      * gradient
    var divisorSquare = averageSquare
    if isAMSGrad {
      largest = largest.larger(averageSquare)
      divisorSquare = largest
    }
    let divisor =
      divisorSquare.squareRoot() / Lane(repeating: rootCorrection) + Lane(repeating: epsilon)
    parameter = parameter + Lane(repeating: rate) * average / divisor
  }
}
