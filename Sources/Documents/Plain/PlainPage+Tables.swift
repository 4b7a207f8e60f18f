import Typesetting

extension PlainPage {
  private static let gap = "  "
  /// The fewest columns of characters that a column of words is wrapped to.
  private static let narrowest = 12

  /// The lines of a table; where it is too wide, the widest columns of words or formulas are wrapped.
  func lines(_ table: Table) -> [PageLine] {
    let header = table.columns.map { adapted($0.title) }
    let rows = table.rows.map { $0.map(adapted) }
    let widths = columnWidths(table, [header] + rows)
    let isTitled = header.contains { !$0.isEmpty }
    let rule = widths.map { String(repeating: glyphs.horizontal, count: $0) }
    var lines: [PageLine] = []
    if isTitled {
      lines += row(header, table, widths).map { PageLine($0, isBold: true) }
      lines.append(PageLine(rule.joined(separator: Self.gap), hue: .dim))
    }
    return lines + rows.flatMap { row($0, table, widths).map { PageLine($0) } }
  }

  private func columnWidths(_ table: Table, _ rows: [[String]]) -> [Int] {
    var widths = table.columns.indices.map { column in
      rows.map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    let room = width - Self.gap.count * (widths.count - 1)
    while widths.reduce(0, +) > room {
      let shrinkable = widths.indices.filter {
        table.columns[$0].kind != .number && widths[$0] > Self.narrowest
      }
      guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
    }
    return widths
  }

  private func row(_ cells: [String], _ table: Table, _ widths: [Int]) -> [String] {
    let parts = zip(cells, widths).map { $0.wrapped(to: $1) }
    return (0..<(parts.map(\.count).max() ?? 0)).map { line in
      parts.indices.map { column in
        let text = line < parts[column].count ? parts[column][line] : ""
        return table.columns[column].kind == .number
          ? text.leftPadded(to: widths[column]) : text.padded(to: widths[column])
      }
      .joined(separator: Self.gap).trimmingTrailingSpaces
    }
  }
}
