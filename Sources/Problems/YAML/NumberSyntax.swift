/// How numbers are written in grids, parameters and answers.
public enum NumberSyntax {
  /// What a piece of text means as a number.
  public enum Result: Equatable {
    /// A number.
    case number(Double)
    /// Why it is none, and what to do.
    case problem(String, remedy: String)
  }

  /// Reads a number: an optional sign, digits with at most one point, an optional exponent.
  ///
  ///     parse("-2.5e3")  // .number(-2500)
  ///     parse("1:30")    // .problem("'1:30' is not a number", …)
  public static func parse(_ text: String) -> Result {
    parse(Array(text.utf8)[...])
  }

  /// Reads a number from UTF-8.
  static func parse(_ bytes: ArraySlice<UInt8>) -> Result {
    var rest = bytes
    while let first = rest.first, WrittenText.isSpace(first) { rest.removeFirst() }
    while let last = rest.last, WrittenText.isSpace(last) { rest.removeLast() }
    var ascii: [UInt8] = []
    if rest.starts(with: trueMinus) {
      ascii.append(UInt8(ascii: "-"))
      rest = rest.dropFirst(trueMinus.count)
    } else if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      ascii.append(sign)
      rest = rest.dropFirst()
    }
    guard let unsigned = unsignedNumber(rest) else { return problem(with: bytes) }
    ascii += unsigned
    guard let value = Double(String(decoding: ascii, as: UTF8.self)) else {
      return problem(with: bytes)
    }
    guard value.isFinite else {
      return .problem("\(shown(bytes).quoted) is too large", remedy: "Use a smaller number.")
    }
    guard value != 0 || !hasDigitsThatCount(unsigned) else {
      return .problem(
        "\(shown(bytes).quoted) is too close to 0 to be told from it",
        remedy: "Write 0, or use a number of at least 1e-300.")
    }
    return .number(value == 0 ? 0 : value)
  }

  /// U+2212, the minus sign of typeset text.
  private static let trueMinus: [UInt8] = [0xE2, 0x88, 0x92]

  /// The digits in the form that Swift reads, or `nil` when they are not a number.
  private static func unsignedNumber(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var digits = 0
    var points = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if isDigit(byte) {
        digits += 1
      } else if byte == UInt8(ascii: "."), points == 0 {
        points += 1
        if digits == 0 { result.append(UInt8(ascii: "0")) }
      } else {
        break
      }
      result.append(byte)
      index += 1
    }
    guard digits > 0, digits <= 400 else { return nil }
    if result.last == UInt8(ascii: ".") { result.append(UInt8(ascii: "0")) }
    guard index < bytes.endIndex else { return result }
    guard bytes[index] == UInt8(ascii: "e") || bytes[index] == UInt8(ascii: "E") else { return nil }
    result.append(UInt8(ascii: "e"))
    index += 1
    if index < bytes.endIndex,
      bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+")
    {
      result.append(bytes[index])
      index += 1
    }
    let exponent = bytes[index...]
    guard !exponent.isEmpty, exponent.count <= 6, exponent.allSatisfy(isDigit) else { return nil }
    return result + exponent
  }

  /// Whether a digit before the exponent is not 0.
  private static func hasDigitsThatCount(_ number: [UInt8]) -> Bool {
    number.prefix { $0 != UInt8(ascii: "e") }.contains { isDigit($0) && $0 != UInt8(ascii: "0") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func problem(with bytes: ArraySlice<UInt8>) -> Result {
    let text = shown(bytes)
    let word = text.lowercased().drop { "+-−.".contains($0) }
    if ["nan", "inf", "infinity"].contains(String(word)) {
      return .problem("\(text.quoted) is not a finite number", remedy: "Use finite numbers.")
    }
    return .problem(
      "\(text.quoted) is not a number", remedy: "Write numbers like 3, -2, 0.5 or 1e3.")
  }

  private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).trimmingWhitespace
  }
}

extension NumberSyntax {
  /// Whether a text is a sign and digits, nothing else.
  static func isWhole(_ text: String) -> Bool {
    let digits = text.first.map { "+-−".contains($0) } ?? false ? text.dropFirst() : text[...]
    return !digits.isEmpty && digits.allSatisfy { ("0"..."9").contains($0) }
  }
}
