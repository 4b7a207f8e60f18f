import Typesetting

/// A line of text in several hues.
struct ColoredText: Hashable {
  /// A piece in one hue.
  struct Run: Hashable {
    var text: String
    let hue: Hue
    var isBold = false
    /// Whether it is written in the colour of the ground on its hue.
    var isReversed = false
  }

  private(set) var runs: [Run] = []

  init() {}

  init(_ text: String, _ hue: Hue = .text, isBold: Bool = false, isReversed: Bool = false) {
    append(Run(text: text, hue: hue, isBold: isBold, isReversed: isReversed))
  }

  /// The text without its hues.
  var plain: String { runs.map(\.text).joined() }

  /// The columns that it takes.
  var width: Int { runs.reduce(0) { $0 + DisplayWidth.of($1.text) } }

  /// Adds a piece, to the last one where that looks alike.
  mutating func append(_ run: Run) {
    guard !run.text.isEmpty else { return }
    if var last = runs.last, last.hue == run.hue, last.isBold == run.isBold,
      last.isReversed == run.isReversed
    {
      last.text += run.text
      runs[runs.count - 1] = last
    } else {
      runs.append(run)
    }
  }

  static func + (left: ColoredText, right: ColoredText) -> ColoredText {
    right.runs.reduce(into: left) { $0.append($1) }
  }

  /// The text with blanks behind it up to a width.
  func padded(to width: Int) -> ColoredText {
    self + ColoredText(String(repeating: " ", count: max(0, width - self.width)))
  }

  /// The text without the blanks at its end; those of a cell in reverse belong to it.
  var trimmingTrailingSpaces: ColoredText {
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

extension [ColoredText] {
  /// Lines filled with pieces that stay whole, as those of plain text are.
  ///
  /// - Parameters:
  ///   - width: The columns of a line; a piece that is wider has a line of its own.
  ///   - indent: The blanks before every line but the first.
  func filled(to width: Int, indent: Int) -> [ColoredText] {
    var breaker = LineBreaker(width: width, indent: indent)
    var lines = [ColoredText()]
    for piece in self {
      // Blanks at the end of a line take no room.
      let columns = piece.trimmingTrailingSpaces.width
      if breaker.breaks(before: columns, gap: 0, rest: piece.width - columns) {
        lines.append(ColoredText(String(repeating: " ", count: indent)) + piece)
      } else {
        lines[lines.count - 1] = lines[lines.count - 1] + piece
      }
    }
    return lines.map(\.trimmingTrailingSpaces)
  }
}
