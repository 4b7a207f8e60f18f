import Typesetting

/// A box in the middle of the screen that covers what is behind it.
public struct Dialog: Overlay, Hashable, Sendable {
  /// What stands in the upper edge.
  public var title: StyledText
  /// What the box says, wrapped.
  public var text: StyledText
  /// The keys it answers to, in its last row.
  public var hints: [KeyHint]
  /// The first line of the text in view.
  public var offset: Int
  /// The most columns that the box takes.
  public var maximumWidth: Int

  /// Creates a box.
  public init(
    _ title: StyledText, text: StyledText, hints: [KeyHint] = [], offset: Int = 0,
    maximumWidth: Int = 64
  ) {
    self.title = title
    self.text = text
    self.hints = hints
    self.offset = offset
    self.maximumWidth = maximumWidth
  }

  /// Returns the rectangle that the box covers.
  public func frame(in area: Rect, glyphs: GlyphSet = .unicode) -> Rect {
    let width = min(maximumWidth, area.width)
    let lines = Paragraph(text).height(forWidth: textWidth(boxWidth: width), glyphs: glyphs)
    let height = lines + 2 + (hints.isEmpty ? 0 : 2)
    return area.centered(Size(width: width, height: height))
  }

  /// Returns the largest useful ``offset`` in an area.
  public func maximumOffset(in area: Rect, glyphs: GlyphSet = .unicode) -> Int {
    let frame = frame(in: area, glyphs: glyphs)
    return scrollView(width: textWidth(boxWidth: frame.width), glyphs)
      .maximumOffset(forHeight: parts(of: frame).text.height)
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    let frame = frame(in: area, glyphs: buffer.glyphs)
    buffer.fill(frame)
    buffer.draw(Box(title, style: .accent), in: frame)
    let parts = parts(of: frame)
    buffer.draw(
      scrollView(width: textWidth(boxWidth: frame.width), buffer.glyphs), in: parts.text)
    buffer.draw(KeyHints(hints), in: parts.hints)
  }

  private func scrollView(width: Int, _ glyphs: GlyphSet) -> ScrollView {
    ScrollView(
      lines: Paragraph(text).lines(forWidth: width, glyphs: glyphs), offset: offset)
  }

  /// Two columns of margin, one of them for the scroll bar, besides the box itself.
  private func textWidth(boxWidth: Int) -> Int {
    boxWidth < 12 ? max(1, boxWidth - 2) : boxWidth - 5
  }

  private func parts(of frame: Rect) -> (text: Rect, hints: Rect) {
    var inside = Box().content(in: frame)
    if frame.width >= 12 {
      inside = Rect(
        x: inside.minX + 1, y: inside.minY, width: inside.width - 1, height: inside.height)
    }
    let hasHints = !hints.isEmpty && inside.height >= 3
    let text = inside.splitTop(inside.height - (hasHints ? 2 : 0)).top
    return (text, hasHints ? inside.splitTop(inside.height - 1).rest : .zero)
  }
}
