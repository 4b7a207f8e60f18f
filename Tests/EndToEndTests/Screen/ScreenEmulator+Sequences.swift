extension ScreenEmulator {
  // MARK: - Esc

  mutating func escape(_ intermediates: String, _ final: Character) {
    switch (intermediates, final) {
    case ("", "7"): saved = cursorState
    case ("", "8"): restore(saved)
    case ("", "="): modes.isKeypadApplication = true
    case ("", ">"): modes.isKeypadApplication = false
    case ("", "D"): lineFeed()
    case ("", "E"):
      cursor.column = 0
      lineFeed()
    case ("", "H"): tabStops.insert(cursor.column)
    case ("", "M"): reverseLineFeed()
    case ("", "c"): reset()
    case ("", "\\"): break  // the end of a string that has ended already
    case ("(", _), (")", _): designate(intermediates == "(" ? 0 : 1, final)
    default: unrecognized.append("Esc \(intermediates)\(final)")
    }
  }

  private mutating func designate(_ slot: Int, _ final: Character) {
    switch final {
    case "B": charsets.designated[slot] = .ascii
    case "0": charsets.designated[slot] = .lineDrawing
    default: unrecognized.append("Esc \(slot == 0 ? "(" : ")")\(final)")
    }
  }

  // MARK: - Esc [

  mutating func execute(_ sequence: ControlParser.Sequence) {
    switch (sequence.prefix, sequence.intermediates, sequence.final) {
    case ("?", "", "h"), ("?", "", "l"): switchModes(sequence)
    case (nil, "!", "p"): softReset()
    case ("?", "", "c"): break  // the shape of the Linux console's cursor
    case (nil, "", let final):
      if !move(final, sequence) && !edit(final, sequence) && !set(final, sequence) {
        unrecognized.append("\(sequence)")
      }
    default: unrecognized.append("\(sequence)")
    }
  }

  /// Cursor movements.
  private mutating func move(_ final: Character, _ sequence: ControlParser.Sequence) -> Bool {
    let count = sequence.number(0)
    // Within the scroll region the cursor does not leave it by these.
    let top = cursor.row >= scrollRegion.lowerBound ? scrollRegion.lowerBound : 0
    let bottom = cursor.row <= scrollRegion.upperBound ? scrollRegion.upperBound : size.rows - 1
    switch final {
    case "A": cursor.row = max(top, cursor.row - count)
    case "B", "e": cursor.row = min(bottom, cursor.row + count)
    case "C", "a": cursor.column += count
    case "D": cursor.column -= count
    case "E":
      cursor = Position(row: min(bottom, cursor.row + count), column: 0)
    case "F":
      cursor = Position(row: max(top, cursor.row - count), column: 0)
    case "G", "`": cursor.column = count - 1
    case "d": cursor.row = absolute(row: count)
    case "H", "f":
      cursor = Position(row: absolute(row: count), column: sequence.number(1) - 1)
    case "Z":
      for _ in 0..<min(count, size.columns) {
        cursor.column = tabStops.filter { $0 < cursor.column }.max() ?? 0
      }
    case "s": saved = cursorState
    case "u": restore(saved)
    default: return false
    }
    cursor = clamped(cursor)
    isWrapPending = false
    return true
  }

  private func absolute(row: Int) -> Int {
    guard modes.isOriginRelative else { return row - 1 }
    return min(scrollRegion.lowerBound + row - 1, scrollRegion.upperBound)
  }

  /// Changes to the cells.
  private mutating func edit(_ final: Character, _ sequence: ControlParser.Sequence) -> Bool {
    let count = sequence.number(0)
    let (row, column) = (cursor.row, cursor.column)
    switch final {
    case "@": insertBlanks(count)
    case "P": deleteCharacters(count)
    case "X": erase(columns: column..<max(column, min(column + count, size.columns)))
    case "L" where scrollRegion.contains(row):
      scrollDown(count, in: row...scrollRegion.upperBound)
      cursor.column = 0
    case "M" where scrollRegion.contains(row):
      scrollUp(count, in: row...scrollRegion.upperBound)
      cursor.column = 0
    case "L", "M": break
    case "S": scrollUp(count, in: scrollRegion)
    case "T": scrollDown(count, in: scrollRegion)
    case "b":
      guard let scalar = lastPrinted else { break }
      for _ in 0..<min(count, size.rows * size.columns) { print(scalar) }
      return true
    case "J", "K":
      guard (0...3).contains(sequence.parameters[0][0]) else { return false }
      let part = sequence.parameters[0][0]
      if part == 0 { erase(columns: column..<size.columns) }
      if part == 1 { erase(columns: 0..<column + 1) }
      if part == 2 { erase(columns: 0..<size.columns) }
      guard final == "J" else { break }
      if part == 0 { erase(rows: row + 1..<size.rows) }
      if part == 1 { erase(rows: 0..<row) }
      if part == 2 { erase(rows: 0..<size.rows) }
    default: return false
    }
    isWrapPending = false
    return true
  }

  /// Everything that sets a state.
  private mutating func set(_ final: Character, _ sequence: ControlParser.Sequence) -> Bool {
    switch final {
    case "m":
      let isUnderstood = pen.select(sequence.parameters)
      if pen.hasColor { hasUsedColor = true }
      return isUnderstood
    case "r":
      let top = sequence.number(0) - 1
      let bottom = min(sequence.number(1, default: size.rows), size.rows) - 1
      guard top < bottom else { break }
      scrollRegion = top...bottom
      cursor = Position(row: modes.isOriginRelative ? top : 0, column: 0)
      isWrapPending = false
    case "h", "l":
      for parameter in sequence.parameters {
        if final == "h" { modes.ansi.insert(parameter[0]) } else { modes.ansi.remove(parameter[0]) }
      }
    case "g":
      tabStops = sequence.number(0, default: 0) == 3 ? [] : tabStops.subtracting([cursor.column])
    case "t": return [22, 23].contains(sequence.parameters[0][0])  // saves and restores the title
    default: return false
    }
    return true
  }
}
