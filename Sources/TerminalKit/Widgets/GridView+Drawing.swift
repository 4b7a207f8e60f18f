extension GridView {
  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    guard !area.isEmpty, columnCount > 0 else { return }
    let layout = GridLayout(self, in: area)
    for row in layout.rows {
      draw(row: row, layout, on: &buffer)
      if row + 1 < layout.rows.upperBound { joinRows(row, layout, on: &buffer) }
    }
    drawArrows(layout, on: &buffer)
  }

  private func draw(row: Int, _ layout: GridLayout, on buffer: inout Buffer) {
    let y = layout.origin.y + (row - layout.rows.lowerBound) * layout.rowPitch
    for column in layout.columns.lowerBound...layout.columns.upperBound {
      let x = layout.origin.x + (column - layout.columns.lowerBound) * (layout.cellWidth + 1)
      let isFirst = column == layout.columns.lowerBound
      let isLast = column == layout.columns.upperBound
      let left = isFirst ? nil : item(row, column - 1)
      let right = isLast ? nil : item(row, column)
      if layout.area.contains(Point(x: x, y: y)) {
        buffer[x, y] = Self.gap(between: left, and: right)
      }
      guard let right else { continue }
      let frame = Rect(x: x + 1, y: y, width: layout.cellWidth, height: 1)
        .intersection(layout.area)
      buffer.fill(frame, with: Cell(" ", right.style))
      buffer.write(StyledText(right.text, right.style), in: frame, alignment: .trailing)
    }
  }

  /// Fills the empty lines between reversed cells, so that a window is one block.
  private func joinRows(_ row: Int, _ layout: GridLayout, on buffer: inout Buffer) {
    let y = layout.origin.y + (row - layout.rows.lowerBound) * layout.rowPitch
    for column in layout.columns {
      guard let style = joinedStyle(row, column) else { continue }
      let x = layout.origin.x + (column - layout.columns.lowerBound) * (layout.cellWidth + 1)
      let hasNeighbor = column > layout.columns.lowerBound && joinedStyle(row, column - 1) != nil
      let rect = Rect(
        x: hasNeighbor ? x : x + 1, y: y + 1,
        width: layout.cellWidth + (hasNeighbor ? 1 : 0), height: layout.rowPitch - 1)
      buffer.fill(rect.intersection(layout.area), with: Cell(" ", style))
    }
  }

  /// The style between a cell and the one below when both are reversed.
  private func joinedStyle(_ row: Int, _ column: Int) -> Style? {
    guard let upper = item(row, column), let lower = item(row + 1, column), upper.isReversed,
      lower.isReversed
    else { return nil }
    return Style(upper.style.role, .reverse)
  }

  private func item(_ row: Int, _ column: Int) -> Item? {
    rows[row].indices.contains(column) ? rows[row][column] : nil
  }

  /// The cell between two neighbours: a bracket where a run of marks begins or ends.
  private static func gap(between left: Item?, and right: Item?) -> Cell {
    let leftMark = left?.mark ?? .none
    let rightMark = right?.mark ?? .none
    if leftMark == rightMark {
      guard let left, let right, left.style == right.style || left.isReversed && right.isReversed
      else { return .blank }
      // Underlining must not join two numbers.
      return Cell(" ", Style(left.style.role, left.style.attributes.intersection(.reverse)))
    }
    switch (leftMark, rightMark) {
    case (.none, .square): return Cell("[", right?.bracketStyle ?? .text)
    case (.none, .round): return Cell("(", right?.bracketStyle ?? .text)
    case (.square, .none): return Cell("]", left?.bracketStyle ?? .text)
    case (.round, .none): return Cell(")", left?.bracketStyle ?? .text)
    default: return Cell("|", right?.bracketStyle ?? .text)
    }
  }

  private func drawArrows(_ layout: GridLayout, on buffer: inout Buffer) {
    let area = layout.area
    let glyphs = buffer.glyphs
    let middleX = area.minX + area.width / 2
    let middleY = area.minY + area.height / 2
    if layout.origin.x > area.minX {
      if layout.columns.lowerBound > 0 {
        buffer[area.minX, middleY] = Cell(glyphs.leftArrow, .dim)
      }
      if layout.columns.upperBound < layout.columnCount {
        buffer[area.maxX - 1, middleY] = Cell(glyphs.rightArrow, .dim)
      }
    }
    if layout.origin.y > area.minY {
      if layout.rows.lowerBound > 0 {
        buffer[middleX, area.minY] = Cell(glyphs.upArrow, .dim)
      }
      if layout.rows.upperBound < layout.rowCount {
        buffer[middleX, area.maxY - 1] = Cell(glyphs.downArrow, .dim)
      }
    }
  }
}

extension GridView.Item {
  fileprivate var isReversed: Bool { style.attributes.contains(.reverse) }

  fileprivate var bracketStyle: Style { Style(style.role, .bold) }
}
