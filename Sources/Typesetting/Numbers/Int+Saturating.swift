extension Int {
  /// The whole number nearest to a number that may be anything.
  ///
  /// `Int(_:)` traps on what it cannot hold; what is drawn comes from data, and a loss may be 1e30 or
  /// no number at all.
  ///
  /// - Parameter value: Beyond ±2⁵³ the bound is taken, and 0 for what is no number.
  public init(saturating value: Double) {
    let bound = 0x1p53
    self = value.isNaN ? 0 : Int(Swift.min(Swift.max(value, -bound), bound).rounded())
  }
}
