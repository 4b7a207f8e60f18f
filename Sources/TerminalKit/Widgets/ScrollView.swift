import Typesetting

/// Lines of which a part is in view, with a bar at the right edge while some are not.
public struct ScrollView: Widget, Hashable, Sendable {
  /// All lines, already wrapped.
  public var lines: [StyledText]
  /// The first line in view; a value too large shows the end.
  public var offset: Int

  /// Creates a view of `lines`.
  public init(lines: [StyledText], offset: Int = 0) {
    self.lines = lines
    self.offset = offset
  }

  /// Creates a view of text wrapped for an area of the given width, room left for the bar.
  public init(
    _ text: StyledText, width: Int, offset: Int = 0, hangingIndent: Int = 0,
    glyphs: GlyphSet = .unicode
  ) {
    self.init(
      lines: Paragraph(text, hangingIndent: hangingIndent)
        .lines(forWidth: width - 2, glyphs: glyphs),
      offset: offset)
  }

  /// Returns the largest useful ``offset`` for an area of the given height.
  public func maximumOffset(forHeight height: Int) -> Int {
    max(0, lines.count - height)
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    guard !area.isEmpty else { return }
    let hasBar = lines.count > area.height
    let first = min(max(0, offset), maximumOffset(forHeight: area.height))
    let width = hasBar && area.width > 1 ? area.width - 1 : area.width
    let place = Rect(x: area.minX, y: area.minY, width: width, height: area.height)
    buffer.write(lines[first...], in: place)
    if hasBar {
      ScrollBar(count: lines.count, offset: first).draw(in: area, on: &buffer)
    }
  }
}

/// A bar in the last column of its area that shows which part of a long content is in view.
public struct ScrollBar: Widget, Hashable, Sendable {
  /// The number of rows there are.
  public var count: Int
  /// The first row in view.
  public var offset: Int

  /// Creates a bar.
  public init(count: Int, offset: Int) {
    self.count = count
    self.offset = offset
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    guard area.width > 1, area.height > 0, count > area.height else { return }
    let x = area.maxX - 1
    let length = max(1, area.height * area.height / count)
    let hidden = count - area.height
    let start = (area.height - length) * min(max(0, offset), hidden) / hidden
    for row in 0..<area.height {
      let isThumb = row >= start && row < start + length
      buffer[x, area.minY + row] = Cell(
        isThumb ? buffer.glyphs.scrollThumb : buffer.glyphs.scrollTrack, .dim)
    }
  }
}
