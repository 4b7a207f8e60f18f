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
    var generator = SeededNumbers(seed: seed)
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
