/// Reads the tokens of JSON (RFC 8259) that the header of a file needs.
struct JSONScanner {
  private let bytes: [UInt8]
  private let path: String

  /// The next byte, from 0.
  private(set) var position = 0

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  var isAtEnd: Bool { position == bytes.count }

  /// The next byte, or `nil` at the end.
  var peek: UInt8? { isAtEnd ? nil : bytes[position] }

  /// What comes next, for messages.
  var found: String {
    guard let byte = peek else { return "the end" }
    return 0x21...0x7E ~= byte
      ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x\(String(byte, radix: 16))"
  }

  /// An error at a place, which is the next byte unless another one is given.
  func error(_ problem: String, at place: Int? = nil, remedy: String) -> InterchangeError {
    // The header starts after the eight bytes of its length.
    InterchangeError(
      .malformed, path: path, offset: 8 + (place ?? position), problem, remedy: remedy)
  }

  private func unexpected(_ wanted: String) -> InterchangeError {
    error("\(wanted) is expected, and there is \(found)", remedy: HeaderParser.remedy)
  }

  mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  /// Passes a mark if it comes next, after space.
  mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard peek == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  /// Passes a mark, which has to come next, after space.
  mutating func expect(_ mark: Unicode.Scalar) throws(InterchangeError) {
    guard skip(mark) else { throw unexpected("'\(mark)'") }
  }

  /// A number without sign, fraction and exponent.
  mutating func wholeNumber() throws(InterchangeError) -> Int {
    skipSpace()
    let start = position
    var number = 0
    while let byte = peek, 0x30...0x39 ~= byte {
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int(byte - 0x30))
      guard !overflow, !carry else {
        throw error("the number is too large", at: start, remedy: HeaderParser.remedy)
      }
      number = sum
      position += 1
    }
    guard position > start else { throw unexpected("a whole number") }
    guard bytes[start] != 0x30 || position == start + 1 else {
      throw error("a number starts with 0", at: start, remedy: HeaderParser.remedy)
    }
    return number
  }

  /// A text between quotation marks.
  mutating func string() throws(InterchangeError) -> String {
    skipSpace()
    let start = position
    guard peek == UInt8(ascii: "\"") else { throw unexpected("a text in quotation marks") }
    position += 1
    var content: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else {
        throw error("a text contains a control character", remedy: HeaderParser.remedy)
      }
      position += 1
      if byte == UInt8(ascii: "\\") {
        content.append(contentsOf: try escape())
      } else {
        content.append(byte)
      }
    }
    guard !isAtEnd else {
      throw error("a text has no end", at: start, remedy: HeaderParser.remedy)
    }
    position += 1
    guard let text = String(validating: content, as: UTF8.self) else {
      throw error("a text is not UTF-8", at: start, remedy: HeaderParser.remedy)
    }
    return text
  }

  /// What stands after a backslash, as UTF-8.
  private mutating func escape() throws(InterchangeError) -> [UInt8] {
    let start = position - 1
    let byte = peek
    if byte != nil { position += 1 }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte ?? 0]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var value = try hexadecimal(from: start)
      if 0xD800...0xDBFF ~= value, bytes[position...].starts(with: [0x5C, 0x75]) {
        position += 2
        let low = try hexadecimal(from: start)
        guard 0xDC00...0xDFFF ~= low else { break }
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(value) else { break }
      return Array(String(Character(scalar)).utf8)
    default: break
    }
    throw error(
      "a backslash is not followed by an escape of JSON", at: start, remedy: HeaderParser.remedy)
  }

  private mutating func hexadecimal(from start: Int) throws(InterchangeError) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else {
      throw error(
        "\\u is not followed by four hexadecimal digits", at: start, remedy: HeaderParser.remedy)
    }
    position += 4
    return value
  }
}
