/// A backend that networks are trained on.
///
/// What happens to vectors between two runs of a graph happens where they lie. Parameters, gradients
/// and the vectors that a method keeps are as long as each other, and the result for each number
/// depends on that number's own history alone.
public protocol TrainingBackend: Backend where Scalar == Float {
  /// Changes parameters by one step of a rule.
  ///
  /// - Parameters:
  ///   - parameters: The parameters, as one vector.
  ///   - gradients: The gradient of the loss with respect to each; left as it is.
  ///   - kept: What the rule keeps from step to step, and changes too.
  ///   - rule: The rule with the numbers of this step.
  /// - Complexity: O(parameters), memory bound; allocates nothing.
  func update(
    _ parameters: TensorBuffer<Float>, gradients: TensorBuffer<Float>,
    kept: [KeptVector: TensorBuffer<Float>], by rule: UpdateRule)

  /// How many rows of scores are largest at their labels; of equal scores the first counts.
  ///
  /// - Parameters:
  ///   - scores: [N, classes].
  ///   - labels: The class numbers, [N].
  func countCorrect(scores: TensorBuffer<Float>, labels: TensorBuffer<Float>) -> Int
}
