/// Random numbers that are a pure function of a seed, a purpose and counters.
///
/// Whoever needs numbers names what they are for, so nothing depends on the order of calls or on
/// threads, and a run that is resumed needs no generator's state. From its key on the sequence is
/// SplitMix64, as in `DropoutMask`.
///
/// - SeeAlso: G. Steele, D. Lea, C. Flood, *Fast splittable pseudorandom number generators* (2014),
///   doi:10.1145/2660193.2660195.
struct KeyedRandom {
  /// What the numbers are for; each purpose has sequences of its own.
  enum Purpose: UInt64 {
    case order = 1
    case movement, trainingImage, testImage
  }

  private var state: UInt64

  /// The sequence of a seed, a purpose and up to two counters.
  init(seed: UInt64, _ purpose: Purpose, _ first: Int, _ second: Int = 0) {
    var key = KeyedRandom.mixed(seed &+ purpose.rawValue &* KeyedRandom.increment)
    key = KeyedRandom.mixed(key ^ UInt64(bitPattern: Int64(first)))
    state = KeyedRandom.mixed(key &+ UInt64(bitPattern: Int64(second)) &* KeyedRandom.increment)
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= KeyedRandom.increment
    return KeyedRandom.mixed(state)
  }

  /// A number in `0..<bound`; the bias is below bound / 2⁶⁴.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number in 0..<1.
  mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number in a range.
  mutating func within(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit()
  }

  /// True with a probability.
  mutating func chance(_ probability: Double) -> Bool {
    unit() < probability
  }

  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
