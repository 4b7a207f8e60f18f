import Foundation

extension NumberText {
  /// The number as files and programs write it, so that it is read back as it was: whole ones without a
  /// point, as far as an integer holds them.
  public static func exact(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }

  /// Lengths as the size of a grid or of an image: `3×32×32`.
  public static func size(_ lengths: some Sequence<Int>) -> String {
    lengths.map(String.init).joined(separator: "×")
  }

  /// A number with so many decimals, as `printf` rounds it.
  ///
  ///     NumberText.fixed(-0.5, 2)  // "−0.50"
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
    if let word = notFinite(value) { return word }
    let text = String(format: "%.\(decimals)f", abs(value))
    // Never a negative zero.
    return value < 0 && text.contains { ("1"..."9").contains($0) } ? "−" + text : text
  }

  /// A share of 1 as a percentage: `71.3 %`.
  public static func percent(_ share: Double, _ decimals: Int) -> String {
    fixed(100 * share, decimals) + " %"
  }

  /// A whole number with groups of three: `1,234,567`.
  public static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return number < 0 ? "−" + text : text
  }

  /// A number with so many significant digits and without an exponent, trailing zeros of a fraction
  /// left out: `12300`, `0.00123`.
  public static func significant(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, value != 0 else { return short(value) }
    let exponent = Int(log10(abs(value)).rounded(.down))
    let text = fixed(value, max(0, digits - 1 - exponent))
    return withoutTrailingZeros(text)
  }

  /// A number with an exponent and so many significant digits, trailing zeros left out: `1.23e−5`.
  public static func scientific(_ value: Double, _ digits: Int) -> String {
    if let word = notFinite(value) { return word }
    let text = String(format: "%.\(digits - 1)e", abs(value))
    let mark = text.firstIndex(of: "e") ?? text.endIndex
    let shortened = withoutTrailingZeros(String(text[..<mark])) + text[mark...]
    return (value < 0 ? "−" : "") + withPlainExponent(shortened)
  }

  private static func withoutTrailingZeros(_ text: String) -> String {
    var text = text[...]
    guard text.contains(".") else { return String(text) }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return String(text)
  }

  /// The word for what has no digits; `nil` for what has.
  static func notFinite(_ value: Double) -> String? {
    value.isFinite ? nil : value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞"
  }
}
