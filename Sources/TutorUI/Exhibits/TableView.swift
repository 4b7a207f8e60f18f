import Exhibits
import TerminalKit
import Typesetting

/// A table of an exhibit; what is kept back is asked for in brackets.
struct TableView: Widget {
  private let table: Table
  private let cover: Cover
  private let widths: [Int]
  /// Whether rows stand apart.
  private let isSpacious: Bool

  /// What stands in a cell that is kept back.
  private static let question = "[?]"
  private static let gap = 2

  init(_ table: Table, cover: Cover, isSpacious: Bool = false) {
    (self.table, self.cover, self.isSpacious) = (table, cover, isSpacious)
    let columns = max(table.header.count, table.rows.map(\.cells.count).max() ?? 0)
    // Hidden cells keep the room of what they hide, so that nothing moves when it comes.
    widths = (0..<columns).map { column in
      let cells = table.rows.filter { $0.cells.indices.contains(column) }.map { $0.cells[column] }
      let texts = cells.map { DisplayWidth.of($0.text) }
      let least = cells.contains { $0.piece != nil } ? Self.question.count : 0
      let header = table.header.indices.contains(column) ? DisplayWidth.of(table.header[column]) : 0
      return max(header, least, texts.max() ?? 0)
    }
  }

  var width: Int { max(DisplayWidth.of(table.title), Self.width(of: widths)) }

  private static func width(of widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(0, widths.count - 1)
  }

  var height: Int { isSpacious ? heading + max(0, 2 * table.rows.count - 1) : compactHeight }

  private var compactHeight: Int {
    heading + table.rows.count + table.rows.count(where: \.isSum)
  }

  /// The rows that it needs at least: of what has come one after the other only the newest.
  var leastHeight: Int { table.isLog ? min(height, heading + Self.leastLog) : height }

  private static let leastLog = 4

  private var heading: Int { (table.title.isEmpty ? 0 : 1) + (table.header.isEmpty ? 0 : 1) }

  func draw(in area: Rect, on buffer: inout Buffer) {
    var top = 0
    func row() -> Rect {
      defer { top += 1 }
      return Rect(x: area.minX, y: area.minY + top, width: area.width, height: 1)
        .intersection(area)
    }
    if !table.title.isEmpty { buffer.write(StyledText(table.title, .accent), in: row()) }
    if !table.header.isEmpty {
      buffer.write(line(table.header.map { StyledText($0, Style.dim.underlined) }), in: row())
    }
    let isSpacious = isSpacious && height <= area.height
    let (first, isCut) = isSpacious ? (0, false) : window(height: area.height - heading)
    for (index, entry) in table.rows.enumerated().dropFirst(first) {
      if isSpacious, index > 0 { top += 1 }
      guard top < area.height else { break }
      if entry.isSum, isSpacious {
        buffer.drawHorizontalLine(
          at: Point(x: area.minX, y: area.minY + top - 1), length: Self.width(of: widths),
          style: .dim)
      } else if entry.isSum {
        buffer.drawHorizontalLine(
          at: Point(x: area.minX, y: area.minY + top), length: Self.width(of: widths), style: .dim)
        top += 1
      }
      let isLeft = isCut && top == area.height - 1 && index < table.rows.count - 1
      let cells = entry.cells.map { isLeft ? more(buffer.glyphs) : text($0, entry) }
      buffer.write(line(cells), in: row())
    }
  }

  private func more(_ glyphs: GlyphSet) -> StyledText {
    StyledText(String(glyphs.verticalEllipsis), .dim)
  }

  /// The first row in view, so that the current one is, and whether rows are out of view.
  private func window(height: Int) -> (first: Int, isCut: Bool) {
    let extra = table.rows.count + table.rows.count(where: \.isSum) - height
    guard extra > 0 else { return (0, false) }
    let current =
      table.rows.lastIndex(where: \.isCurrent) ?? (table.isLog ? table.rows.count - 1 : 0)
    return (min(max(0, current - height / 2), extra), true)
  }

  private func text(_ cell: Table.Cell, _ row: Table.Row) -> StyledText {
    if cover.hides(cell.piece) { return StyledText(Self.question, Style.accent.bold) }
    let style = cell.isMarked ? cell.ink.style.reversed : cell.ink.style
    return StyledText(cell.text, row.isCurrent || cell.isMarked ? style.bold : style)
  }

  /// Cells in their columns.
  private func line(_ cells: [StyledText]) -> StyledText {
    var line = StyledText()
    for (column, cell) in cells.enumerated() {
      let blank = StyledText(String(repeating: " ", count: max(0, widths[column] - cell.width)))
      line += table.trailing.contains(column) ? blank + cell : cell + blank
      if column < cells.count - 1 { line += StyledText(String(repeating: " ", count: Self.gap)) }
    }
    return line
  }
}
