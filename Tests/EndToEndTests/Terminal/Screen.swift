/// What a terminal shows at one moment.
struct Screen: Sendable {
  struct Position: Hashable, Sendable {
    var row: Int
    var column: Int
  }

  let size: ScreenSize
  let rows: [[ScreenCell]]
  /// The rows as text, without trailing spaces.
  let lines: [String]
  let cursor: Position
  /// What a program has switched and not switched back, in words.
  let leftovers: [String]
  /// Sequences that no terminal knows, as text.
  let unrecognized: [String]
  /// Whether any colour has been set since the beginning.
  let hasUsedColor: Bool
  let isAlternate: Bool
  /// Whether the program is in the middle of a picture (synchronized output).
  let isUpdating: Bool

  init(
    size: ScreenSize, rows: [[ScreenCell]], cursor: Position, leftovers: [String],
    unrecognized: [String], hasUsedColor: Bool, isAlternate: Bool, isUpdating: Bool
  ) {
    self.size = size
    self.rows = rows
    lines = rows.map { row in
      let text = row.map(\.text).joined()
      let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex
      return String(text[..<end])
    }
    self.cursor = cursor
    self.leftovers = leftovers
    // Bytes that are not UTF-8 are shown as this character, which the program never writes.
    let broken = lines.filter { $0.contains("\u{FFFD}") }.map { "bytes that are not UTF-8: \($0)" }
    self.unrecognized = unrecognized + broken
    self.hasUsedColor = hasUsedColor
    self.isAlternate = isAlternate
    self.isUpdating = isUpdating
  }

  /// Whether a program has left the terminal as every program finds it.
  var isRestored: Bool { leftovers.isEmpty }

  /// Whether a row contains a text.
  func contains(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

  /// How the first occurrence of a text is drawn, by its first cell.
  func pen(of text: String) -> Pen? {
    for (row, line) in zip(rows, lines) {
      guard let range = line.firstRange(of: text) else { continue }
      // Every character is one cell, except that a wide one has an empty cell behind it.
      let count = line[..<range.lowerBound].count
      return row.filter { !$0.isContinuation }[count].pen
    }
    return nil
  }
}

extension Screen: CustomStringConvertible {
  /// The screen in a frame, for the message of a failed test; blank rows at its end are counted, and
  /// what is switched stands below.
  var description: String {
    let edge = "+" + String(repeating: "-", count: size.columns) + "+"
    let shown = lines.lastIndex { !$0.isEmpty }.map { lines[...$0] } ?? []
    let body = shown.map { line in
      "|\(line)" + String(repeating: " ", count: max(0, size.columns - line.count)) + "|"
    }
    let notes = leftovers + unrecognized.map { "unknown: \($0)" }
    return ([edge] + body + [edge, "and \(size.rows - shown.count) blank rows"] + notes)
      .joined(separator: "\n")
  }
}
