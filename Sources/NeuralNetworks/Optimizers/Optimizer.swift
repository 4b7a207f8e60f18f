import TensorEngine

/// Changes parameters by their gradients, as the class of `torch.optim` of the same name does.
///
/// All parameters are one flat vector, ``TensorBuffer/packed(_:)``'s whole. The vectors that a method
/// keeps from step to step are as long and have PyTorch's names, so that a run can be saved and go
/// on with the same bits. A step allocates nothing, and the result for each number depends on that
/// number's own history alone.
///
///     let optimizer = try Optimizer(.defaults(for: .adam), count: parameters.count)
///     optimizer.step(parameters, gradients: gradients, learningRate: 0.001)
public final class Optimizer {
  /// The number of parameters.
  public let count: Int

  /// How many steps were made.
  public private(set) var stepCount = 0

  /// The rule's numbers, which may change between steps.
  ///
  /// What new settings need is added, starting from zero; what they do not need any more is
  /// dropped. Momentum that was turned off and on again therefore starts afresh.
  ///
  /// - Precondition: The method stays, and the settings are valid.
  public var settings: OptimizerSettings {
    didSet {
      precondition(
        settings.method == oldValue.method,
        "\(oldValue.method) cannot become \(settings.method) in the middle of a run")
      if let problem = settings.problem { preconditionFailure(problem.description) }
      prepareBuffers()
    }
  }

  /// What the method keeps from step to step.
  var buffers: [OptimizerState: TensorBuffer<Float>] = [:]

  /// SGD: whether the momentum holds a step; the first one is taken whole, without dampening.
  var hasMomentum = false

  /// Creates an optimiser that has made no step.
  ///
  /// - Parameters:
  ///   - settings: The rule and its numbers.
  ///   - count: The number of parameters.
  /// - Throws: What ``OptimizerSettings/validate()`` throws.
  public init(_ settings: OptimizerSettings, count: Int) throws(OptimizerError) {
    try settings.validate()
    self.settings = settings
    self.count = count
    prepareBuffers()
  }

  /// Changes the parameters by one step, in place.
  ///
  /// - Parameters:
  ///   - parameters: The parameters, as one vector [count].
  ///   - gradients: The gradient of the loss with respect to each, in the same order; left as it is.
  ///   - learningRate: The rate of this step, which a schedule has made of the settings' one.
  /// - Complexity: O(count), memory bound; allocates nothing.
  public func step(
    _ parameters: TensorBuffer<Float>, gradients: TensorBuffer<Float>, learningRate: Double
  ) {
    precondition(
      parameters.count == count && gradients.count == count,
      "\(parameters.count) parameters and \(gradients.count) gradients given to an optimizer of "
        + "\(count)")
    stepCount += 1
    apply(
      to: parameters.pointer, gradients: UnsafePointer(gradients.pointer),
      learningRate: learningRate)
  }

  /// The vectors that a run needs to go on from here, by PyTorch's names; each [count].
  ///
  /// They are the optimiser's own memory, not copies: the next step changes them.
  public var state: [(name: String, buffer: TensorBuffer<Float>)] {
    OptimizerState.allCases.compactMap { name in
      guard let buffer = buffers[name] else { return nil }
      if settings.method == .sgd, !hasMomentum { return nil }
      return (name.rawValue, buffer)
    }
  }

  /// Goes on from a saved state.
  ///
  /// - Parameters:
  ///   - stepCount: How many steps had been made.
  ///   - state: What ``state`` held then, copied; each vector [count].
  /// - Throws: An ``OptimizerError`` when the state is not one of this method, these settings and this
  ///   many parameters; nothing is changed then.
  public func restore(
    stepCount: Int, state: [(name: String, tensor: Tensor<Float>)]
  ) throws(OptimizerError) {
    guard stepCount >= 0 else { throw .stateSteps(stepCount) }
    var vectors: [OptimizerState: Tensor<Float>] = [:]
    for (name, tensor) in state {
      guard let known = OptimizerState(rawValue: name), buffers[known] != nil else {
        let names = OptimizerState.allCases.filter { buffers[$0] != nil }.map(\.rawValue)
        throw .stateUnknown(name, method: settings.method, known: names)
      }
      guard tensor.elements.count == count else {
        throw .stateSize(name, count: tensor.elements.count, expected: count)
      }
      vectors[known] = tensor
    }
    // Before its first step with momentum, SGD has none to save.
    let needed = settings.method == .sgd ? [] : OptimizerState.allCases
    for name in needed where buffers[name] != nil && vectors[name] == nil {
      throw .stateMissing(name.rawValue, method: settings.method)
    }
    self.stepCount = stepCount
    hasMomentum = vectors[.momentum] != nil
    for (name, tensor) in vectors {
      buffers[name]?.assign(tensor.reshaped(to: [count]))
    }
  }

  private func prepareBuffers() {
    let needed = settings.keptState
    if buffers[.momentum] != nil, !needed.contains(.momentum) { hasMomentum = false }
    for name in OptimizerState.allCases {
      if !needed.contains(name) {
        buffers[name] = nil
      } else if buffers[name] == nil {
        buffers[name] = TensorBuffer([count])
      }
    }
  }
}

/// A vector that a method keeps, under PyTorch's name for it.
enum OptimizerState: String, CaseIterable {
  case momentum = "momentum_buffer"
  case sum
  case squareAverage = "square_avg"
  case gradientAverage = "grad_avg"
  case accumulatedDelta = "acc_delta"
  case average = "exp_avg"
  case averageSquare = "exp_avg_sq"
  case largestAverageSquare = "max_exp_avg_sq"
}

extension OptimizerSettings {
  /// What the method keeps from step to step with these numbers.
  var keptState: [OptimizerState] {
    switch method {
    case .sgd: momentum > 0 ? [.momentum] : []
    case .adagrad: [.sum]
    case .rmsprop:
      [.squareAverage] + (momentum > 0 ? [.momentum] : []) + (centered ? [.gradientAverage] : [])
    case .adadelta: [.squareAverage, .accumulatedDelta]
    case .adam, .adamw:
      [.average, .averageSquare] + (amsgrad ? [.largestAverageSquare] : [])
    }
  }

  /// What ``validate()`` throws, or `nil`.
  fileprivate var problem: OptimizerError? {
    do throws(OptimizerError) {
      try validate()
      return nil
    } catch {
      return error
    }
  }
}
