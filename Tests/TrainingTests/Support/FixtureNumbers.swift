/// The numbers from which Fixtures/make_training_fixture.py makes weights and batches.
enum FixtureNumbers {
  /// Numbers in 0..<1.
  static func units(_ stream: UInt64, _ count: Int) -> [Double] {
    (0..<count).map { index in
      let increment: UInt64 = 0x9E37_79B9_7F4A_7C15
      var bits = stream &* 1_000_003 &+ UInt64(index) &* increment &+ increment
      bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
    }
  }
}
