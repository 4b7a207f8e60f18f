import TerminalKit
import Typesetting

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
    /// The columns of each class, from the first cell on, and the gap behind them.
    let columns: [Range<Int>]

    /// A cell, or what stands above it.
    func cell(_ row: Int, _ column: Int) -> Rect {
      let place = columns[column]
      return Rect(x: origin.x + place.lowerBound, y: origin.y + row, width: place.count, height: 1)
    }

    /// The share of a class that is recognised, or what stands above it.
    func share(_ row: Int) -> Rect {
      Rect(
        x: origin.x + (columns.last?.upperBound ?? 0) + 1, y: origin.y + row,
        width: ConfusionTable.shareWidth, height: 1)
    }
  }

  /// As wide as `100.0 %`.
  private static let shareWidth = 7

  /// Divides the page.
  func layout(in area: Rect) -> Layout {
    let split = area.splitTop(max(3, area.height - 3))
    let inside = Box().content(in: split.top).inset(horizontally: 1)
    let widest = names.map(DisplayWidth.of).max() ?? 4
    let labelWidth = min(widest, max(4, inside.width / 5)) + 1
    return Layout(
      box: split.top, caption: split.rest.inset(horizontally: 2),
      origin: Point(x: inside.minX + labelWidth, y: inside.minY + 1), labelWidth: labelWidth,
      columns: columns(within: inside.width - labelWidth - Self.shareWidth - 1))
  }

  /// The columns, each as wide as its name and its numbers, and further apart where there is room.
  ///
  /// Where there is too little, the widest give way.
  private func columns(within room: Int) -> [Range<Int>] {
    let digits = counts.joined().map { String($0).count }.max() ?? 1
    let needed = counts.indices.map { max(digits, DisplayWidth.of(names[$0])) }
    let most =
      (2...).prefix { limit in
        needed.map { min($0, limit) + 1 }.reduce(0, +) <= room && limit <= (needed.max() ?? 0)
      }.last ?? 2
    let widths = needed.map { min($0, most) }
    let spare = (room - widths.reduce(0, +)) / max(1, widths.count)
    let gap = min(max(1, spare), 4)
    var end = 0
    return widths.map { width in
      let start = end
      end += width + gap
      return start..<start + width
    }
  }

  /// The cell at a point.
  func cell(at point: Point, in area: Rect) -> Confusion? {
    let layout = layout(in: area)
    guard point.y >= layout.origin.y, point.x >= layout.origin.x else { return nil }
    let row = point.y - layout.origin.y
    // The gap behind a column belongs to it.
    let column = layout.columns.lastIndex { $0.lowerBound <= point.x - layout.origin.x }
    guard counts.indices.contains(row), let column, point.x < layout.share(row).minX else {
      return nil
    }
    return Confusion(label: row, prediction: column)
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let layout = layout(in: area)
    let inside = Box().content(in: layout.box)
    for column in counts.indices {
      let place = layout.cell(-1, column)
      let isChosen = column == chosen.column
      buffer.write(
        short(names[column], place.width, isChosen ? Style.kernel.bold : .dim),
        in: place.intersection(inside), alignment: .trailing)
    }
    buffer.write(
      StyledText("right", .dim), in: layout.share(-1).intersection(inside), alignment: .trailing)
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
      short(names[row], layout.labelWidth - 1, isChosen ? Style.input.bold : .text),
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
        in: layout.cell(row, column).intersection(inside), alignment: .trailing)
    }
    let recognised = Double(counts[row][row]) / Double(total)
    buffer.write(
      StyledText(Wording.percent(recognised)), in: layout.share(row).intersection(inside),
      alignment: .trailing)
  }

  /// The beginning of a name: where columns are narrow, a sign for the rest would say less.
  private func short(_ name: String, _ width: Int, _ style: Style) -> StyledText {
    StyledText(name, style).truncated(to: width, ellipsis: "")
  }
}
