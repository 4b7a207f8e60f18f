import Typesetting

/// Dots, two to a cell across and four down.
public struct DotCanvas: Hashable, Sendable {
  /// The number of cells across.
  public let width: Int
  /// The number of cells down.
  public let height: Int
  private var cells: [UInt8]

  /// The number of dots across.
  public var columns: Int { 2 * width }
  /// The number of dots down.
  public var rows: Int { 4 * height }

  /// Creates a canvas without a dot.
  ///
  /// - Precondition: Neither number is negative.
  public init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    cells = [UInt8](repeating: 0, count: width * height)
  }

  /// Sets a dot; one outside the canvas is left out.
  public mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0, x < columns, y >= 0, y < rows else { return }
    // Unicode numbers the dots down the left column, then down the right, the last row apart.
    let bits: [[UInt8]] = [[1, 2, 4, 64], [8, 16, 32, 128]]
    cells[y / 4 * width + x / 2] |= bits[x % 2][y % 4]
  }

  /// Sets the dots of a straight line, both ends included.
  public mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    let count = max(abs(end.x - start.x), abs(end.y - start.y))
    guard count > 0, count < 100_000 else {
      set(end.x, end.y)
      return
    }
    for step in 0...count {
      let share = Double(step) / Double(count)
      set(
        start.x + Int(saturating: Double(end.x - start.x) * share),
        start.y + Int(saturating: Double(end.y - start.y) * share))
    }
  }

  /// Sets the dots of a straight line with gaps, three dots and three gaps by turns.
  ///
  /// - Parameter place: How far the lines before it have come, so that corners make no difference.
  public mutating func dottedLine(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), place: inout Int
  ) {
    let count = max(abs(end.x - start.x), abs(end.y - start.y))
    guard count > 0, count < 100_000 else { return }
    for step in 1...count {
      defer { place += 1 }
      guard place % 6 < 3 else { continue }
      let share = Double(step) / Double(count)
      set(
        start.x + Int(saturating: Double(end.x - start.x) * share),
        start.y + Int(saturating: Double(end.y - start.y) * share))
    }
  }

  /// Draws several canvases of one size over each other: a cell in which some of them meet has the dots
  /// of all, and their styles by turns from column to column.
  public static func draw(
    _ layers: [(canvas: DotCanvas, style: Style)], in area: Rect, on buffer: inout Buffer
  ) {
    guard let first = layers.first?.canvas else { return }
    for row in 0..<first.height {
      for column in 0..<first.width {
        let here = layers.filter { $0.canvas.cells[row * first.width + column] != 0 }
        guard !here.isEmpty else { continue }
        let dots = here.reduce(0) { $0 | $1.canvas.cells[row * first.width + column] }
        // Two columns at a time: a colour of one cell is hardly seen.
        let style = here[column / 2 % here.count].style
        buffer[area.minX + column, area.minY + row] = Cell(
          buffer.glyphs.braille(dots), style.with(.unlined))
      }
    }
  }

  /// Draws the cells that have a dot.
  ///
  /// - Parameters:
  ///   - style: Their style.
  ///   - area: Where the canvas begins.
  ///   - other: A canvas of the same size that was drawn before, whose dots stay.
  public func draw(
    _ style: Style, in area: Rect, over other: DotCanvas? = nil, on buffer: inout Buffer
  ) {
    let style = style.with(.unlined)
    for row in 0..<height {
      for column in 0..<width where cells[row * width + column] != 0 {
        let dots = cells[row * width + column] | (other?.cells[row * width + column] ?? 0)
        buffer[area.minX + column, area.minY + row] = Cell(buffer.glyphs.braille(dots), style)
      }
    }
  }
}
