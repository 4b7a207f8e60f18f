import TerminalKit

/// Counts of classes (rows) taken for classes (columns), and how many of each are recognised.
struct ConfusionTable: Widget {
  let counts: [[Int]]
  let names: [String]
  let chosen: ClassesPage

  /// Where the table and the words below it stand.
  struct Layout {
    let box: Rect
    let caption: Rect
    /// The first cell.
    let origin: Point
    let labelWidth: Int
    let cellWidth: Int
  }

  /// Divides the page.
  func layout(in area: Rect) -> Layout {
    let split = area.splitTop(max(3, area.height - 3))
    let inside = Box().content(in: split.top).inset(horizontally: 1)
    let widest = names.map(\.count).max() ?? 4
    let labelWidth = min(widest, max(4, inside.width / 5)) + 1
    let digits = counts.joined().map { String($0).count }.max() ?? 1
    // The last column is the share of the class that is recognised.
    let room = (inside.width - labelWidth - 7) / max(1, counts.count)
    return Layout(
      box: split.top, caption: split.rest.inset(horizontally: 2),
      origin: Point(x: inside.minX + labelWidth, y: inside.minY + 1), labelWidth: labelWidth,
      cellWidth: min(max(digits + 1, widest + 2), max(3, room)))
  }

  /// The cell at a point.
  func cell(at point: Point, in area: Rect) -> Confusion? {
    let layout = layout(in: area)
    guard point.y >= layout.origin.y, point.x >= layout.origin.x else { return nil }
    let row = point.y - layout.origin.y
    let column = (point.x - layout.origin.x) / layout.cellWidth
    guard counts.indices.contains(row), counts.indices.contains(column) else { return nil }
    return Confusion(label: row, prediction: column)
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let layout = layout(in: area)
    let inside = Box().content(in: layout.box)
    for column in counts.indices {
      let place = rect(layout, -1, column)
      let isChosen = column == chosen.column
      buffer.write(
        StyledText(short(names[column], layout.cellWidth - 1), isChosen ? Style.kernel.bold : .dim),
        in: place.intersection(inside), alignment: .trailing)
    }
    let recall = Rect(
      x: layout.origin.x + layout.cellWidth * counts.count + 1, y: layout.origin.y - 1, width: 6,
      height: 1)
    buffer.write(StyledText("right", .dim), in: recall.intersection(inside), alignment: .trailing)
    for row in counts.indices where layout.origin.y + row < inside.maxY {
      drawRow(row, layout, inside, on: &buffer)
    }
  }

  private func drawRow(
    _ row: Int, _ layout: Layout, _ inside: Rect, on buffer: inout Buffer
  ) {
    let total = max(1, counts[row].reduce(0, +))
    let y = layout.origin.y + row
    let isChosen = row == chosen.row
    buffer.write(
      StyledText(
        short(names[row], layout.labelWidth - 1), isChosen ? Style.input.bold : .text),
      in: Rect(
        x: layout.origin.x - layout.labelWidth, y: y, width: layout.labelWidth - 1, height: 1))
    for column in counts.indices {
      let count = counts[row][column]
      let share = Double(count) / Double(total)
      var style: Style =
        row == column ? .success : share >= 0.1 ? .failure : share >= 0.03 ? .warning : .dim
      if isChosen, column == chosen.column { style = style.reversed }
      buffer.write(
        StyledText(count == 0 ? "·" : "\(count)", style),
        in: rect(layout, row, column).intersection(inside), alignment: .trailing)
    }
    let recognised = Double(counts[row][row]) / Double(total)
    let place = Rect(
      x: layout.origin.x + layout.cellWidth * counts.count + 1, y: y, width: 6, height: 1)
    buffer.write(
      StyledText(Wording.percent(recognised)), in: place.intersection(inside),
      alignment: .trailing)
  }

  private func rect(_ layout: Layout, _ row: Int, _ column: Int) -> Rect {
    Rect(
      x: layout.origin.x + column * layout.cellWidth, y: layout.origin.y + row,
      width: layout.cellWidth - 1, height: 1)
  }

  private func short(_ name: String, _ width: Int) -> String { String(name.prefix(max(1, width))) }
}
