/// A terminal of the xterm family, as far as full-screen programs use one.
///
///     var screen = ScreenEmulator(size: .standard)
///     screen.feed("\u{1B}[2;4HConvolution")
///     screen.contains("Convolution")  // true
///     screen.cursor                   // row 1, column 14
///
/// It keeps what is drawn, and every mode that a program has switched, so that a test can say that
/// the terminal was given back as it was found. Sequences that it does not know are kept in
/// ``unrecognized``.
struct ScreenEmulator: Sendable {
  struct Position: Hashable, Sendable {
    var row: Int
    var column: Int
  }

  /// What DECSC saves.
  struct SavedCursor: Sendable {
    var position = Position(row: 0, column: 0)
    var pen = Pen()
    var charsets = Charsets()
    var isOriginRelative = false
  }

  var size: ScreenSize
  var rows: [[ScreenCell]]
  var cursor = Position(row: 0, column: 0)
  /// Whether the last column has been written, so that the next character starts a new line.
  var isWrapPending = false
  var pen = Pen()
  var charsets = Charsets()
  var modes = TerminalModeSet()
  /// The rows that scroll.
  var scrollRegion: ClosedRange<Int>
  var tabStops: Set<Int>
  var saved = SavedCursor()
  /// The screen that is not shown, while the alternate screen is.
  var hiddenRows: [[ScreenCell]]?
  /// The cursor as it was when the alternate screen was entered.
  var savedByAlternate = SavedCursor()
  var lastPrinted: Unicode.Scalar?

  /// The number of times the bell rang.
  var bellCount = 0
  /// Whether any colour has been set since the beginning.
  var hasUsedColor = false
  /// Sequences that were not understood, as text.
  var unrecognized: [String] = []

  var parser = ControlParser()

  init(size: ScreenSize) {
    self.size = size
    rows = Self.blankRows(size)
    scrollRegion = 0...(size.rows - 1)
    tabStops = Set(stride(from: 8, to: max(9, size.columns), by: 8))
  }

  /// Shows what a program has written.
  mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      for action in parser.parse(byte) { perform(action) }
    }
  }

  /// Shows text.
  mutating func feed(_ text: String) { feed(text.utf8) }

  private mutating func perform(_ action: ControlParser.Action) {
    switch action {
    case .print(let scalar): print(scalar)
    case .control(let byte): control(byte)
    case .escape(let intermediates, let final): escape(intermediates, final)
    case .sequence(let sequence): execute(sequence)
    case .string: break  // titles and palettes leave no mark on the cells
    case .malformed(let text): unrecognized.append(text)
    }
  }

  /// Changes the size; what is at the top left stays there, as on xterm.
  mutating func resize(to new: ScreenSize) {
    let surplus = max(0, cursor.row - (new.rows - 1))
    rows = Self.fit(rows, to: new, droppingFirst: surplus)
    hiddenRows = hiddenRows.map { Self.fit($0, to: new, droppingFirst: 0) }
    size = new
    scrollRegion = 0...(new.rows - 1)
    tabStops = Set(stride(from: 8, to: max(9, new.columns), by: 8))
    cursor.row -= surplus
    cursor = clamped(cursor)
    isWrapPending = false
  }

  static func blankRows(_ size: ScreenSize) -> [[ScreenCell]] {
    Array(repeating: Array(repeating: ScreenCell(), count: size.columns), count: size.rows)
  }

  private static func fit(
    _ rows: [[ScreenCell]], to size: ScreenSize, droppingFirst surplus: Int
  ) -> [[ScreenCell]] {
    var result = rows.dropFirst(surplus).prefix(size.rows).map { row in
      Array(row.prefix(size.columns))
        + Array(repeating: ScreenCell(), count: max(0, size.columns - row.count))
    }
    while result.count < size.rows {
      result.append(Array(repeating: ScreenCell(), count: size.columns))
    }
    return result
  }

  func clamped(_ position: Position) -> Position {
    Position(
      row: min(max(0, position.row), size.rows - 1),
      column: min(max(0, position.column), size.columns - 1))
  }
}
