/// Numbers as people write them for programs.
public enum WrittenNumber {
  /// The number that a text writes.
  ///
  ///     WrittenNumber.double("1e-3")    // 0.001
  ///     WrittenNumber.double("1e-400")  // nil
  ///
  /// - Returns: `nil` for what is no number, and for one so close to 0 that no 64 bits tell it from it: what
  ///   was written would silently become another number.
  public static func double(_ text: String) -> Double? {
    guard let value = Double(text) else { return nil }
    let digits = text.prefix { !"eEpP".contains($0) }.drop { "+-0".contains($0) }
    let isZero = digits.allSatisfy { "0.xX".contains($0) }
    return value == 0 && !isZero ? nil : value
  }
}
