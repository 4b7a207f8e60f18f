import Typesetting

/// Numbers as fractions where their decimals go on: 3.333 is `10/3`.
enum FractionText {
  private static let largestDenominator = 360

  /// A number as a fraction; `nil` where a few decimals say it all, and where it is no fraction of small
  /// numbers.
  ///
  /// Arithmetic in 64 bits is off by a few units in the last place, which is what may be missing.
  static func of(_ value: Double) -> String? {
    guard value.isFinite, abs(value) < 1e5, abs(value) > 1e-4, !NumberText.isExact(value) else {
      return nil
    }
    let magnitude = abs(value)
    // The convergents of the continued fraction are the best fractions of their size.
    var (above, aboveBefore, below, belowBefore) = (1.0, 0.0, 0.0, 1.0)
    var rest = magnitude
    while true {
      let whole = rest.rounded(.down)
      (above, aboveBefore) = (whole * above + aboveBefore, above)
      (below, belowBefore) = (whole * below + belowBefore, below)
      guard below <= Double(largestDenominator) else { return nil }
      if abs(magnitude - above / below) <= magnitude * 4e-15 { break }
      rest = 1 / (rest - whole)
      guard rest.isFinite else { return nil }
    }
    guard below > 1 else { return nil }
    return (value < 0 ? "−" : "") + "\(Int(above))/\(Int(below))"
  }

  /// A number as it is written where there is no arithmetic around it.
  static func orDecimal(_ value: Double) -> String { of(value) ?? NumberText.short(value) }
}
