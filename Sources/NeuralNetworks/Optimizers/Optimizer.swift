import TensorEngine

/// Changes parameters by their gradients, as the class of `torch.optim` of the same name does.
///
/// All parameters are one flat vector, `makePacked`'s whole. The vectors that a method keeps from step
/// to step are as long and have PyTorch's names, so that a run can be saved and go on with the same
/// bits. The backend makes the steps, where the vectors lie; a step allocates nothing.
///
///     let optimizer = try Optimizer(.defaults(for: .adam), count: parameters.count, on: backend)
///     optimizer.step(parameters, gradients: gradients, learningRate: 0.001)
public final class Optimizer {
  /// The number of parameters.
  public let count: Int

  /// How many steps were made.
  public private(set) var stepCount = 0

  /// The rule's numbers.
  public private(set) var settings: OptimizerSettings

  private let backend: any TrainingBackend

  /// What the method keeps from step to step.
  private var kept: [KeptVector: TensorBuffer<Float>] = [:]

  /// SGD: whether the momentum holds a step; the first one is taken whole, without dampening.
  private var hasMomentum = false

  /// Creates an optimiser that has made no step.
  ///
  /// - Parameters:
  ///   - settings: The rule and its numbers.
  ///   - count: The number of parameters.
  ///   - backend: What makes the steps.
  /// - Throws: What ``OptimizerSettings/validate()`` throws, or ``BackendError``.
  public init(_ settings: OptimizerSettings, count: Int, on backend: any TrainingBackend) throws {
    try settings.validate()
    self.settings = settings
    self.count = count
    self.backend = backend
    try prepareVectors()
  }

  /// Changes the rule's numbers between steps.
  ///
  /// What new settings need is added, starting from zero; what they do not need any more is
  /// dropped. Momentum that was turned off and on again therefore starts afresh.
  ///
  /// - Throws: What ``OptimizerSettings/validate()`` throws, or ``BackendError``.
  /// - Precondition: The method stays.
  public func change(to settings: OptimizerSettings) throws {
    precondition(
      settings.method == self.settings.method,
      "\(self.settings.method) cannot become \(settings.method) in the middle of a run")
    try settings.validate()
    self.settings = settings
    try prepareVectors()
  }

  /// Changes the parameters by one step, in place.
  ///
  /// - Parameters:
  ///   - parameters: The parameters, as one vector [count].
  ///   - gradients: The gradient of the loss with respect to each, in the same order; left as it is.
  ///   - learningRate: The rate of this step, which a schedule has made of the settings' one.
  ///   - gate: A number that may not be known yet (``StepOutcomes/gate``): where it is infinite or none, the step counts
  ///     and changes nothing.
  /// - Complexity: O(count), memory bound; allocates nothing.
  public func step(
    _ parameters: TensorBuffer<Float>, gradients: TensorBuffer<Float>, learningRate: Double,
    while gate: TensorBuffer<Float>? = nil
  ) {
    backend.update(
      change(parameters, gradients: gradients, learningRate: learningRate), while: gate)
  }

  /// What the next step does to the parameters, for a ``TrainingStep`` that makes it; it counts as made.
  ///
  /// - Parameters: Those of ``step(_:gradients:learningRate:while:)``.
  public func change(
    _ parameters: TensorBuffer<Float>, gradients: TensorBuffer<Float>, learningRate: Double
  ) -> ParameterChange {
    precondition(
      parameters.count == count && gradients.count == count,
      "\(parameters.count) parameters and \(gradients.count) gradients given to an optimizer of "
        + "\(count)")
    stepCount += 1
    let rule = settings.rule(
      learningRate: learningRate, step: stepCount, isFirstMomentum: !hasMomentum)
    hasMomentum = kept[.momentum] != nil
    return ParameterChange(parameters, gradients: gradients, kept: kept, by: rule)
  }

  /// The vectors that a run needs to go on from here, by PyTorch's names; each [count].
  ///
  /// They are the optimiser's own memory, not copies: the next step changes them.
  public var state: [(name: String, buffer: TensorBuffer<Float>)] {
    KeptVector.allCases.compactMap { name in
      guard let buffer = kept[name] else { return nil }
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
    var vectors: [KeptVector: Tensor<Float>] = [:]
    for (name, tensor) in state {
      guard let known = KeptVector(rawValue: name), kept[known] != nil else {
        let names = KeptVector.allCases.filter { kept[$0] != nil }.map(\.rawValue)
        throw .stateUnknown(name, method: settings.method, known: names)
      }
      guard tensor.elements.count == count else {
        throw .stateSize(name, count: tensor.elements.count, expected: count)
      }
      vectors[known] = tensor
    }
    // Before its first step with momentum, SGD has none to save.
    let needed = settings.method == .sgd ? [] : KeptVector.allCases
    for name in needed where kept[name] != nil && vectors[name] == nil {
      throw .stateMissing(name.rawValue, method: settings.method)
    }
    self.stepCount = stepCount
    hasMomentum = vectors[.momentum] != nil
    for (name, tensor) in vectors {
      kept[name]?.assign(tensor.reshaped(to: [count]))
    }
  }

  private func prepareVectors() throws(BackendError) {
    let needed = settings.keptVectors
    if kept[.momentum] != nil, !needed.contains(.momentum) { hasMomentum = false }
    for name in KeptVector.allCases {
      if !needed.contains(name) {
        kept[name] = nil
      } else if kept[name] == nil {
        kept[name] = try backend.makeBuffer([count])
      }
    }
  }
}
