import TensorEngine

/// The random numbers of a seed for a purpose, such as the first values of one weight.
public struct RandomNumbers: RandomNumberGenerator {
  private var numbers: SplitMix64

  /// Starts the sequence of a seed and a purpose: sequences of different names have nothing to do
  /// with each other.
  public init(seed: UInt64, stream: String) {
    numbers = SplitMix64(seed: seed &* 0xD134_2543_DE82_EF95 ^ FNV1a(stream).value)
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 { numbers.next() }

  /// A number from 0 up to, but not including, 1.
  public mutating func uniform() -> Double { numbers.unit() }

  /// The numbers from 0 up to, but not including, a count, in an order by chance.
  ///
  /// - Complexity: O(count).
  public mutating func order(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in order.indices.reversed() {
      order.swapAt(last, min(last, Int(uniform() * Double(last + 1))))
    }
    return order
  }
}
