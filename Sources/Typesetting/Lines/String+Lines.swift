extension StringProtocol {
  /// The text broken at blanks into lines of a width; a word longer than a line stays whole.
  ///
  /// - Parameters:
  ///   - width: The columns of a line.
  ///   - first: What stands before the first line.
  ///   - indent: What stands before the others.
  /// - Returns: At least one line. Line ends of the text stay; several blanks count as one.
  public func wrapped(to width: Int, first: String = "", indent: String = "") -> [String] {
    var lines: [String] = []
    for paragraph in split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" }) {
      let words = paragraph.split(whereSeparator: { $0 == " " }).flatMap {
        LineBreaker.pieces(of: String($0), width: width - DisplayWidth.of(indent))
      }
      lines += words.filled(
        to: width, gap: " ", first: lines.isEmpty ? first : indent, indent: indent)
    }
    return lines.map { $0.replacing(String.noBreakSpace, with: " ") }
  }

  /// The text with its line ends as blanks.
  public var onOneLine: String { split(whereSeparator: \.isNewline).joined(separator: " ") }

  /// What stands for a blank at which no line ends, unless what it holds together is wider than a line;
  /// it is written as a blank.
  public static var noBreakSpace: String { "\u{A0}" }

  /// The text with blanks behind it up to a width.
  public func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - DisplayWidth.of(self)))
  }

  /// The text with blanks before it up to a width.
  public func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - DisplayWidth.of(self))) + self
  }

  /// The text cut at its start to a width, with a sign in place of what was cut: paths and names of
  /// layers differ at their ends.
  public func shortenedAtStart(to width: Int, ellipsis: String = "…") -> String {
    guard DisplayWidth.of(self) > width else { return String(self) }
    var end = self[endIndex...]
    var room = width - DisplayWidth.of(ellipsis)
    while let character = self[..<end.startIndex].last {
      room -= DisplayWidth.of(character)
      if room < 0 { break }
      end = self[index(before: end.startIndex)...]
    }
    return ellipsis + end
  }

  /// The text without the blanks at its end.
  public var trimmingTrailingSpaces: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension [String] {
  /// Lines filled with pieces that stay whole.
  ///
  /// - Parameters:
  ///   - width: The columns of a line; a piece that is wider has a line of its own.
  ///   - gap: What stands between two pieces of a line.
  ///   - first: What stands before the first line.
  ///   - indent: What stands before the others.
  /// - Returns: At least one line, blanks at the ends left out.
  public func filled(
    to width: Int, gap: String = "", first: String = "", indent: String = ""
  ) -> [String] {
    var breaker = LineBreaker(
      width: width, first: DisplayWidth.of(first), indent: DisplayWidth.of(indent))
    var lines = [first]
    for (index, piece) in enumerated() {
      let gap = index == 0 ? "" : gap
      // Blanks at the end of a line take no room.
      let columns = DisplayWidth.of(piece.trimmingTrailingSpaces)
      let rest = DisplayWidth.of(piece) - columns
      if breaker.breaks(before: columns, gap: DisplayWidth.of(gap), rest: rest) {
        lines.append(indent + piece)
      } else {
        lines[lines.count - 1] += gap + piece
      }
    }
    return lines.map(\.trimmingTrailingSpaces)
  }
}

extension String {
  /// The same text with a capital first letter.
  public var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// The same where a sentence begins: a name with digits or underscores, such as `conv2d`, keeps its letters,
  /// and so does one that a colon follows, of what the sentence is about.
  public var beginningSentence: String {
    let word = prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let isName = word.contains { $0.isNumber || $0 == "_" } || dropFirst(word.count).hasPrefix(":")
    return isName ? self : capitalizedFirst
  }
}
