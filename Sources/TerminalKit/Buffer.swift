import Typesetting

/// A grid of cells that widgets write to and a ``Terminal`` presents.
///
/// Reading outside the grid gives a blank, and writing outside does nothing, so drawing code needs
/// no bounds checks of its own.
///
///     var buffer = Buffer(size: Size(width: 20, height: 3))
///     buffer.write("stride 2", at: Point(x: 1, y: 1), style: .accent)
public struct Buffer: Hashable, Sendable {
  /// The number of columns and rows.
  public let size: Size
  /// The characters that drawings may use.
  public let glyphs: GlyphSet

  private var cells: [Cell]

  /// Creates an empty buffer.
  public init(size: Size, glyphs: GlyphSet = .unicode) {
    self.size = size
    self.glyphs = glyphs
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  /// The whole buffer as a rectangle.
  public var area: Rect { Rect(origin: .zero, size: size) }

  /// The cell at a position.
  ///
  /// A wide character also takes the cell to its right; half of one never stays behind when the
  /// other half is overwritten.
  public subscript(point: Point) -> Cell {
    get { area.contains(point) ? cells[point.y * size.width + point.x] : .blank }
    set { if area.contains(point) { put(newValue, at: point, limit: size.width) } }
  }

  /// The cell in column `x` of row `y`.
  public subscript(x: Int, y: Int) -> Cell {
    get { self[Point(x: x, y: y)] }
    set { self[Point(x: x, y: y)] = newValue }
  }

  /// Empties every cell.
  public mutating func clear() {
    fill(area, with: .blank)
  }

  /// Sets every cell of `rect` to `cell`.
  public mutating func fill(_ rect: Rect, with cell: Cell = .blank) {
    let rect = rect.intersection(area)
    guard !rect.isEmpty else { return }
    for y in rect.minY..<rect.maxY {
      for x in stride(from: rect.minX, to: rect.maxX, by: max(1, cell.width)) {
        put(cell, at: Point(x: x, y: y), limit: rect.maxX)
      }
    }
  }

  /// Changes the style of every cell of `rect`, characters kept.
  public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let rect = rect.intersection(area)
    guard !rect.isEmpty else { return }
    for y in rect.minY..<rect.maxY {
      for x in rect.minX..<rect.maxX {
        let index = y * size.width + x
        cells[index].style = change(cells[index].style)
      }
    }
  }

  /// Stores a cell at a position inside the buffer and keeps wide characters whole.
  ///
  /// - Parameter limit: One past the last column that may be written; a wide character that would
  ///   cross it becomes a blank.
  mutating func put(_ cell: Cell, at point: Point, limit: Int) {
    let index = point.y * size.width + point.x
    let fits = cell.width < 2 || point.x + 1 < min(limit, size.width)
    // The neighbours that lose their other half become blanks.
    if cells[index].width == 0, point.x > 0 {
      cells[index - 1] = Cell(" ", cells[index - 1].style)
    }
    let next = index + 1
    if cells[index].width == 2, point.x + 1 < size.width {
      cells[next] = Cell(" ", cells[next].style)
    }
    guard cell.width == 2 else {
      cells[index] = cell.width == 0 ? Cell(" ", cell.style) : cell
      return
    }
    guard fits else {
      cells[index] = Cell(" ", cell.style)
      return
    }
    if cells[next].width == 2, point.x + 2 < size.width {
      cells[next + 1] = Cell(" ", cells[next + 1].style)
    }
    cells[index] = cell
    cells[next] = .rightHalf(cell.style)
  }
}
