import TensorEngine

/// SplitMix64: the same numbers on every run and machine.
struct RepeatableNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

/// What an operand of a test is filled with.
enum Filling: Sendable {
  /// Small integers, or reals around zero when reals are wanted.
  case numbers
  /// Positive numbers only: variances, divisors, arguments of logarithms.
  case positive
  /// Whole numbers below a bound: classes, switches.
  case indices(below: Int)

  func tensor(_ shape: Shape, integers: Bool, _ numbers: inout RepeatableNumbers) -> Tensor<Float> {
    let elements = (0..<shape.count).map { _ -> Float in
      switch self {
      case .numbers:
        integers
          ? Float(Int.random(in: -4...4, using: &numbers)) : .random(in: -2...2, using: &numbers)
      case .positive:
        integers
          ? Float(Int.random(in: 1...4, using: &numbers)) : .random(in: 0.5...2, using: &numbers)
      case .indices(let bound):
        Float(Int.random(in: 0..<bound, using: &numbers))
      }
    }
    return Tensor(shape, elements)
  }
}
