import Foundation

/// Numbers as people read them: integers bare, others with a few digits, a true minus sign, never
/// a negative zero.
public enum NumberText {
  /// A number with at most `digits` significant digits, and one decimal where the whole part alone
  /// has that many; one digit more where it would look like a whole number that it is not.
  ///
  ///     NumberText.short(-2)        // "−2"
  ///     NumberText.short(2 / 3.0)   // "0.6667"
  ///     NumberText.short(4415.25)   // "4415.2"
  ///     NumberText.short(0.99995)   // "0.99995"
  public static func short(_ value: Double, digits: Int = 4) -> String {
    if let word = notFinite(value) { return word }
    let magnitude = abs(value)
    let text: String
    if magnitude < 1e15, magnitude == magnitude.rounded() {
      text = String(Int(magnitude))
    } else {
      text = rounded(magnitude, telling(magnitude, digits))
    }
    return value < 0 ? "−" + text : text
  }

  /// A number that is not whole, with so many significant digits, or with one decimal.
  private static func rounded(_ magnitude: Double, _ digits: Int) -> String {
    guard magnitude < 1e7, magnitude >= pow(10, Double(digits - 1)) else {
      return withPlainExponent(String(format: "%.\(digits)g", magnitude))
    }
    // Significant digits alone would make 4415.25 look like the integer that it is not.
    let decimal = String(format: "%.1f", magnitude)
    return decimal.hasSuffix(".0") ? String(decimal.dropLast(2)) : decimal
  }

  /// How many digits tell a number that is not whole from a whole one: one more than wanted, where that does,
  /// but for numbers that are only sketched.
  ///
  /// What a batch norm's ε makes of a 1 takes more, and would make its grids too wide.
  private static func telling(_ magnitude: Double, _ digits: Int) -> Int {
    // Most numbers are told at once: this is asked of every number of a photograph.
    let isNear = abs(magnitude - magnitude.rounded()) < magnitude * pow(10, Double(1 - digits))
    guard digits >= leastTelling, isNear || magnitude >= pow(10, Double(digits - 1)) else {
      return digits
    }
    return (digits...digits + 1).first { rounded(magnitude, $0).contains { ".e".contains($0) } }
      ?? digits
  }

  private static let leastTelling = 4

  /// Whether ``short(_:digits:)`` writes a number as it is, and not rounded.
  ///
  /// What a binary fraction differs from a decimal one by does not count, nor what that makes of a
  /// few sums: 0.1 + 0.2 is 0.3.
  ///
  /// - Precondition: At most 13 digits.
  public static func isExact(_ value: Double, digits: Int = 4) -> Bool {
    precondition(digits <= 13, "\(digits) digits are too many to tell")
    let magnitude = abs(value)
    guard value.isFinite, magnitude > 0 else { return true }
    if magnitude < 1e15, magnitude == magnitude.rounded() { return true }
    let digits = telling(magnitude, digits)
    let hasOneDecimal = magnitude < 1e7 && magnitude >= pow(10, Double(digits - 1))
    let exponent = log10(magnitude).rounded(.down)
    let scaled = magnitude * pow(10, hasOneDecimal ? 1 : Double(digits - 1) - exponent)
    return abs(scaled - scaled.rounded()) <= scaled * 1e-14
  }

  /// A number for narrow columns: where it is below 1000 and takes more characters as
  /// ``short(_:digits:)`` writes it, with so many decimals, or with two digits where there are none; with one
  /// digit where so many decimals would leave nothing but 0 of it.
  ///
  ///     NumberText.brief(-2, decimals: 2)       // "−2"
  ///     NumberText.brief(2 / 3.0, decimals: 2)  // "0.67"
  ///     NumberText.brief(4415.25, decimals: 2)  // "4415.2"
  ///     NumberText.brief(1.25e-6, decimals: 2)  // "1e−6"
  public static func brief(_ value: Double, decimals: Int? = nil) -> String {
    let text = short(value)
    guard abs(value) < 1000 else { return text }
    guard let decimals else { return short(value, digits: 2) }
    let rounded = fixed(value, decimals)
    // What is not 0 is never written as if it were.
    guard value == 0 || rounded.contains(where: { ("1"..."9").contains($0) }) else {
      return short(value, digits: 1)
    }
    return rounded.count < text.count ? rounded : text
  }

  /// The decimals with which the largest of some numbers has two digits that count, but at least two;
  /// `nil` where that takes more than four.
  public static func briefDecimals(for values: [Double]) -> Int? {
    let largest = values.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
    guard largest > 0, largest < 0.1 else { return 2 }
    return largest >= 0.01 ? 3 : largest >= 0.001 ? 4 : nil
  }

  /// C writes 1e-05; people write 1e−5.
  static func withPlainExponent(_ text: String) -> String {
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
