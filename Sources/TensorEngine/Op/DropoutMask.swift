/// Which elements a dropout keeps: a pure function of a seed and an element's position.
///
/// Every backend asks this one function, in any order and on any number of threads, so the same
/// seed drops the same elements everywhere, and the gradient drops them again.
///
///     let mask = DropoutMask(probability: 0.5, seed: 7)
///     mask.scale     // 2
///     mask.keeps(0)  // the same answer every time
public struct DropoutMask: Hashable, Sendable {
  /// The probability that an element is zeroed, 0 to 1.
  public let probability: Double

  /// The seed of the random numbers.
  public let seed: UInt64

  /// Creates a mask.
  ///
  /// - Precondition: `probability` is 0 to 1; ``Op/outputShape(_:)`` has checked it.
  public init(probability: Double, seed: UInt64) {
    precondition((0...1).contains(probability), "\(probability) is no probability")
    self.probability = probability
    self.seed = seed
  }

  /// The mask of one training step: another one for each step, the same whenever it is asked for.
  ///
  /// - Parameter step: The step's number; nothing but its value matters.
  public func atStep<Scalar: TensorScalar>(_ step: Scalar) -> DropoutMask {
    let number = UInt64(bitPattern: Int64(exactly: step.rounded()) ?? 0)
    return DropoutMask(
      probability: probability, seed: DropoutMask.scrambled(seed &+ DropoutMask.scrambled(number)))
  }

  /// What kept elements are multiplied by, so that the expected sum stays: 1 / (1 − p), and 0
  /// where none is kept.
  public var scale: Double { probability < 1 ? 1 / (1 - probability) : 0 }

  /// Returns whether the element at a row-major position is kept.
  ///
  /// The position-th number of the sequence that ``SplitMix64`` starts at the seed is taken as a
  /// fraction of 2⁵³ and compared with the probability.
  ///
  /// - Parameter position: The position in the operand's row-major order; at least 0.
  /// - Complexity: O(1).
  @inlinable
  public func keeps(_ position: Int) -> Bool {
    let bits = DropoutMask.scrambled(seed &+ UInt64(position) &* SplitMix64.increment)
    return Double(bits >> 11) * 0x1p-53 >= probability
  }

  /// The first number of a seed's sequence.
  @inlinable
  static func scrambled(_ seed: UInt64) -> UInt64 { SplitMix64.mixed(seed &+ SplitMix64.increment) }
}
