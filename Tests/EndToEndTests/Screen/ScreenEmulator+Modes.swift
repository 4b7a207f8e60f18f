extension ScreenEmulator {
  var cursorState: SavedCursor {
    SavedCursor(
      position: cursor, pen: pen, charsets: charsets, isOriginRelative: modes.isOriginRelative)
  }

  mutating func restore(_ state: SavedCursor) {
    cursor = clamped(state.position)
    pen = state.pen
    charsets = state.charsets
    if state.isOriginRelative { modes.dec.insert(6) } else { modes.dec.remove(6) }
    isWrapPending = false
  }

  /// Sets or resets DEC private modes.
  mutating func switchModes(_ sequence: ControlParser.Sequence) {
    let isOn = sequence.final == "h"
    for mode in sequence.parameters.map({ $0[0] }) {
      if !TerminalModeSet.known.contains(mode) { unrecognized.append("\(sequence)") }
      let wasAlternate = modes.isAlternateScreen
      if isOn { modes.dec.insert(mode) } else { modes.dec.remove(mode) }
      switch mode {
      case 6: cursor = Position(row: isOn ? scrollRegion.lowerBound : 0, column: 0)
      case 1048:
        modes.dec.remove(mode)
        if isOn { saved = cursorState } else { restore(saved) }
      case 47, 1047, 1049:
        guard wasAlternate != modes.isAlternateScreen else { continue }
        if isOn { enterAlternateScreen(mode) } else { leaveAlternateScreen(mode) }
      default: break
      }
    }
  }

  private mutating func enterAlternateScreen(_ mode: Int) {
    if mode == 1049 { savedByAlternate = cursorState }
    hiddenRows = rows
    rows = Self.blankRows(size)
  }

  private mutating func leaveAlternateScreen(_ mode: Int) {
    rows = hiddenRows ?? Self.blankRows(size)
    hiddenRows = nil
    if mode == 1049 { restore(savedByAlternate) }
  }

  /// DECSTR: the modes as at the beginning, the cells as they are.
  mutating func softReset() {
    modes.ansi = []
    modes.isKeypadApplication = false
    modes.dec.subtract([1, 6])
    modes.dec.formUnion([7, 25])
    pen = Pen()
    charsets = Charsets()
    scrollRegion = 0...(size.rows - 1)
    saved = SavedCursor()
  }

  /// RIS: everything as at the beginning; only the records of this emulator stay.
  mutating func reset() {
    var new = ScreenEmulator(size: size)
    new.bellCount = bellCount
    new.hasUsedColor = hasUsedColor
    new.unrecognized = unrecognized
    self = new
  }
}
