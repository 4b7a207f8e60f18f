import Exhibits
import TerminalKit

/// Two areas over each other, two columns to a cell, and what their signs mean.
struct AreasView: Widget {
  private let areas: AreaMap
  /// The rows of a cell, which has twice as many columns.
  private let scale: Int

  init(_ areas: AreaMap, isSpacious: Bool = false) {
    (self.areas, scale) = (areas, isSpacious ? 2 : 1)
  }

  var size: Size {
    let columns = areas.rows.first?.count ?? 0
    let names = AreaMap.Cell.allCases.map { areas.name(of: $0).count + 3 }
    return Size(
      width: max(2 * scale * columns, names.max() ?? 0),
      height: legendTop + AreaMap.Cell.allCases.count)
  }

  /// The rows above the meaning of the signs.
  private var legendTop: Int { scale * areas.rows.count + scale - 1 }

  func draw(in area: Rect, on buffer: inout Buffer) {
    for (row, cells) in areas.rows.enumerated() {
      let line = cells.reduce(into: StyledText()) { line, cell in
        line.append(String(repeating: glyph(cell, buffer), count: 2 * scale), style(cell))
      }
      for part in 0..<scale {
        buffer.write(
          line, at: Point(x: area.minX, y: area.minY + scale * row + part), clippedTo: area)
      }
    }
    for (index, cell) in AreaMap.Cell.allCases.enumerated() {
      let text =
        StyledText(String(repeating: glyph(cell, buffer), count: 2), style(cell))
        + StyledText(" \(areas.name(of: cell))", .dim)
      buffer.write(
        text, at: Point(x: area.minX, y: area.minY + legendTop + index), clippedTo: area)
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
