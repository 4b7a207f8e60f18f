import Exhibits
import TerminalKit

/// Two areas over each other, two columns to a cell, and what their signs mean.
struct AreasView: Widget {
  private let areas: AreaMap

  init(_ areas: AreaMap) { self.areas = areas }

  var size: Size {
    let columns = areas.rows.first?.count ?? 0
    let names = AreaMap.Cell.allCases.map { areas.name(of: $0).count + 3 }
    return Size(
      width: max(2 * columns, names.max() ?? 0),
      height: areas.rows.count + AreaMap.Cell.allCases.count)
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    for (row, cells) in areas.rows.enumerated() {
      let line = cells.reduce(into: StyledText()) { line, cell in
        line.append(String(repeating: glyph(cell, buffer), count: 2), style(cell))
      }
      buffer.write(
        line, at: Point(x: area.minX, y: area.minY + row), clippedTo: area)
    }
    for (index, cell) in AreaMap.Cell.allCases.enumerated() {
      let text =
        StyledText(String(repeating: glyph(cell, buffer), count: 2), style(cell))
        + StyledText(" \(areas.name(of: cell))", .dim)
      buffer.write(
        text, at: Point(x: area.minX, y: area.minY + areas.rows.count + index), clippedTo: area)
    }
  }

  private func glyph(_ cell: AreaMap.Cell, _ buffer: Buffer) -> String {
    guard buffer.glyphs.isUnicode else { return String(cell.sign) }
    switch cell {
    case .neither: return String(buffer.glyphs.nothing)
    case .first: return "░"
    case .second: return "▒"
    case .both: return "█"
    }
  }

  private func style(_ cell: AreaMap.Cell) -> Style {
    switch cell {
    case .neither: .dim
    case .first: .input
    case .second: .kernel
    case .both: .output
    }
  }
}
