/// A backend that computes in the program's own memory.
///
/// Its buffers, the optimiser's step and what steps came to are the same for all of them and come with
/// the conformance.
public protocol HostBackend: Backend {}

extension HostBackend {
  /// Takes memory of the program.
  ///
  /// - Throws: ``BackendError/memory(bytes:)``.
  public func makeMemory(count: Int) throws(BackendError) -> any TensorMemory<Scalar> {
    try HostMemory(count: count)
  }

  /// Does nothing: what a call begins is done when it returns.
  public func finish() throws(BackendError) {}
}

extension TrainingBackend where Self: HostBackend {
  /// Changes parameters by one step of a rule, unless the gate is no number.
  public func update(
    _ parameters: TensorBuffer<Float>, gradients: TensorBuffer<Float>,
    kept: [KeptVector: TensorBuffer<Float>], by rule: UpdateRule,
    while gate: TensorBuffer<Float>?
  ) {
    if let gate, !gate.scalar.isFinite { return }
    switch rule {
    case .sgd(let rule):
      rule.updateAll(parameters, gradients, kept[.momentum])
    case .adagrad(let rule):
      rule.updateAll(parameters, gradients, kept[.sum])
    case .rmsprop(let rule):
      rule.updateAll(
        parameters, gradients, kept[.squareAverage], kept[.momentum], kept[.gradientAverage])
    case .adadelta(let rule):
      rule.updateAll(parameters, gradients, kept[.squareAverage], kept[.accumulatedDelta])
    case .adam(let rule):
      rule.updateAll(
        parameters, gradients, kept[.average], kept[.averageSquare], kept[.largestAverageSquare])
    }
  }

  /// Makes what tells what steps came to.
  public func makeOutcomes(
    loss: TensorBuffer<Float>, scores: TensorBuffer<Float>, labels: TensorBuffer<Float>
  ) throws(BackendError) -> any StepOutcomes {
    HostOutcomes(gate: try makeBuffer(.scalar), loss: loss, scores: scores, labels: labels)
  }

  /// Makes a step that computes a pass.
  public func makeStep(_ pass: TrainingPass) throws -> any TrainingStep {
    try HostStep(pass, on: self)
  }
}
