import TensorEngine

/// Random numbers that are a pure function of a seed, a purpose and counters.
///
/// Whoever needs numbers names what they are for, so nothing depends on the order of calls or on
/// threads, and a run that is resumed needs no generator's state.
struct KeyedRandom {
  /// What the numbers are for; each purpose has sequences of its own.
  enum Purpose: UInt64 {
    case order = 1
    case movement, trainingImage, testImage
  }

  private var numbers: SplitMix64

  /// The sequence of a seed, a purpose and up to two counters.
  init(seed: UInt64, _ purpose: Purpose, _ first: Int, _ second: Int = 0) {
    var key = SplitMix64.mixed(seed &+ purpose.rawValue &* SplitMix64.increment)
    key = SplitMix64.mixed(key ^ UInt64(bitPattern: Int64(first)))
    numbers = SplitMix64(
      seed: SplitMix64.mixed(key &+ UInt64(bitPattern: Int64(second)) &* SplitMix64.increment))
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 { numbers.next() }

  /// A number in `0..<bound`; the bias is below bound / 2⁶⁴.
  mutating func below(_ bound: Int) -> Int {
    Int(numbers.next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number in a range.
  mutating func within(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * numbers.unit()
  }

  /// True with a probability.
  mutating func chance(_ probability: Double) -> Bool {
    numbers.unit() < probability
  }
}
