import Exhibits
import TerminalKit
import Typesetting

/// Numbers as bars that end within a cell, with names before and numbers behind them.
struct BarsView: Widget {
  private let chart: BarChart
  private let cover: Cover
  /// How many rows each bar takes, an empty one among them where bars stand apart.
  private let step: Int

  private static let question = "?"

  init(_ chart: BarChart, cover: Cover, isSpacious: Bool = false) {
    (self.chart, self.cover, step) = (chart, cover, isSpacious ? 2 : 1)
  }

  /// The rows that it takes with its title.
  var height: Int { chart.bars.count * step + 1 }

  private var nameWidth: Int { chart.bars.map { DisplayWidth.of($0.name) }.max() ?? 0 }
  private var valueWidth: Int { chart.bars.map { DisplayWidth.of($0.value) }.max() ?? 0 }

  /// The columns that it needs at least.
  var leastWidth: Int { nameWidth + valueWidth + 14 }

  func draw(in area: Rect, on buffer: inout Buffer) {
    buffer.write(StyledText(chart.title, .accent), in: area.splitTop(1).top)
    let room = area.width - nameWidth - valueWidth - 2
    for (bar, row) in zip(chart.bars, stride(from: step, to: max(1, area.height), by: step)) {
      let line = Rect(x: area.minX, y: area.minY + row, width: area.width, height: 1)
      let isHidden = cover.hides(bar.piece)
      let name = cover.hides(bar.namePiece) ? Self.question : bar.name
      let value = isHidden || cover.hides(bar.valuePiece) ? Self.question : bar.value
      buffer.write(StyledText(name, .dim), in: line.splitLeft(nameWidth).left)
      let rest = line.splitLeft(nameWidth + 1).rest
      let text = isHidden ? "" : Self.bar(bar.share, of: max(1, room), buffer.glyphs)
      let style = value == Self.question ? Style.accent.bold : Style.text
      buffer.write(
        StyledText(text, bar.ink.style) + StyledText(text.isEmpty ? "" : " ")
          + StyledText(value, style), in: rest)
    }
  }

  /// A bar as long as its share of some cells; whatever is above 0 can be seen.
  private static func bar(_ share: Double, of width: Int, _ glyphs: GlyphSet) -> String {
    guard share > 0 else { return "" }
    let ends = glyphs.barEnds
    let parts = max(1, Int((min(share, 1) * Double(width * ends.count)).rounded()))
    let whole = String(repeating: glyphs.block, count: parts / ends.count)
    let left = parts % ends.count
    return left == 0 ? whole : whole + String(ends[left - 1])
  }
}
