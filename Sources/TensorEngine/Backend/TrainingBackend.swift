/// A backend that networks are trained on.
///
/// What happens to vectors between two runs of a graph happens where they lie. Parameters, gradients
/// and the vectors that a method keeps are as long as each other, and the result for each number
/// depends on that number's own history alone.
public protocol TrainingBackend: Backend where Scalar == Float {
  /// How many steps may be begun while what the first of them came to is still on its way.
  var stepsAhead: Int { get }

  /// Changes parameters by one step of a rule.
  ///
  /// - Parameters:
  ///   - parameters: The parameters, as one vector.
  ///   - gradients: The gradient of the loss with respect to each; left as it is.
  ///   - kept: What the rule keeps from step to step, and changes too.
  ///   - rule: The rule with the numbers of this step.
  ///   - gate: A number without which there is no step (``StepOutcomes/gate``): where it is infinite or none, everything
  ///     stays as it is.
  /// - Complexity: O(parameters), memory bound; allocates nothing.
  func update(
    _ parameters: TensorBuffer<Float>, gradients: TensorBuffer<Float>,
    kept: [KeptVector: TensorBuffer<Float>], by rule: UpdateRule,
    while gate: TensorBuffer<Float>?)

  /// Makes what tells what steps came to.
  ///
  /// - Parameters:
  ///   - loss: The mean loss of a step's images, a scalar.
  ///   - scores: [N, classes].
  ///   - labels: The class numbers, [N].
  /// - Throws: ``BackendError`` when there is no memory for it.
  func makeOutcomes(
    loss: TensorBuffer<Float>, scores: TensorBuffer<Float>, labels: TensorBuffer<Float>
  ) throws(BackendError) -> any StepOutcomes

  /// Makes a step that computes a pass.
  ///
  /// - Throws: ``BackendError`` when this backend cannot run it, or has no memory for it.
  func makeStep(_ pass: TrainingPass) throws -> any TrainingStep
}

extension TrainingBackend {
  /// None: a step is over when it returns, unless a backend says otherwise.
  public var stepsAhead: Int { 0 }
}
