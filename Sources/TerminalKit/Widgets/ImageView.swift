/// A picture, two pixels to a cell: upper halves in the foreground's colour, lower in the background's.
///
/// It fills its area; a picture of other proportions is stretched, a larger one averaged. Where no
/// colours are shown, each cell is a sign as dark or bright as the picture there.
public struct ImageView: Widget, Hashable, Sendable {
  /// The picture.
  public let image: PixelImage

  /// Creates a view.
  public init(_ image: PixelImage) {
    self.image = image
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    guard !area.isEmpty, image.width > 0, image.height > 0 else { return }
    for row in 0..<area.height {
      for column in 0..<area.width {
        let point = Point(x: area.minX + column, y: area.minY + row)
        guard buffer.area.contains(point) else { continue }
        let upper = color(2 * row, column, area)
        let lower = color(2 * row + 1, column, area)
        buffer[point] = Cell(buffer.glyphs.upperHalf, Style.picture(upper, lower))
      }
    }
  }

  /// The colour of a half cell.
  private func color(_ half: Int, _ column: Int, _ area: Rect) -> RGB {
    let tall = Double(image.height) / Double(2 * area.height)
    let wide = Double(image.width) / Double(area.width)
    return image.mean(
      rows: Double(half) * tall..<Double(half + 1) * tall,
      columns: Double(column) * wide..<Double(column + 1) * wide)
  }
}
