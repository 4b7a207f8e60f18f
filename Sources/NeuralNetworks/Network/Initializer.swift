import TensorEngine

/// What a parameter holds before training.
public enum Initializer: Hashable, Sendable {
  /// The same number everywhere.
  case constant(Double)
  /// Evenly distributed between −bound and bound.
  ///
  /// PyTorch's default for convolutions and linear layers, weights and biases alike, has the bound
  /// 1 / √fanIn: `kaiming_uniform_` with a = √5.
  case uniform(bound: Double)

  /// The default for a layer each of whose results sums so many products.
  ///
  /// - Precondition: `fanIn` is positive.
  public static func standard(fanIn: Int) -> Initializer {
    precondition(fanIn > 0, "a layer without inputs")
    return .uniform(bound: 1 / Double(fanIn).squareRoot())
  }

  /// The values of a parameter.
  ///
  /// They depend on the seed and the parameter's name alone, so adding a layer to a network leaves
  /// the others as they were.
  ///
  /// - Complexity: O(count).
  public func values(_ shape: Shape, seed: UInt64, name: String) -> Tensor<Float> {
    switch self {
    case .constant(let value):
      return Tensor(shape, repeating: Float(value))
    case .uniform(let bound):
      var numbers = RandomNumbers(seed: seed, stream: name)
      return Tensor(
        shape, (0..<shape.count).map { _ in Float(numbers.uniform() * 2 - 1) * Float(bound) })
    }
  }
}
