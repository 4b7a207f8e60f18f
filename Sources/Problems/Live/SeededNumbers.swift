import TensorEngine

/// Whole numbers from a seed, the same on every machine.
public struct SeededNumbers: Sendable {
  private var numbers: SplitMix64

  /// Begins a sequence.
  public init(seed: UInt64) { numbers = SplitMix64(seed: seed) }

  /// The next number of a range.
  public mutating func next(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(numbers.next() % UInt64(range.count))
  }
}
