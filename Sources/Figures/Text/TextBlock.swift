/// A rectangle of text that is set beside others.
struct TextBlock {
  /// The lines; shorter ones are filled with spaces.
  let lines: [ColoredText]

  /// The length of the longest line.
  var width: Int { lines.map(\.width).max() ?? 0 }

  /// Blocks side by side, as many in a row as the width allows; rows are parted by an empty line.
  static func flow(_ blocks: [TextBlock], width: Int, gap: Int = 4) -> [ColoredText] {
    var rows: [[TextBlock]] = []
    var used = 0
    for block in blocks {
      if rows.isEmpty || used + gap + block.width > width {
        rows.append([block])
        used = block.width
      } else {
        rows[rows.count - 1].append(block)
        used += gap + block.width
      }
    }
    return Array(rows.map { beside($0, gap: gap) }.joined(separator: [ColoredText()]))
  }

  /// Blocks side by side as one.
  static func joined(_ blocks: [TextBlock], gap: Int = 4) -> TextBlock {
    TextBlock(lines: beside(blocks, gap: gap))
  }

  /// The blocks of each column below each other as one; what is in the same place of every column
  /// begins in the same line.
  static func stacked(_ columns: [[TextBlock]]) -> [TextBlock] {
    let heights = (0..<(columns.map(\.count).max() ?? 0)).map { row in
      columns.compactMap { row < $0.count ? $0[row].lines.count : nil }.max() ?? 0
    }
    return columns.map { column in
      TextBlock(
        lines: Array(
          zip(column, heights).map { block, height in
            block.lines + Array(repeating: ColoredText(), count: height - block.lines.count)
          }.joined(separator: [ColoredText()])))
    }
  }

  /// The blocks of each column below each other as one; what is in the same place of every column begins in
  /// the same line only where all columns have room side by side.
  static func stackedWhereWhole(_ columns: [[TextBlock]], width: Int, gap: Int = 4) -> [TextBlock] {
    let stacked = stacked(columns)
    if stacked.reduce(-gap, { $0 + gap + $1.width }) <= width { return stacked }
    return columns.map { column in
      let blocks = column.filter { !$0.lines.isEmpty }
      return TextBlock(lines: Array(blocks.map(\.lines).joined(separator: [ColoredText()])))
    }
  }

  private static func beside(_ blocks: [TextBlock], gap: Int) -> [ColoredText] {
    let height = blocks.map(\.lines.count).max() ?? 0
    return (0..<height).map { line in
      var text = ColoredText()
      for (index, block) in blocks.enumerated() {
        if index > 0 { text = text.padded(to: text.width + gap) }
        let part = line < block.lines.count ? block.lines[line] : ColoredText()
        text = text + part.padded(to: block.width)
      }
      return text.trimmingTrailingSpaces
    }
  }
}
