extension ScreenEmulator {
  /// The rows as text, without trailing spaces.
  var lines: [String] {
    rows.map { row in
      let text = row.map(\.text).joined()
      let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex
      return String(text[..<end])
    }
  }

  /// The whole screen as text.
  var text: String { lines.joined(separator: "\n") }

  /// Whether a row contains a text.
  func contains(_ text: String) -> Bool { row(containing: text) != nil }

  /// The number of the first row that contains a text.
  func row(containing text: String) -> Int? {
    lines.firstIndex { $0.contains(text) }
  }

  /// How the first occurrence of a text is drawn, by its first cell.
  func pen(of text: String) -> Pen? {
    for (row, line) in lines.enumerated() {
      guard let range = line.firstRange(of: text) else { continue }
      // Cells and characters differ by the right halves of wide characters.
      var count = line[..<range.lowerBound].count
      let column = rows[row].firstIndex { cell in
        if cell.isContinuation { return false }
        defer { count -= 1 }
        return count == 0
      }
      return column.map { rows[row][$0].pen }
    }
    return nil
  }

  /// Whether a program has left the terminal as every program finds it.
  var isRestored: Bool { leftovers.isEmpty }

  /// What a program has switched and not switched back, in words.
  var leftovers: [String] {
    var list: [String] = []
    if modes.isAlternateScreen { list.append("the alternate screen is shown") }
    if !modes.isCursorVisible { list.append("the cursor is hidden") }
    if modes.isMouseReported { list.append("the mouse is reported") }
    if modes.isKeypadApplication { list.append("the keypad sends application sequences") }
    if modes.isCursorKeyApplication { list.append("the arrow keys send application sequences") }
    if modes.isInserting { list.append("typing inserts") }
    if !modes.isAutowrap { list.append("long lines do not wrap") }
    if modes.isUpdating { list.append("the picture is held back") }
    if modes.dec.contains(2004) { list.append("pasted text is bracketed") }
    if pen != Pen() { list.append("text is drawn with \(pen)") }
    if charsets.current != .ascii { list.append("letters are shown as line-drawing glyphs") }
    if scrollRegion != 0...(size.rows - 1) { list.append("only rows \(scrollRegion) scroll") }
    return list
  }
}

extension ScreenEmulator: CustomStringConvertible {
  /// The screen in a frame, for the message of a failed test; blank rows at its end are counted.
  var description: String {
    let edge = "+" + String(repeating: "-", count: size.columns) + "+"
    let shown = lines.lastIndex { !$0.isEmpty }.map { lines[...$0] } ?? []
    let body = shown.map { line in
      "|\(line)" + String(repeating: " ", count: max(0, size.columns - line.count)) + "|"
    }
    return ([edge] + body + [edge, "and \(size.rows - shown.count) blank rows"])
      .joined(separator: "\n")
  }
}
