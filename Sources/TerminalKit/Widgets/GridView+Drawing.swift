import Typesetting

extension GridView {
  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    guard !area.isEmpty, columnCount > 0 else { return }
    let layout = GridLayout(self, in: area)
    let rows = items(rows: layout.rows.lines, columns: layout.columns.lines)
    for (index, row) in rows.enumerated() {
      guard let line = layout.rows.lines[index] else { continue }
      let y = layout.origin.y + index * layout.rowPitch
      drawLabel(ofRow: line, at: y, layout, on: &buffer)
      draw(row, at: y, layout, on: &buffer)
      drawColumnGaps(inRow: line, at: y, layout, on: &buffer)
      if index + 1 < rows.count { join(row, rows[index + 1], below: y, layout, on: &buffer) }
    }
    drawArrows(layout, on: &buffer)
    drawRowGaps(layout, on: &buffer)
  }

  private func drawLabel(
    ofRow row: Int, at y: Int, _ layout: GridLayout, on buffer: inout Buffer
  ) {
    guard rowLabels.indices.contains(row) else { return }
    let place = Rect(
      x: layout.labels.minX, y: y + layout.textRow, width: max(0, labelWidth - 1), height: 1)
    buffer.write(
      StyledText(rowLabels[row], .dim), in: place.intersection(layout.labels), alignment: .trailing)
  }

  private func draw(_ row: [Item?], at y: Int, _ layout: GridLayout, on buffer: inout Buffer) {
    for index in 0...row.count {
      let x = layout.origin.x + index * (layout.cellWidth + 1)
      let left = index == 0 ? nil : row[index - 1]
      let right = index == row.count ? nil : row[index]
      for line in 0..<cellHeight where layout.area.contains(Point(x: x, y: y + line)) {
        let gap = Self.gap(between: left, and: right)
        buffer[x, y + line] = line == layout.textRow ? gap : gap.withoutSign
      }
      guard let right else { continue }
      let frame = Rect(x: x + 1, y: y, width: layout.cellWidth, height: cellHeight)
        .intersection(layout.area)
      buffer.fill(frame, with: Cell(" ", right.style).withoutSign)
      let line = Rect(x: x + 1, y: y + layout.textRow, width: layout.cellWidth, height: 1)
        .intersection(layout.area)
      // A line stands below a number, not below the blanks that make its column wide.
      buffer.fill(line, with: Cell(" ", right.style).unlined)
      let sign = right.sign.map { String(buffer.glyphs.sign($0)) } ?? ""
      let text = StyledText(sign + buffer.glyphs.signs(right.text), right.style)
      let fitting = line.splitLeft(line.width - trailingRoom).left
      buffer.write(text, in: text.width <= fitting.width ? fitting : line, alignment: .trailing)
    }
  }

  /// Fills the empty lines between reversed cells, so that a window is one block: cell by cell and gap by gap
  /// in the hues of the row above.
  private func join(
    _ upper: [Item?], _ lower: [Item?], below y: Int, _ layout: GridLayout,
    on buffer: inout Buffer
  ) {
    var left: Item?
    for index in upper.indices {
      guard let above = upper[index], above.isReversed, lower[index]?.isReversed == true else {
        left = nil
        continue
      }
      let x = layout.origin.x + index * (layout.cellWidth + 1)
      let height = layout.rowPitch - cellHeight
      let gap = Rect(x: x, y: y + cellHeight, width: 1, height: height)
      if left != nil {
        buffer.fill(
          gap.intersection(layout.area), with: Self.gap(between: left, and: above).withoutSign)
      }
      let below = Rect(x: x + 1, y: gap.minY, width: layout.cellWidth, height: height)
      buffer.fill(
        below.intersection(layout.area), with: Cell(" ", Style(above.style.hue, .reverse)).unlined)
      left = above
    }
  }

  /// The cell between two neighbours: a bracket where a run of marks begins or ends.
  private static func gap(between left: Item?, and right: Item?) -> Cell {
    let leftMark = left?.mark ?? .none
    let rightMark = right?.mark ?? .none
    if leftMark == rightMark {
      if let shade = right?.style.shade, rightMark == .none || left?.style.shade != nil {
        return Cell(" ", Style.text.shaded(shade.heat, isSign: true))
      }
      guard let left, let right, left.style == right.style || left.isReversed && right.isReversed
      else { return .blank }
      // Underlining must not join two numbers.
      return Cell(" ", Style(left.style.hue, left.style.attributes.intersection(.reverse))).unlined
    }
    switch (leftMark, rightMark) {
    case (.none, .square): return Cell("[", right?.bracketStyle ?? .text)
    case (.none, .round): return Cell("(", right?.bracketStyle ?? .text)
    case (.square, .none): return Cell("]", left?.bracketStyle ?? .text)
    case (.round, .none): return Cell(")", left?.bracketStyle ?? .text)
    default:
      // What is chosen among others keeps its own brackets, which inside a block stand on its ground.
      let bracket: Character = leftMark == .round ? ")" : "("
      if let left, left.isReversed, right?.isReversed == true {
        return Cell(bracket, Style(left.style.hue, [.reverse, .bold]))
      }
      return Cell(bracket, (leftMark == .round ? left : right)?.bracketStyle ?? .text)
    }
  }

  /// Says in a row that columns are left out, and in the one that matters how many, where that has room: `…12`.
  private func drawColumnGaps(
    inRow row: Int, at y: Int, _ layout: GridLayout, on buffer: inout Buffer
  ) {
    let sign = String(buffer.glyphs.leftOut)
    for gap in layout.columns.gaps {
      let place = Rect(
        x: layout.origin.x + gap.places.lowerBound * (layout.cellWidth + 1) + 1, y: y,
        width: gap.places.count * (layout.cellWidth + 1) - 1, height: 1)
      let count = "\(sign)\(gap.count)"
      let isTold = (row == focus.row || rowCount == 1) && DisplayWidth.of(count) <= place.width
      let text = isTold ? count : sign
      buffer.write(
        StyledText(text, .dim), in: place.intersection(layout.area), alignment: .center)
    }
  }

  /// Says between rows how many are left out there.
  private func drawRowGaps(_ layout: GridLayout, on buffer: inout Buffer) {
    let (area, glyphs) = (layout.area, buffer.glyphs)
    for gap in layout.rows.gaps {
      let place = Rect(
        x: area.minX, y: layout.origin.y + gap.places.lowerBound * layout.rowPitch,
        width: area.width, height: 1
      ).intersection(area)
      let glyph =
        gap.places.lowerBound == 0
        ? glyphs.upArrow
        : gap.places.upperBound == layout.rows.lines.count ? glyphs.downArrow : glyphs.leftOut
      buffer.write(arrow(glyph, past: gap.count, in: place), in: place, alignment: .center)
    }
  }

  private func drawArrows(_ layout: GridLayout, on buffer: inout Buffer) {
    let area = layout.area
    let glyphs = buffer.glyphs
    let middleY = area.minY + area.height / 2
    if layout.origin.x > area.minX {
      if layout.columns.visible.first ?? 0 > 0 {
        buffer[area.minX, middleY] = Cell(glyphs.leftArrow, .dim)
      }
      if layout.columns.visible.last ?? 0 < layout.columnCount - 1 {
        buffer[area.maxX - 1, middleY] = Cell(glyphs.rightArrow, .dim)
      }
    }
    guard layout.origin.y > area.minY else { return }
    for (glyph, count, y) in [
      (glyphs.upArrow, layout.rows.visible.first ?? 0, area.minY),
      (
        glyphs.downArrow, layout.rowCount - 1 - (layout.rows.visible.last ?? 0), area.maxY - 1
      ),
    ] where count > 0 {
      let place = Rect(x: area.minX, y: y, width: area.width, height: 1)
      buffer.write(arrow(glyph, past: count, in: place), in: place, alignment: .center)
    }
  }

  /// An arrow and how many rows are out of view there, as far as there is room for that; as wide for
  /// whichever number, so that the arrow stays where it is.
  private func arrow(_ glyph: Character, past count: Int, in place: Rect) -> StyledText {
    let digits = String(rowCount).count
    let number = "\(count)".padded(to: digits)
    let words = "\(glyph) \(count) row\(count == 1 ? "" : "s")".padded(to: digits + 7)
    let texts = [words, "\(glyph) \(number)", "\(glyph)\(number)", "\(glyph)"]
    return StyledText(texts.first { DisplayWidth.of($0) <= place.width } ?? "", .dim)
  }
}

extension Cell {
  /// What fills the other lines of a cell: neither brackets nor the signs of shades, nor lines.
  fileprivate var withoutSign: Cell {
    // Without colours a hue is a line below, which an empty row has none of.
    guard style.attributes.contains(.reverse) || style.shade != nil else { return Cell(" ", .text) }
    var plain = Style(style.hue, style.attributes.intersection(.reverse))
    if let shade = style.shade { plain = plain.shaded(shade.heat) }
    return Cell(" ", plain).unlined
  }

  /// The same without a line below it, which some hues are where there are no colours.
  fileprivate var unlined: Cell {
    var style = style
    style.attributes.subtract(.underline)
    style.attributes.formUnion(.unlined)
    return Cell(character, style)
  }
}

extension GridView.Item {
  fileprivate var isReversed: Bool { style.attributes.contains(.reverse) }

  fileprivate var bracketStyle: Style { Style(style.hue, .bold) }
}
