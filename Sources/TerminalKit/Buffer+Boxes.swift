extension Buffer {
  /// Draws a box along the edge of `rect`, its inside left alone.
  ///
  /// A rectangle of a single row or column is drawn as a line.
  public mutating func drawBox(_ rect: Rect, style: Style = .dim) {
    guard !rect.isEmpty else { return }
    guard rect.width > 1 else {
      return drawVerticalLine(at: rect.origin, length: rect.height, style: style)
    }
    drawHorizontalLine(at: rect.origin, length: rect.width, style: style)
    guard rect.height > 1 else { return }
    let right = rect.maxX - 1
    let bottom = rect.maxY - 1
    drawHorizontalLine(
      at: Point(x: rect.minX, y: bottom), length: rect.width, style: style)
    drawVerticalLine(at: rect.origin, length: rect.height, style: style)
    drawVerticalLine(at: Point(x: right, y: rect.minY), length: rect.height, style: style)
    self[rect.minX, rect.minY] = Cell(glyphs.topLeft, style)
    self[right, rect.minY] = Cell(glyphs.topRight, style)
    self[rect.minX, bottom] = Cell(glyphs.bottomLeft, style)
    self[right, bottom] = Cell(glyphs.bottomRight, style)
  }

  /// Draws a line to the right, starting at `point`.
  public mutating func drawHorizontalLine(at point: Point, length: Int, style: Style = .dim) {
    fill(
      Rect(x: point.x, y: point.y, width: length, height: 1),
      with: Cell(glyphs.horizontal, style))
  }

  /// Draws a line downwards, starting at `point`.
  public mutating func drawVerticalLine(at point: Point, length: Int, style: Style = .dim) {
    fill(
      Rect(x: point.x, y: point.y, width: 1, height: length), with: Cell(glyphs.vertical, style))
  }
}
