import Typesetting

extension PlainPage {
  private static let gridGap = 4

  /// Grids side by side as far as there is room, the others below; one that is too wide in strips.
  func lines(_ grids: [NumberGrid]) -> [PageLine] {
    let blocks = grids.flatMap { grid in grid.strips(of: mostColumns(of: grid)) }.map(block)
    var lines: [PageLine] = []
    var band: [[PageLine]] = []
    var bandWidth = 0
    for block in blocks {
      let blockWidth = block.map(\.width).max() ?? 0
      if !band.isEmpty, bandWidth + Self.gridGap + blockWidth > width {
        lines += joined(band) + [PageLine()]
        (band, bandWidth) = ([], 0)
      }
      bandWidth += (band.isEmpty ? 0 : Self.gridGap) + blockWidth
      band.append(block)
    }
    return lines + joined(band)
  }

  /// How many columns of numbers a strip of a grid has.
  private func mostColumns(of grid: NumberGrid) -> Int {
    let room = width - labelWidth(of: grid)
    return max(1, room / (numberWidth(of: grid) + 2))
  }

  private func numberWidth(of grid: NumberGrid) -> Int {
    grid.rows.joined().map { DisplayWidth.of(adapted($0)) }.max() ?? 0
  }

  private func labelWidth(of grid: NumberGrid) -> Int {
    grid.labels.map { DisplayWidth.of(adapted($0)) }.max() ?? 0
  }

  private func block(_ grid: NumberGrid) -> [PageLine] {
    let (number, label) = (numberWidth(of: grid), labelWidth(of: grid))
    let rows = grid.rows.enumerated().map { position, row in
      let start = label > 0 ? adapted(grid.labels[position]).padded(to: label) : ""
      return PageLine(
        start + row.map { "  " + adapted($0).leftPadded(to: number) }.joined())
    }
    let title = adapted(grid.title)
    return (title.isEmpty ? [] : [PageLine(title, hue: grid.hue, isBold: true)]) + rows
  }

  private func joined(_ blocks: [[PageLine]]) -> [PageLine] {
    let widths = blocks.map { $0.map(\.width).max() ?? 0 }
    return (0..<(blocks.map(\.count).max() ?? 0)).map { line in
      var joined = PageLine()
      for (position, block) in blocks.enumerated() {
        let part = line < block.count ? block[line] : PageLine()
        let isLast = position == blocks.count - 1
        joined = joined + (isLast ? part : part.padded(to: widths[position] + Self.gridGap))
      }
      return joined
    }
  }
}
