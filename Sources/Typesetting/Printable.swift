extension StringProtocol {
  /// The text with everything that a terminal would obey, or that hides what stands there, written
  /// as `\u{1B}`: control characters, line breaks of every kind, and marks that turn the direction of
  /// writing.
  public var printable: String { escaping(where: \.isUnprintable) { "\\u{\($0)}" } }

  /// The same for text of several lines, whose line breaks stay.
  public var printableLines: String {
    escaping(where: { $0.isUnprintable && $0 != "\n" }) { "\\u{\($0)}" }
  }

  /// JSON that means the same and is safe to print: what ``printableLines`` would escape can only
  /// stand in its texts, and is written there as `\u009B`.
  public var printableJSON: String {
    escaping(where: { $0.isUnprintable && $0 != "\n" }) {
      "\\u" + String(repeating: "0", count: Swift.max(0, 4 - $0.count)) + $0
    }
  }

  private func escaping(
    where isUnwanted: (Unicode.Scalar) -> Bool, _ spelling: (_ hexadecimal: String) -> String
  ) -> String {
    guard unicodeScalars.contains(where: isUnwanted) else { return String(self) }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if isUnwanted(scalar) {
        let code = String(scalar.value, radix: 16, uppercase: true)
        result.append(contentsOf: spelling(code).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}

extension Unicode.Scalar {
  /// Whether it is an order to a terminal rather than a sign: C0, DEL, C1, the separators of lines
  /// and paragraphs, and the marks that turn the direction of writing.
  public var isUnprintable: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
