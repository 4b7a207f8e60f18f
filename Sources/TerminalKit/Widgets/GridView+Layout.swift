/// Which part of a grid is in view, and where.
struct GridLayout {
  let area: Rect
  let cellWidth: Int
  let rowPitch: Int
  /// The line of a cell that has its text.
  let textRow: Int
  let rowCount: Int
  let columnCount: Int
  /// The rows and columns in view.
  let rows: GridAxis
  let columns: GridAxis
  /// The gap to the left of the first cell in view.
  let origin: Point

  /// The rectangle of the labels.
  let labels: Rect

  init(_ grid: GridView, in whole: Rect) {
    let area = whole.splitLeft(grid.labelWidth).rest
    labels = whole.splitLeft(grid.labelWidth).left
    self.area = area
    cellWidth = grid.cellWidth
    rowPitch = grid.cellHeight + grid.rowSpacing
    textRow = (grid.cellHeight - 1) / 2
    rowCount = grid.rowCount
    columnCount = grid.columnCount
    let rowsFit = area.height >= grid.idealSize.height
    let columnsFit = area.width >= grid.idealSize.width - grid.labelWidth
    let (cellWidth, rowPitch) = (cellWidth, rowPitch)
    let (rows, top) = Self.visible(
      of: rowCount, around: grid.focus.row, holding: grid.soughtRows,
      // Arrows take the outermost lines, except where that would leave nothing.
      margin: rowsFit || area.height < 3 ? 0 : 1, gap: 1
    ) { (area.height - 2 * $0 + grid.rowSpacing) / rowPitch }
    let (columns, left) = Self.visible(
      of: columnCount, around: grid.focus.column, holding: grid.soughtColumns,
      margin: columnsFit || area.width < cellWidth + 4 ? 0 : 1,
      gap: Self.places(forCounting: columnCount, cellWidth: cellWidth)
    ) { (area.width - 2 * $0 - 1) / (cellWidth + 1) }
    (self.rows, self.columns) = (rows, columns)
    origin = Point(x: area.minX + left, y: area.minY + top)
  }

  /// How many columns the sign that columns are left out takes: `…12`, and a blank beside it.
  private static func places(forCounting count: Int, cellWidth: Int) -> Int {
    (2 + String(count).count + cellWidth) / (cellWidth + 1)
  }

  /// What is in view of an axis, and the cells that arrows take on either side of it.
  ///
  /// Lines that are sought and do not lie in one stretch are in view with gaps between.
  private static func visible(
    of count: Int, around focus: Int, holding sought: [Int], margin: Int, gap: Int,
    room: (_ margin: Int) -> Int
  ) -> (GridAxis, margin: Int) {
    let length = min(max(1, room(margin)), count)
    let wanted =
      start(of: length, holding: sought, around: focus) ?? min(max(0, focus), count) - length / 2
    let start = min(max(0, wanted), count - length)
    let stretch = start..<start + length
    var (best, held) = ((GridAxis(stretch), margin: margin), sought.count(where: stretch.contains))
    // Where not all have places beside the numbers of what is left out, the sign for it does alone.
    for gap in Set([gap, 1]).sorted(by: >) where held < sought.count && room(0) < count {
      guard let folded = GridAxis(room(0), of: count, holding: sought, around: focus, gap: gap)
      else { continue }
      let more = Set(folded.visible).intersection(sought).count
      if more > held { (best, held) = ((folded, margin: 0), more) }
    }
    return best
  }

  /// Where the first of the stretches begins that hold the most of some places, in ascending order, with
  /// those in its middle, and the one that has to be in view if it is among them; `nil` where there are no
  /// places.
  private static func start(of length: Int, holding places: [Int], around focus: Int) -> Int? {
    let isSought = places.contains(focus)
    var (best, most, end) = (nil as Int?, 0, 0)
    for (index, place) in places.enumerated() {
      while end < places.count, places[end] < place + length { end += 1 }
      guard end - index > most, !isSought || place <= focus && focus <= places[end - 1] else {
        continue
      }
      most = end - index
      best = place - (length - (places[end - 1] - place)) / 2
    }
    return best
  }

  func frame(of position: GridView.Position) -> Rect? {
    guard let row = rows.place(of: position.row), let column = columns.place(of: position.column)
    else { return nil }
    let frame = Rect(
      x: origin.x + column * (cellWidth + 1) + 1, y: origin.y + row * rowPitch + textRow,
      width: cellWidth, height: 1
    )
    .intersection(area)
    return frame.isEmpty ? nil : frame
  }

  func position(at point: Point) -> GridView.Position? {
    guard area.contains(point), point.x >= origin.x, point.y >= origin.y else { return nil }
    let (row, column) = (
      (point.y - origin.y) / rowPitch, (point.x - origin.x) / (cellWidth + 1)
    )
    guard rows.lines.indices.contains(row), columns.lines.indices.contains(column),
      let row = rows.lines[row], let column = columns.lines[column]
    else { return nil }
    return GridView.Position(row: row, column: column)
  }
}
