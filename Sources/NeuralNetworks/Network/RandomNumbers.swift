/// SplitMix64: the same numbers on every run and machine.
///
/// - SeeAlso: G. Steele, D. Lea, C. Flood, *Fast splittable pseudorandom number generators* (2014),
///   doi:10.1145/2660193.2660195.
public struct RandomNumbers: RandomNumberGenerator {
  private var state: UInt64

  /// Starts the sequence of a seed and a purpose: sequences of different names have nothing to do
  /// with each other.
  public init(seed: UInt64, stream: String) {
    // FNV-1a over the name.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in stream.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    state = seed &* 0xD134_2543_DE82_EF95 ^ hash
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number from 0 up to, but not including, 1.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

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
