/// Which part of a grid is in view, and where.
struct GridLayout {
  let area: Rect
  let cellWidth: Int
  let rowPitch: Int
  let rowCount: Int
  let columnCount: Int
  /// The rows and columns in view.
  let rows: Range<Int>
  let columns: Range<Int>
  /// The gap to the left of the first cell in view.
  let origin: Point

  /// The rectangle of the labels.
  let labels: Rect

  init(_ grid: GridView, in whole: Rect) {
    let area = whole.splitLeft(grid.labelWidth).rest
    labels = whole.splitLeft(grid.labelWidth).left
    self.area = area
    cellWidth = grid.cellWidth
    rowPitch = 1 + grid.rowSpacing
    rowCount = grid.rowCount
    columnCount = grid.columnCount
    let rowsFit = area.height >= grid.idealSize.height
    let columnsFit = area.width >= grid.idealSize.width - grid.labelWidth
    // Arrows take the outermost lines, except where that would leave nothing.
    let top = rowsFit || area.height < 3 ? 0 : 1
    let left = columnsFit || area.width < cellWidth + 4 ? 0 : 1
    rows = Self.visible(
      (area.height - 2 * top + grid.rowSpacing) / rowPitch, of: rowCount, around: grid.focus.row)
    columns = Self.visible(
      (area.width - 2 * left - 1) / (cellWidth + 1), of: columnCount,
      around: grid.focus.column, holding: grid.soughtColumns)
    origin = Point(x: area.minX + left, y: area.minY + top)
  }

  private static func visible(
    _ room: Int, of count: Int, around focus: Int, holding sought: [Int] = []
  ) -> Range<Int> {
    let length = min(max(1, room), count)
    let wanted =
      start(of: length, holding: sought) ?? min(max(0, focus), count) - length / 2
    let start = min(max(0, wanted), count - length)
    return start..<start + length
  }

  /// Where the first of the stretches begins that hold the most of some places, in ascending order, with
  /// those in its middle; `nil` where there are no places.
  private static func start(of length: Int, holding places: [Int]) -> Int? {
    var (best, most, end) = (nil as Int?, 0, 0)
    for (index, place) in places.enumerated() {
      while end < places.count, places[end] < place + length { end += 1 }
      guard end - index > most else { continue }
      most = end - index
      best = place - (length - (places[end - 1] - place)) / 2
    }
    return best
  }

  func frame(of position: GridView.Position) -> Rect? {
    guard rows.contains(position.row), columns.contains(position.column) else { return nil }
    let frame = Rect(
      x: origin.x + (position.column - columns.lowerBound) * (cellWidth + 1) + 1,
      y: origin.y + (position.row - rows.lowerBound) * rowPitch, width: cellWidth, height: 1
    )
    .intersection(area)
    return frame.isEmpty ? nil : frame
  }

  func position(at point: Point) -> GridView.Position? {
    guard area.contains(point), point.x >= origin.x, point.y >= origin.y else { return nil }
    let row = rows.lowerBound + (point.y - origin.y) / rowPitch
    let column = columns.lowerBound + (point.x - origin.x) / (cellWidth + 1)
    guard rows.contains(row), columns.contains(column) else { return nil }
    return GridView.Position(row: row, column: column)
  }
}
