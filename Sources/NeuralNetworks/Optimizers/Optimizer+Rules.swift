import Foundation
import TensorEngine

extension Optimizer {
  /// Makes step ``stepCount``, which has been counted already.
  func apply(
    to parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    learningRate: Double
  ) {
    switch settings.method {
    case .sgd:
      SGDRule(settings, learningRate, momentum: pointer(.momentum), isFirst: !hasMomentum)
        .updateAll(parameters, gradients, count: count)
      hasMomentum = settings.momentum > 0
    case .adagrad:
      AdagradRule(settings, learningRate, step: stepCount, sum: required(.sum))
        .updateAll(parameters, gradients, count: count)
    case .rmsprop:
      RMSpropRule(
        settings, learningRate, squareAverage: required(.squareAverage),
        momentum: pointer(.momentum), gradientAverage: pointer(.gradientAverage)
      ).updateAll(parameters, gradients, count: count)
    case .adadelta:
      AdadeltaRule(
        settings, learningRate, squareAverage: required(.squareAverage),
        accumulatedDelta: required(.accumulatedDelta)
      ).updateAll(parameters, gradients, count: count)
    case .adam, .adamw:
      AdamRule(
        settings, learningRate, step: stepCount, average: required(.average),
        averageSquare: required(.averageSquare), largest: pointer(.largestAverageSquare)
      ).updateAll(parameters, gradients, count: count)
    }
  }

  private func pointer(_ name: OptimizerState) -> UnsafeMutablePointer<Float>? {
    buffers[name]?.pointer
  }

  private func required(_ name: OptimizerState) -> UnsafeMutablePointer<Float> {
    guard let pointer = pointer(name) else {
      preconditionFailure("\(settings.method) has no \(name)")
    }
    return pointer
  }
}

/// The gradient with the pull towards zero: `g + λ·θ`.
@inline(__always)
private func decayed<Lane: UpdateLane>(
  _ gradient: Lane, _ parameter: Lane, by weightDecay: Float
) -> Lane {
  weightDecay == 0 ? gradient : gradient + Lane(repeating: weightDecay) * parameter
}

/// `b ← μ·b + (1 − τ)·g`, `θ ← θ − γ·b`, or Nesterov's `θ ← θ − γ·(g + μ·b)`.
///
/// - SeeAlso: PyTorch, *torch.optim.SGD*; I. Sutskever et al., *On the importance of initialization
///   and momentum in deep learning* (2013).
private struct SGDRule: UpdateRule {
  let rate, weightDecay, keep, take: Float
  let nesterov, isFirst: Bool
  let momentum: UnsafeMutablePointer<Float>?

  init(
    _ settings: OptimizerSettings, _ learningRate: Double,
    momentum: UnsafeMutablePointer<Float>?, isFirst: Bool
  ) {
    rate = Float(-learningRate)
    weightDecay = Float(settings.weightDecay)
    keep = Float(settings.momentum)
    take = Float(1 - settings.dampening)
    nesterov = settings.nesterov
    self.momentum = momentum
    self.isFirst = isFirst
  }

  @inline(__always)
  func update<Lane: UpdateLane>(
    _ lane: Lane.Type, _ parameters: UnsafeMutablePointer<Float>,
    _ gradients: UnsafePointer<Float>, at index: Int
  ) {
    let parameter = Lane.load(parameters + index)
    var step = decayed(Lane.load(gradients + index), parameter, by: weightDecay)
    if let momentum {
      let kept =
        isFirst
        ? step
        : Lane.load(momentum + index) * Lane(repeating: keep) + Lane(repeating: take) * step
      kept.store(to: momentum + index)
      step = nesterov ? step + Lane(repeating: keep) * kept : kept
    }
    (parameter + Lane(repeating: rate) * step).store(to: parameters + index)
  }
}

/// `s ← s + g²`, `θ ← θ − γ/(1 + t·η) · g / (√s + ε)`, with t from 0.
///
/// - SeeAlso: PyTorch, *torch.optim.Adagrad*; J. Duchi, E. Hazan, Y. Singer, *Adaptive subgradient
///   methods* (2011).
private struct AdagradRule: UpdateRule {
  let rate, weightDecay, epsilon: Float
  let sum: UnsafeMutablePointer<Float>

  init(
    _ settings: OptimizerSettings, _ learningRate: Double, step: Int,
    sum: UnsafeMutablePointer<Float>
  ) {
    rate = Float(-learningRate / (1 + Double(step - 1) * settings.learningRateDecay))
    weightDecay = Float(settings.weightDecay)
    epsilon = Float(settings.epsilon)
    self.sum = sum
  }

  @inline(__always)
  func update<Lane: UpdateLane>(
    _ lane: Lane.Type, _ parameters: UnsafeMutablePointer<Float>,
    _ gradients: UnsafePointer<Float>, at index: Int
  ) {
    let parameter = Lane.load(parameters + index)
    let gradient = decayed(Lane.load(gradients + index), parameter, by: weightDecay)
    let squares = Lane.load(sum + index) + gradient * gradient
    squares.store(to: sum + index)
    let divisor = squares.squareRoot() + Lane(repeating: epsilon)
    (parameter + Lane(repeating: rate) * gradient / divisor).store(to: parameters + index)
  }
}

/// `v ← α·v + (1 − α)·g²`, `θ ← θ − γ·g / (√v + ε)`; centred, √(v − a²) with `a` the average of g.
///
/// - SeeAlso: PyTorch, *torch.optim.RMSprop*; G. Hinton, *Neural networks for machine learning*,
///   lecture 6 (2012).
private struct RMSpropRule: UpdateRule {
  let rate, weightDecay, epsilon, keep, take, momentumKept: Float
  let gradientWeight: Double
  let squareAverage: UnsafeMutablePointer<Float>
  let momentum, gradientAverage: UnsafeMutablePointer<Float>?

  init(
    _ settings: OptimizerSettings, _ learningRate: Double,
    squareAverage: UnsafeMutablePointer<Float>, momentum: UnsafeMutablePointer<Float>?,
    gradientAverage: UnsafeMutablePointer<Float>?
  ) {
    rate = Float(-learningRate)
    weightDecay = Float(settings.weightDecay)
    epsilon = Float(settings.epsilon)
    keep = Float(settings.alpha)
    take = Float(1 - settings.alpha)
    gradientWeight = 1 - settings.alpha
    momentumKept = Float(settings.momentum)
    self.squareAverage = squareAverage
    self.momentum = momentum
    self.gradientAverage = gradientAverage
  }

  @inline(__always)
  func update<Lane: UpdateLane>(
    _ lane: Lane.Type, _ parameters: UnsafeMutablePointer<Float>,
    _ gradients: UnsafePointer<Float>, at index: Int
  ) {
    let parameter = Lane.load(parameters + index)
    let gradient = decayed(Lane.load(gradients + index), parameter, by: weightDecay)
    let squares =
      Lane.load(squareAverage + index) * Lane(repeating: keep)
      + Lane(repeating: take) * gradient * gradient
    squares.store(to: squareAverage + index)
    var variance = squares
    if let gradientAverage {
      let mean = interpolated(
        Lane.load(gradientAverage + index), gradient, weight: gradientWeight)
      mean.store(to: gradientAverage + index)
      variance = squares - mean * mean
    }
    let divisor = variance.squareRoot() + Lane(repeating: epsilon)
    if let momentum {
      let kept =
        Lane.load(momentum + index) * Lane(repeating: momentumKept) + gradient / divisor
      kept.store(to: momentum + index)
      (parameter + Lane(repeating: rate) * kept).store(to: parameters + index)
    } else {
      (parameter + Lane(repeating: rate) * gradient / divisor).store(to: parameters + index)
    }
  }
}

/// `v ← ρ·v + (1 − ρ)·g²`, `δ = √(u + ε) / √(v + ε) · g`, `u ← ρ·u + (1 − ρ)·δ²`, `θ ← θ − γ·δ`.
///
/// - SeeAlso: PyTorch, *torch.optim.Adadelta*; M. Zeiler, *ADADELTA* (2012), arXiv:1212.5701.
private struct AdadeltaRule: UpdateRule {
  let rate, weightDecay, epsilon, keep, take: Float
  let squareAverage, accumulatedDelta: UnsafeMutablePointer<Float>

  init(
    _ settings: OptimizerSettings, _ learningRate: Double,
    squareAverage: UnsafeMutablePointer<Float>, accumulatedDelta: UnsafeMutablePointer<Float>
  ) {
    rate = Float(-learningRate)
    weightDecay = Float(settings.weightDecay)
    epsilon = Float(settings.epsilon)
    keep = Float(settings.rho)
    take = Float(1 - settings.rho)
    self.squareAverage = squareAverage
    self.accumulatedDelta = accumulatedDelta
  }

  @inline(__always)
  func update<Lane: UpdateLane>(
    _ lane: Lane.Type, _ parameters: UnsafeMutablePointer<Float>,
    _ gradients: UnsafePointer<Float>, at index: Int
  ) {
    let keep = Lane(repeating: keep)
    let take = Lane(repeating: take)
    let epsilon = Lane(repeating: epsilon)
    let parameter = Lane.load(parameters + index)
    let gradient = decayed(Lane.load(gradients + index), parameter, by: weightDecay)
    let squares = Lane.load(squareAverage + index) * keep + take * gradient * gradient
    squares.store(to: squareAverage + index)
    let deltas = Lane.load(accumulatedDelta + index)
    let delta = (deltas + epsilon).squareRoot() / (squares + epsilon).squareRoot() * gradient
    (deltas * keep + take * delta * delta).store(to: accumulatedDelta + index)
    (parameter + Lane(repeating: rate) * delta).store(to: parameters + index)
  }
}

/// `m ← β₁·m + (1 − β₁)·g`, `v ← β₂·v + (1 − β₂)·g²`, both divided by `1 − βᵗ`,
/// `θ ← θ − γ·m̂ / (√v̂ + ε)`.
///
/// - SeeAlso: PyTorch, *torch.optim.Adam*; D. Kingma, J. Ba, *Adam* (2015), arXiv:1412.6980;
///   I. Loshchilov, F. Hutter, *Decoupled weight decay regularization* (2019), arXiv:1711.05101.
private struct AdamRule: UpdateRule {
  let rate, weightDecay, shrinkage, epsilon, keepSquare, takeSquare, rootCorrection: Float
  let weight: Double
  let average, averageSquare: UnsafeMutablePointer<Float>
  let largest: UnsafeMutablePointer<Float>?

  init(
    _ settings: OptimizerSettings, _ learningRate: Double, step: Int,
    average: UnsafeMutablePointer<Float>, averageSquare: UnsafeMutablePointer<Float>,
    largest: UnsafeMutablePointer<Float>?
  ) {
    let isDecoupled = settings.method == .adamw
    rate = Float(-learningRate / (1 - pow(settings.beta1, Double(step))))
    rootCorrection = Float((1 - pow(settings.beta2, Double(step))).squareRoot())
    weightDecay = isDecoupled ? 0 : Float(settings.weightDecay)
    shrinkage = isDecoupled ? Float(1 - learningRate * settings.weightDecay) : 1
    epsilon = Float(settings.epsilon)
    weight = 1 - settings.beta1
    keepSquare = Float(settings.beta2)
    takeSquare = Float(1 - settings.beta2)
    self.average = average
    self.averageSquare = averageSquare
    self.largest = largest
  }

  @inline(__always)
  func update<Lane: UpdateLane>(
    _ lane: Lane.Type, _ parameters: UnsafeMutablePointer<Float>,
    _ gradients: UnsafePointer<Float>, at index: Int
  ) {
    let parameter = Lane.load(parameters + index) * Lane(repeating: shrinkage)
    let gradient = decayed(Lane.load(gradients + index), parameter, by: weightDecay)
    let mean = interpolated(Lane.load(average + index), gradient, weight: weight)
    mean.store(to: average + index)
    let squares =
      Lane.load(averageSquare + index) * Lane(repeating: keepSquare)
      + Lane(repeating: takeSquare) * gradient * gradient
    squares.store(to: averageSquare + index)
    var divisorSquare = squares
    if let largest {
      divisorSquare = Lane.load(largest + index).larger(squares)
      divisorSquare.store(to: largest + index)
    }
    let divisor =
      divisorSquare.squareRoot() / Lane(repeating: rootCorrection) + Lane(repeating: epsilon)
    (parameter + Lane(repeating: rate) * mean / divisor).store(to: parameters + index)
  }
}
