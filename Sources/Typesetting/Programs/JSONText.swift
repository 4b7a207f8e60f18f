import Foundation

/// Values as JSON for other programs: several lines, keys in order and in `snake_case`.
public enum JSONText {
  /// The text of a value.
  ///
  /// Numbers that JSON does not know, infinity and what is no number, become `null`.
  ///
  /// - Throws: What the value's own encoding throws.
  public static func of(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    // Unicode leaves this character to each program: no text is made of it alone.
    let mark = "\u{10FFFD}"
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: mark, negativeInfinity: mark, nan: mark)
    return String(decoding: try encoder.encode(value), as: UTF8.self)
      .replacing("\"\(mark)\"", with: "null")
  }
}
