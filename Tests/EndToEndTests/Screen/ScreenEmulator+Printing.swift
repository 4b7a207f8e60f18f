extension ScreenEmulator {
  /// Writes a character at the cursor.
  mutating func print(_ scalar: Unicode.Scalar) {
    let scalar = charsets.shown(scalar)
    let width = scalar.terminalWidth
    guard width > 0 else {
      combine(scalar)
      return
    }
    if isWrapPending || cursor.column + width > size.columns {
      guard modes.isAutowrap else {
        // Without autowrap the last column is written again and again.
        cursor.column = size.columns - width
        if cursor.column >= 0 { put(scalar, width) }
        return
      }
      cursor.column = 0
      lineFeed()
    }
    guard width <= size.columns else { return }
    if modes.isInserting { insertBlanks(width) }
    put(scalar, width)
    lastPrinted = scalar
    if cursor.column + width < size.columns {
      cursor.column += width
    } else {
      cursor.column = size.columns - 1
      isWrapPending = modes.isAutowrap
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar, _ width: Int) {
    isWrapPending = false
    splitWideCharacter(at: cursor.column)
    splitWideCharacter(at: cursor.column + width)
    rows[cursor.row][cursor.column] = ScreenCell(text: String(scalar), pen: pen)
    if width == 2 { rows[cursor.row][cursor.column + 1] = ScreenCell(text: "", pen: pen) }
  }

  /// Adds a combining mark to the character before the cursor.
  private mutating func combine(_ mark: Unicode.Scalar) {
    var column = isWrapPending ? cursor.column : cursor.column - 1
    guard column >= 0 else { return }
    if rows[cursor.row][column].isContinuation, column > 0 { column -= 1 }
    rows[cursor.row][column].text.unicodeScalars.append(mark)
  }

  /// Blanks both halves of a wide character of which a change would leave one.
  ///
  /// - Parameter column: The first column on the right side of the cut.
  mutating func splitWideCharacter(at column: Int) {
    guard column > 0, column < size.columns, rows[cursor.row][column].isContinuation else { return }
    rows[cursor.row][column].text = " "
    rows[cursor.row][column - 1].text = " "
  }

  // MARK: - Control characters

  mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x07: bellCount += 1
    case 0x08:
      cursor.column = max(0, cursor.column - 1)
      isWrapPending = false
    case 0x09:
      cursor.column = tabStops.filter { $0 > cursor.column }.min() ?? size.columns - 1
      cursor = clamped(cursor)
      isWrapPending = false
    case 0x0A, 0x0B, 0x0C: lineFeed()
    case 0x0D:
      cursor.column = 0
      isWrapPending = false
    case 0x0E: charsets.active = 1
    case 0x0F: charsets.active = 0
    case 0x00: break  // padding
    default: unrecognized.append("control character \(byte)")
    }
  }

  /// Moves down, scrolling at the bottom of the region (IND).
  mutating func lineFeed() {
    isWrapPending = false
    if cursor.row == scrollRegion.upperBound {
      scrollUp(1, in: scrollRegion)
    } else if cursor.row < size.rows - 1 {
      cursor.row += 1
    }
  }

  /// Moves up, scrolling at the top of the region (RI).
  mutating func reverseLineFeed() {
    isWrapPending = false
    if cursor.row == scrollRegion.lowerBound {
      scrollDown(1, in: scrollRegion)
    } else if cursor.row > 0 {
      cursor.row -= 1
    }
  }
}
