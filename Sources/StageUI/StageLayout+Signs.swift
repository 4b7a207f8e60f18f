import Storyboards
import TerminalKit

// What stands between the panels of a row.

extension StageLayout {
  /// A sign between two panels.
  struct Sign {
    let sign: PanelSign
    /// The gap between both, one row high; of panels that stand apart as high as the lower of them.
    let area: Rect
  }

  /// A panel of a row at its place.
  struct PlacedBlock {
    let block: PanelBlock
    let area: Rect
    /// The rows in which names of its planes may stand, in this frame or another.
    let nameRows: [Int]

    /// The rows that its grids take.
    fileprivate var body: Range<Int> { area.splitTop(block.headerHeight).rest.rows }

    /// Whether the rows of its grids have names, which stand on their left.
    fileprivate var hasRowLabels: Bool { block.labelWidth > 0 }
  }

  /// The line of the signs of a row: that in the middle, or the nearest to it in which no plane has its name in
  /// any frame, for there a sign would belong to the name.
  ///
  /// - Parameter middle: Twice the line on which the grids are centred.
  static func line(ofSignsBetween blocks: [PlacedBlock], around middle: Int) -> Int {
    let rows = Set(blocks.flatMap(\.body)).sorted()
    let free = rows.filter { row in !blocks.contains { $0.nameRows.contains(row) } }
    return (free.isEmpty ? rows : free).min { abs(2 * $0 - middle) < abs(2 * $1 - middle) }
      ?? middle / 2
  }

  /// The signs of a row, all on one line.
  ///
  /// - Parameter gap: The columns before the first panel, where that begins with its sign.
  static func signs(between blocks: [PlacedBlock], on line: Int, before gap: Int?) -> [Sign] {
    var end = blocks.first.flatMap { first in gap.map { first.area.minX - $0 } }
    var body: Range<Int>?
    return blocks.compactMap { placed -> Sign? in
      defer { (end, body) = (placed.area.maxX, placed.body) }
      guard let start = end, let sign = placed.block.panel.sign else { return nil }
      let width = placed.area.minX - start
      guard sign == .apart else {
        // Beside the names of rows a sign would be one of them.
        let margin = placed.hasRowLabels ? Sign.marginOfLabels : 0
        // Two columns: without Unicode an arrow has two characters.
        let room = max(min(width, 2), width - margin)
        return Sign(sign: sign, area: Rect(x: start, y: line, width: room, height: 1))
      }
      let lower = body.map { $0.clamped(to: placed.body) } ?? placed.body
      return Sign(
        sign: sign, area: Rect(x: start, y: lower.lowerBound, width: width, height: lower.count))
    }
  }
}

extension StageLayout.Sign {
  /// The columns that are kept free before the names of rows.
  fileprivate static let marginOfLabels = 2

  /// Draws it: what stands apart has a line between.
  func draw(on buffer: inout Buffer) {
    guard sign == .apart else {
      let text = buffer.glyphs.adapt(StyledText(sign.rawValue, Style.text.bold))
      // Two characters stand right of the middle: on their left a grid that is cut ends in an arrow.
      let start = (area.width - 1) / 2 - (text.width - 1) / 2
      buffer.write(text, in: area.splitLeft(max(0, start)).rest)
      return
    }
    let x = area.minX + (area.width - 1) / 2
    for y in area.rows { buffer[x, y] = Cell(buffer.glyphs.vertical, .dim) }
  }
}

extension Rect {
  /// The rows that it takes.
  fileprivate var rows: Range<Int> { minY..<max(minY, maxY) }
}
