import TensorEngine

/// Changes parameters by their gradients.
///
/// All parameters are one vector (``TensorEngine/TensorBuffer/packed(_:)``), so a step is a loop over
/// flat arrays: it allocates nothing, and its bits do not depend on threads.
///
///     let optimizer = try Optimizer(OptimizerSettings(.adam), count: weights.count)
///     optimizer.step(weights, gradients: slopes, learningRate: 1e-3)
///
/// - SeeAlso: `torch.optim`, whose results each method equals within rounding.
public final class Optimizer {
  /// The method's numbers; all but the method may change between steps.
  public var settings: OptimizerSettings {
    willSet { precondition(newValue.method == settings.method, "another method needs other state") }
  }
  /// How many steps were made.
  public private(set) var stepCount = 0
  /// What the method remembers of every parameter, under PyTorch's names.
  public let state: [(name: String, buffer: TensorBuffer<Float>)]

  private let count: Int

  /// Creates an optimiser that has made no step.
  ///
  /// - Parameters:
  ///   - settings: The method and its numbers.
  ///   - count: The length of the parameters' vector.
  /// - Throws: ``OptimizerError``.
  public init(_ settings: OptimizerSettings, count: Int) throws(OptimizerError) {
    try settings.validate()
    self.settings = settings
    self.count = count
    state = settings.method.stateNames.map { ($0, TensorBuffer([count])) }
  }

  /// Continues where another optimiser stopped; its state is put into ``state``.
  public func resume(afterSteps count: Int) {
    precondition(count >= 0, "\(count) steps")
    stepCount = count
  }

  /// Changes the parameters once.
  ///
  /// - Parameters:
  ///   - parameters: What is changed, [count].
  ///   - gradients: dLoss/dParameter, [count].
  ///   - learningRate: The rate of this step.
  /// - Complexity: O(count); nothing is allocated.
  public func step(
    _ parameters: TensorBuffer<Float>, gradients: TensorBuffer<Float>, learningRate: Double
  ) {
    precondition(parameters.count == count && gradients.count == count, "other parameters")
    stepCount += 1
    let (p, g) = (parameters.pointer, UnsafePointer(gradients.pointer))
    switch settings.method {
    case .sgd: descend(p, g, learningRate)
    case .adagrad: adagrad(p, g, learningRate)
    case .rmsprop: rmsprop(p, g, learningRate)
    case .adadelta: adadelta(p, g, learningRate)
    case .adam, .adamw: adam(p, g, learningRate)
    }
  }

  private typealias Numbers = UnsafeMutablePointer<Float>

  private func descend(_ p: Numbers, _ g: UnsafePointer<Float>, _ rate: Double) {
    let (rate, decay, momentum) = (
      Float(rate), Float(settings.weightDecay), Float(settings.momentum)
    )
    guard momentum > 0 else {
      for i in 0..<count { p[i] -= rate * (g[i] + decay * p[i]) }
      return
    }
    let velocity = state[0].buffer.pointer
    // The first step's velocity is its gradient; zeros before it make it so.
    if settings.isNesterov {
      for i in 0..<count {
        let slope = g[i] + decay * p[i]
        velocity[i] = momentum * velocity[i] + slope
        p[i] -= rate * (slope + momentum * velocity[i])
      }
    } else {
      for i in 0..<count {
        velocity[i] = momentum * velocity[i] + (g[i] + decay * p[i])
        p[i] -= rate * velocity[i]
      }
    }
  }

  private func adagrad(_ p: Numbers, _ g: UnsafePointer<Float>, _ rate: Double) {
    let (rate, decay, epsilon) = (
      Float(rate), Float(settings.weightDecay), Float(settings.epsilon)
    )
    let sum = state[0].buffer.pointer
    for i in 0..<count {
      let slope = g[i] + decay * p[i]
      sum[i] += slope * slope
      p[i] -= rate * slope / (sum[i].squareRoot() + epsilon)
    }
  }

  private func rmsprop(_ p: Numbers, _ g: UnsafePointer<Float>, _ rate: Double) {
    let (rate, decay, epsilon) = (
      Float(rate), Float(settings.weightDecay), Float(settings.epsilon)
    )
    let (alpha, momentum) = (Float(settings.decay), Float(settings.momentum))
    // Rounded once, as PyTorch does: 1 − Float(0.99) is another number.
    let rest = Float(1 - settings.decay)
    let (square, velocity) = (state[0].buffer.pointer, state[1].buffer.pointer)
    for i in 0..<count {
      let slope = g[i] + decay * p[i]
      square[i] = alpha * square[i] + rest * slope * slope
      let step = slope / (square[i].squareRoot() + epsilon)
      velocity[i] = momentum * velocity[i] + step
      p[i] -= rate * velocity[i]
    }
  }

  private func adadelta(_ p: Numbers, _ g: UnsafePointer<Float>, _ rate: Double) {
    let (rate, decay, epsilon) = (
      Float(rate), Float(settings.weightDecay), Float(settings.epsilon)
    )
    let (rho, rest) = (Float(settings.decay), Float(1 - settings.decay))
    let (square, change) = (state[0].buffer.pointer, state[1].buffer.pointer)
    for i in 0..<count {
      let slope = g[i] + decay * p[i]
      square[i] = rho * square[i] + rest * slope * slope
      let step =
        (change[i] + epsilon).squareRoot() / (square[i] + epsilon).squareRoot() * slope
      change[i] = rho * change[i] + rest * step * step
      p[i] -= rate * step
    }
  }

  private func adam(_ p: Numbers, _ g: UnsafePointer<Float>, _ rate: Double) {
    let (beta1, beta2) = (settings.beta1, settings.beta2)
    // Means that start at zero are too small at first; dividing by these corrects it.
    let correction1 = 1 - power(beta1, stepCount)
    let correction2 = (1 - power(beta2, stepCount)).squareRoot()
    precondition(stepCount >= 1, "no step was counted")
    let isDecoupled = settings.method == .adamw
    let shrink = isDecoupled ? Float(1 - rate * settings.weightDecay) : 1
    let decay = isDecoupled ? 0 : Float(settings.weightDecay)
    let (rest1, b2, rest2) = (Float(1 - beta1), Float(beta2), Float(1 - beta2))
    let epsilon = Float(settings.epsilon)
    let (stepSize, root) = (Float(rate / correction1), Float(correction2))
    let (mean, square) = (state[0].buffer.pointer, state[1].buffer.pointer)
    for i in 0..<count {
      let weight = shrink * p[i]
      let slope = g[i] + decay * weight
      mean[i] += rest1 * (slope - mean[i])
      square[i] = b2 * square[i] + rest2 * slope * slope
      p[i] = weight - stepSize * mean[i] / (square[i].squareRoot() / root + epsilon)
    }
  }

  /// A power by repeated squaring: the same bits on every machine.
  private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, factor, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= factor }
      factor *= factor
      rest >>= 1
    }
    return result
  }
}

extension OptimizerMethod {
  /// What the method remembers of each parameter, under PyTorch's names.
  var stateNames: [String] {
    switch self {
    case .sgd: ["momentum_buffer"]
    case .adagrad: ["sum"]
    case .rmsprop: ["square_avg", "momentum_buffer"]
    case .adadelta: ["square_avg", "acc_delta"]
    case .adam, .adamw: ["exp_avg", "exp_avg_sq"]
    }
  }
}
