/// A table of short texts in columns of equal width: the picture of a tensor.
///
/// Texts are set flush right. A mark puts brackets around a cell, or around a run of neighbours with
/// the same mark, so that a highlighted window is seen without colour too:
///
///     1 [2  3] 4
///     5 [6  7] 8
///
/// When the area is too small, the part around ``focus`` is drawn, with arrows where there is more.
public struct GridView: Widget, Hashable, Sendable {
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

  /// The cells, row by row; short rows end early.
  public var rows: [[Item]]
  /// The least width of a column.
  public var minimumCellWidth: Int
  /// Empty lines between rows.
  public var rowSpacing: Int
  /// The cell that must be in view.
  public var focus: Position

  /// Creates a table.
  public init(
    _ rows: [[Item]], minimumCellWidth: Int = 1, rowSpacing: Int = 0,
    focus: Position = Position(row: 0, column: 0)
  ) {
    self.rows = rows
    self.minimumCellWidth = minimumCellWidth
    self.rowSpacing = max(0, rowSpacing)
    self.focus = focus
  }

  /// The number of columns of the longest row.
  public var columnCount: Int { rows.lazy.map(\.count).max() ?? 0 }

  /// The width of every column: that of its longest text.
  ///
  /// - Complexity: O(cells).
  public var cellWidth: Int {
    rows.reduce(max(1, minimumCellWidth)) { width, row in
      row.reduce(width) { max($0, DisplayWidth.of($1.text)) }
    }
  }

  /// The size at which every cell is in view.
  public var idealSize: Size {
    Size(
      width: rows.isEmpty ? 0 : columnCount * (cellWidth + 1) + 1,
      height: rows.count + max(0, rows.count - 1) * rowSpacing)
  }

  /// Returns where a cell is drawn, without the gaps beside it; `nil` when it is out of view.
  public func frame(of position: Position, in area: Rect) -> Rect? {
    GridLayout(self, in: area).frame(of: position)
  }

  /// Returns the cell drawn at `point`, for the mouse; the gap to the left belongs to a cell.
  public func position(at point: Point, in area: Rect) -> Position? {
    GridLayout(self, in: area).position(at: point)
  }
}
