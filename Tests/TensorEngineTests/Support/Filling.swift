import TensorEngine

/// What a test puts into a tensor.
enum Filling: Sendable {
  /// Numbers from −1.5 to 1.5 that keep 0.1 away from zero, where activations have kinks.
  case awayFromZero
  /// Numbers from 0.5 to 2, for logarithms, roots, divisors and variances.
  case positive
  /// Numbers no two of which are nearer than 0.1, so that a small step changes no maximum.
  case distinct
  /// Whole numbers from 0 up to, not including, a limit: class numbers.
  case indices(below: Int)
  /// A different whole number at each position of a plane: switches that do not meet.
  case switches(plane: Int)
  /// Whole numbers from −4 to 4, for sums that must come out exactly.
  case smallIntegers

  func tensor(_ shape: Shape, seed: UInt64) -> Tensor<Double> {
    var random = SplitMix64(seed: seed)
    switch self {
    case .awayFromZero:
      return tensor(shape) {
        let magnitude = Double.random(in: 0.1...1.5, using: &random)
        return Bool.random(using: &random) ? magnitude : -magnitude
      }
    case .positive:
      return tensor(shape) { Double.random(in: 0.5...2, using: &random) }
    case .distinct:
      let steps = (0..<shape.count).map { Double($0 - shape.count / 2) * 0.1 + 0.03 }
      return Tensor(shape, steps.shuffled(using: &random))
    case .indices(let limit):
      return tensor(shape) { Double(Int.random(in: 0..<limit, using: &random)) }
    case .switches(let plane):
      let perPlane = shape.dimensions.dropFirst(2).reduce(1, *)
      let planes = shape.count / perPlane
      let elements = (0..<planes).flatMap { _ in
        (0..<plane).shuffled(using: &random).prefix(perPlane).map(Double.init)
      }
      return Tensor(shape, elements)
    case .smallIntegers:
      return tensor(shape) { Double(Int.random(in: -4...4, using: &random)) }
    }
  }

  private func tensor(_ shape: Shape, _ next: () -> Double) -> Tensor<Double> {
    Tensor(shape, (0..<shape.count).map { _ in next() })
  }
}
