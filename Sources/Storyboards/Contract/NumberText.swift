import Foundation

/// Numbers as people read them: integers bare, others with a few digits, a true minus sign, never
/// a negative zero.
public enum NumberText {
  /// A number with at most `digits` significant digits, and one decimal where the whole part alone
  /// has that many.
  ///
  ///     NumberText.short(-2)        // "−2"
  ///     NumberText.short(2 / 3.0)   // "0.6667"
  ///     NumberText.short(4415.25)   // "4415.2"
  public static func short(_ value: Double, digits: Int = 4) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "−∞" : "∞" }
    let magnitude = abs(value)
    let text: String
    if magnitude < 1e15, magnitude == magnitude.rounded() {
      text = String(Int(magnitude))
    } else if magnitude < 1e7, magnitude >= pow(10, Double(digits - 1)) {
      // Significant digits alone would make 4415.25 look like the integer that it is not.
      let decimal = String(format: "%.1f", magnitude)
      text = decimal.hasSuffix(".0") ? String(decimal.dropLast(2)) : decimal
    } else {
      text = scientific(String(format: "%.\(digits)g", magnitude))
    }
    return value < 0 ? "−" + text : text
  }

  /// C writes 1e-05; people write 1e−5.
  private static func scientific(_ text: String) -> String {
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[mark...].dropFirst()) else {
      return text
    }
    return "\(text[..<mark])e\(exponent < 0 ? "−" : "")\(abs(exponent))"
  }

  /// A number behind a sign: negative ones in parentheses, as in `2·(−1)`.
  public static func factor(_ value: Double, digits: Int = 4) -> String {
    let text = short(value, digits: digits)
    return text.hasPrefix("−") ? "(\(text))" : text
  }
}
