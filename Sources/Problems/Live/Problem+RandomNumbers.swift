import TensorEngine

extension Problem {
  /// The edit that puts small whole numbers into the input and into the weights and biases of an op,
  /// so that sums stay within what a head can do.
  ///
  /// The same seed gives the same numbers on every machine.
  ///
  /// - Parameters:
  ///   - operation: The op, by its index.
  ///   - seed: Which numbers.
  public func randomNumbers(for operation: Int, seed: UInt64) -> ProblemEdit {
    var generator = SmallNumbers(seed: seed)
    let names = ["input"] + ["weight", "bias", "other"].map { "\(operation).\($0)" }
    return .all(
      names.compactMap { name in
        guard let grid = grid(named: name) else { return nil }
        let range = name == "input" ? 0...4 : -2...2
        return .grid(
          of: name, shape: grid.value.shape.dimensions,
          numbers: grid.value.elements.map { _ in Double(generator.next(in: range)) })
      })
  }
}

/// Whole numbers from a seed: SplitMix64 (Steele, Lea and Flood, 2014).
private struct SmallNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(in range: ClosedRange<Int>) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return range.lowerBound + Int(mixed % UInt64(range.count))
  }
}
