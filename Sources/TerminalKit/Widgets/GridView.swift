import Typesetting

/// A table of short texts in columns of equal width: the picture of a tensor.
///
/// Texts are set flush right. A mark puts brackets around a cell, or around a run of neighbours with
/// the same mark, so that a highlighted window is seen without colour too:
///
///     1 [2  3] 4
///     5 [6  7] 8
///
/// When the area is too small, the part around ``focus`` is drawn, with arrows where there is more, or
/// the lines that are sought, with gaps that say how many are left out between them.
/// Only cells in view are asked for, so that a table of any size costs no more than the screen.
public struct GridView: Widget, Sendable {
  /// What surrounds a cell.
  public enum Mark: Hashable, Sendable {
    case none
    /// Square brackets, `[ ]`.
    case square
    /// Round brackets, `( )`.
    case round
  }

  /// One cell of the table.
  public struct Item: Hashable, Sendable {
    /// What the cell says.
    public var text: String
    /// A sign before it, drawn in one column whatever characters the screen has.
    public var sign: Character?
    /// How it looks; the gap between two reversed neighbours is reversed as well.
    public var style: Style
    /// What surrounds it.
    public var mark: Mark

    /// Creates a cell.
    public init(_ text: String, _ style: Style = .text, mark: Mark = .none) {
      self.text = text
      self.style = style
      self.mark = mark
    }
  }

  /// The row and column of a cell.
  public struct Position: Hashable, Sendable {
    /// The row, from 0 at the top.
    public var row: Int
    /// The column, from 0 at the left.
    public var column: Int

    /// Creates a position.
    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// The number of rows.
  public let rowCount: Int
  /// The number of columns of the longest row.
  public let columnCount: Int
  /// The width of every column.
  public let cellWidth: Int
  /// Empty lines between rows.
  public var rowSpacing: Int
  /// The lines that a cell takes, its text in the middle one; reverse and shades fill all of them.
  public var cellHeight = 1
  /// The columns kept free behind a text, so that numbers stand in the middle of wide cells; a text that
  /// needs them has them.
  public var trailingRoom = 0
  /// The cell that must be in view.
  public var focus: Position
  /// Columns of which as many as possible are in view, in ascending order; where there are none, those
  /// around ``focus`` are.
  public var soughtColumns: [Int] = []
  /// The same of rows.
  public var soughtRows: [Int] = []
  /// What the rows are called, drawn on their left; empty for nothing.
  public var rowLabels: [String] = []
  /// The columns on the left that are kept free for labels, with the gap behind them, so that grids
  /// below each other are aligned.
  public var labelWidth = 0
  private let content: @Sendable (Position) -> Item?

  /// Creates a table of cells that are at hand; columns are as wide as the longest text.
  ///
  /// - Parameters:
  ///   - rows: The cells, row by row; short rows end early.
  ///   - minimumCellWidth: The least width of a column.
  ///   - rowSpacing: Empty lines between rows.
  ///   - focus: The cell that must be in view.
  /// - Complexity: O(cells).
  public init(
    _ rows: [[Item]], minimumCellWidth: Int = 1, rowSpacing: Int = 0,
    focus: Position = Position(row: 0, column: 0)
  ) {
    rowCount = rows.count
    columnCount = rows.lazy.map(\.count).max() ?? 0
    cellWidth = rows.reduce(max(1, minimumCellWidth)) { width, row in
      row.reduce(width) { max($0, DisplayWidth.of($1.text)) }
    }
    self.rowSpacing = max(0, rowSpacing)
    self.focus = focus
    content = { position in
      let row = rows[position.row]
      return row.indices.contains(position.column) ? row[position.column] : nil
    }
  }

  /// Creates a table whose cells are made when they come into view.
  ///
  /// - Parameters:
  ///   - rowCount: The number of rows.
  ///   - columnCount: The number of columns.
  ///   - cellWidth: The width of every column; longer texts are cut.
  ///   - rowSpacing: Empty lines between rows.
  ///   - focus: The cell that must be in view.
  ///   - item: The cell at a position of the table.
  /// - Complexity: O(1).
  public init(
    rowCount: Int, columnCount: Int, cellWidth: Int, rowSpacing: Int = 0,
    focus: Position = Position(row: 0, column: 0), item: @escaping @Sendable (Position) -> Item
  ) {
    self.rowCount = rowCount
    self.columnCount = rowCount == 0 ? 0 : columnCount
    self.cellWidth = max(1, cellWidth)
    self.rowSpacing = max(0, rowSpacing)
    self.focus = focus
    content = item
  }

  /// The cells of a part of the table; where a row has ended, and where lines are left out, `nil`.
  func items(rows: [Int?], columns: [Int?]) -> [[Item?]] {
    rows.map { row in
      columns.map { column in
        guard let row, let column else { return nil }
        return content(Position(row: row, column: column))
      }
    }
  }

  /// The size at which every cell is in view.
  public var idealSize: Size {
    Size(
      width: rowCount == 0 ? 0 : labelWidth + columnCount * (cellWidth + 1) + 1,
      height: rowCount * cellHeight + max(0, rowCount - 1) * rowSpacing)
  }

  /// Returns where a cell's text is drawn, without the gaps beside it; `nil` when it is out of view.
  public func frame(of position: Position, in area: Rect) -> Rect? {
    GridLayout(self, in: area).frame(of: position)
  }

  /// The rows and columns that are in view in an area, in their order.
  public func visible(in area: Rect) -> (rows: [Int], columns: [Int]) {
    let layout = GridLayout(self, in: area)
    return (layout.rows.visible, layout.columns.visible)
  }

  /// Whether columns are left out between others that are in view, or beside them.
  public func isFolded(in area: Rect) -> Bool {
    !GridLayout(self, in: area).columns.gaps.isEmpty
  }

  /// Whether lines above, below or between the rows in view say how many others there are.
  public func countsRows(in area: Rect) -> Bool {
    let layout = GridLayout(self, in: area)
    return layout.origin.y > area.minY || !layout.rows.gaps.isEmpty
  }

  /// Returns the cell drawn at `point`, for the mouse; the gap to the left belongs to a cell.
  public func position(at point: Point, in area: Rect) -> Position? {
    GridLayout(self, in: area).position(at: point)
  }
}
