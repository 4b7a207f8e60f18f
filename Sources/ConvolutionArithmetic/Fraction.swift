extension SizeDerivation {
  /// An exact, non-negative quotient of two integers, in lowest terms.
  public struct Fraction: Hashable, Sendable {
    /// The number above the line.
    public let numerator: Int

    /// The number below the line; at least 1.
    public let denominator: Int

    init(_ numerator: Int, over denominator: Int) {
      let divisor = greatestCommonDivisor(numerator, denominator)
      self.numerator = numerator / divisor
      self.denominator = denominator / divisor
    }

    /// Whether the quotient is a whole number.
    public var isWhole: Bool { denominator == 1 }
  }
}

extension SizeDerivation.Fraction: CustomStringConvertible {
  /// The quotient as a decimal: `3`, `14.5`, or cut after two digits with a mark, `2.33…`.
  public var description: String {
    if isWhole { return "\(numerator)" }
    let hundredths = numerator % denominator * 100 / denominator
    let isExact = (numerator % denominator * 100).isMultiple(of: denominator)
    let digits = hundredths < 10 ? "0\(hundredths)" : "\(hundredths)"
    guard isExact else { return "\(numerator / denominator).\(digits)…" }
    return "\(numerator / denominator)."
      + (digits.last == "0" ? String(digits.dropLast()) : digits)
  }
}
