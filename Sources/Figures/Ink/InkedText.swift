import Typesetting

/// A line of text in several inks.
struct InkedText: Hashable {
  /// A piece in one ink.
  struct Run: Hashable {
    var text: String
    let ink: Ink
    var isBold = false
    /// Whether it is written in the colour of the ground on its ink.
    var isReversed = false
  }

  private(set) var runs: [Run] = []

  init() {}

  init(_ text: String, _ ink: Ink = .text, isBold: Bool = false, isReversed: Bool = false) {
    append(Run(text: text, ink: ink, isBold: isBold, isReversed: isReversed))
  }

  /// The text without its inks.
  var plain: String { runs.map(\.text).joined() }

  /// The columns that it takes.
  var width: Int { runs.reduce(0) { $0 + DisplayWidth.of($1.text) } }

  /// Adds a piece, to the last one where that looks alike.
  mutating func append(_ run: Run) {
    guard !run.text.isEmpty else { return }
    if var last = runs.last, last.ink == run.ink, last.isBold == run.isBold,
      last.isReversed == run.isReversed
    {
      last.text += run.text
      runs[runs.count - 1] = last
    } else {
      runs.append(run)
    }
  }

  static func + (left: InkedText, right: InkedText) -> InkedText {
    right.runs.reduce(into: left) { $0.append($1) }
  }

  /// The text with blanks behind it up to a width.
  func padded(to width: Int) -> InkedText {
    self + InkedText(String(repeating: " ", count: max(0, width - self.width)))
  }

  /// The text without the blanks at its end; those of a cell in reverse belong to it.
  var trimmingTrailingSpaces: InkedText {
    var trimmed = self
    while let last = trimmed.runs.last, !last.isReversed {
      let text = last.text.trimmingTrailingSpaces
      guard text.isEmpty else {
        trimmed.runs[trimmed.runs.count - 1].text = text
        break
      }
      trimmed.runs.removeLast()
    }
    return trimmed
  }
}

extension [InkedText] {
  /// Lines filled with pieces that stay whole, as those of plain text are.
  ///
  /// - Parameters:
  ///   - width: The columns of a line; a piece that is wider has a line of its own.
  ///   - indent: The blanks before every line but the first.
  func filled(to width: Int, indent: Int) -> [InkedText] {
    var breaker = LineBreaker(width: width, indent: indent)
    var lines = [InkedText()]
    for piece in self {
      // Blanks at the end of a line take no room.
      let columns = piece.trimmingTrailingSpaces.width
      if breaker.breaks(before: columns, gap: 0, rest: piece.width - columns) {
        lines.append(InkedText(String(repeating: " ", count: indent)) + piece)
      } else {
        lines[lines.count - 1] = lines[lines.count - 1] + piece
      }
    }
    return lines.map(\.trimmingTrailingSpaces)
  }
}
