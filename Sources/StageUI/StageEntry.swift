import TerminalKit
import Typesetting

/// A grid that somebody is typing where the results would stand.
///
/// The screen that reads the keys keeps the text; the stage only draws it.
public struct StageEntry: Hashable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// How each cell looks, in row-major order.
  public let items: [GridView.Item]
  /// The cell being typed, a position in ``items``.
  public let cursor: Int
  /// The width of the longest text.
  let widestText: Int

  /// Creates a grid.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns; at least 1.
  ///   - items: How each cell looks, in row-major order, `rows · columns` of them.
  ///   - cursor: The cell being typed, a position in `items`.
  /// - Complexity: O(items).
  public init(rows: Int, columns: Int, items: [GridView.Item], cursor: Int) {
    precondition(items.count == rows * columns, "\(items.count) items in \(rows)×\(columns)")
    precondition(items.indices.contains(cursor), "cell \(cursor) of \(items.count)")
    self.rows = rows
    self.columns = columns
    self.items = items
    self.cursor = cursor
    widestText = items.reduce(1) { max($0, DisplayWidth.of($1.text)) }
  }

  /// Where the cell being typed stands.
  var cursorPosition: GridView.Position {
    GridView.Position(row: cursor / columns, column: cursor % columns)
  }
}
