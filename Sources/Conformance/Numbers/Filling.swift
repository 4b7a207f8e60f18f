import TensorEngine

/// What a case puts into a tensor.
public enum Filling: Sendable {
  /// Numbers from −2 to 2.
  case numbers
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
  /// Whole numbers from 1 to 4.
  case smallPositiveIntegers

  /// The same kind of numbers without fractions.
  public var inIntegers: Filling {
    switch self {
    case .numbers, .awayFromZero, .distinct: .smallIntegers
    case .positive: .smallPositiveIntegers
    case .indices, .switches, .smallIntegers, .smallPositiveIntegers: self
    }
  }

  /// A filled tensor, the same for the same seed.
  public func tensor(_ shape: Shape, seed: UInt64) -> Tensor<Double> {
    var random = SplitMix64(seed: seed)
    return tensor(shape, using: &random)
  }

  /// A tensor filled with the next numbers of a generator.
  public func tensor<Scalar: TensorScalar>(
    _ shape: Shape, using random: inout SplitMix64
  ) -> Tensor<Scalar> where Scalar.RawSignificand: FixedWidthInteger {
    func filled(_ next: () -> Scalar) -> Tensor<Scalar> {
      Tensor(shape, (0..<shape.count).map { _ in next() })
    }
    switch self {
    case .numbers: return filled { .random(in: -2...2, using: &random) }
    case .awayFromZero:
      return filled {
        let magnitude = Scalar.random(in: 0.1...1.5, using: &random)
        return Bool.random(using: &random) ? magnitude : -magnitude
      }
    case .positive: return filled { .random(in: 0.5...2, using: &random) }
    case .distinct:
      let steps = (0..<shape.count).map { Scalar($0 - shape.count / 2) * 0.1 + 0.03 }
      return Tensor(shape, steps.shuffled(using: &random))
    case .indices(let limit):
      return filled { Scalar(Int.random(in: 0..<limit, using: &random)) }
    case .switches(let plane):
      let perPlane = shape.dimensions.dropFirst(2).reduce(1, *)
      let elements = (0..<shape.count / perPlane).flatMap { _ in
        (0..<plane).shuffled(using: &random).prefix(perPlane).map { Scalar($0) }
      }
      return Tensor(shape, elements)
    case .smallIntegers: return filled { Scalar(Int.random(in: -4...4, using: &random)) }
    case .smallPositiveIntegers: return filled { Scalar(Int.random(in: 1...4, using: &random)) }
    }
  }
}
