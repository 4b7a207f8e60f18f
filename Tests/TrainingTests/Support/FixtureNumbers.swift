import TestSupport

/// The numbers from which Fixtures/make_training_fixture.py makes weights and batches.
enum FixtureNumbers {
  /// Numbers in 0..<1.
  static func units(_ stream: UInt64, _ count: Int) -> [Double] {
    var random = SplitMix64(seed: stream &* 1_000_003)
    return (0..<count).map { _ in Double(random.next() >> 11) * 0x1p-53 }
  }
}
