extension ScreenEmulator {
  /// Blanks cells of the cursor's row.
  mutating func erase(columns: Range<Int>) {
    let columns = columns.clamped(to: 0..<size.columns)
    guard !columns.isEmpty else { return }
    splitWideCharacter(at: columns.lowerBound)
    splitWideCharacter(at: columns.upperBound)
    for column in columns { rows[cursor.row][column] = .blank(pen) }
  }

  mutating func erase(rows erased: Range<Int>) {
    for row in erased { rows[row] = blankRow }
  }

  /// Shifts the rest of the row to the right (ICH).
  mutating func insertBlanks(_ count: Int) {
    let count = min(count, size.columns - cursor.column)
    splitWideCharacter(at: cursor.column)
    rows[cursor.row].removeLast(count)
    rows[cursor.row].insert(
      contentsOf: Array(repeating: .blank(pen), count: count), at: cursor.column)
    mendLastColumn()
  }

  /// Shifts the rest of the row to the left (DCH).
  mutating func deleteCharacters(_ count: Int) {
    let count = min(count, size.columns - cursor.column)
    splitWideCharacter(at: cursor.column)
    splitWideCharacter(at: cursor.column + count)
    rows[cursor.row].removeSubrange(cursor.column..<cursor.column + count)
    rows[cursor.row] += Array(repeating: .blank(pen), count: count)
  }

  /// Blanks a wide character whose right half was pushed off the row.
  private mutating func mendLastColumn() {
    let last = size.columns - 1
    guard let scalar = rows[cursor.row][last].text.unicodeScalars.first,
      scalar.terminalWidth == 2
    else { return }
    rows[cursor.row][last].text = " "
  }

  /// Moves lines of a region up; blank ones come in from below.
  mutating func scrollUp(_ count: Int, in region: ClosedRange<Int>) {
    let count = min(count, region.count)
    rows.removeSubrange(region.lowerBound..<region.lowerBound + count)
    rows.insert(
      contentsOf: Array(repeating: blankRow, count: count), at: region.upperBound + 1 - count)
  }

  /// Moves lines of a region down; blank ones come in from above.
  mutating func scrollDown(_ count: Int, in region: ClosedRange<Int>) {
    let count = min(count, region.count)
    rows.removeSubrange(region.upperBound + 1 - count...region.upperBound)
    rows.insert(contentsOf: Array(repeating: blankRow, count: count), at: region.lowerBound)
  }

  private var blankRow: [ScreenCell] {
    Array(repeating: .blank(pen), count: size.columns)
  }
}
