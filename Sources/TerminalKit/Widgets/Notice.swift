import Typesetting

/// A sentence in the place of the footer: what was done, or why not.
///
/// One that is too long for a row takes as many as it needs, above the footer and over what stands
/// there, so that its end, which says the remedy, is never cut off.
public struct Notice: Widget, Hashable, Sendable {
  /// What is said.
  public var text: StyledText

  /// Creates a notice.
  public init(_ text: StyledText) {
    self.text = text
  }

  /// Returns the rows that it takes.
  ///
  /// - Parameter footer: The last row of a screen; what is covered has its columns.
  public func frame(above footer: Rect, glyphs: GlyphSet = .unicode) -> Rect {
    let height = Paragraph(text).height(forWidth: footer.width, glyphs: glyphs)
    let rows = min(max(1, height), footer.maxY)
    return Rect(x: footer.minX, y: footer.maxY - rows, width: footer.width, height: rows)
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  ///
  /// - Parameter footer: The last row of a screen.
  public func draw(in footer: Rect, on buffer: inout Buffer) {
    let frame = frame(above: footer, glyphs: buffer.glyphs)
    buffer.fill(frame)
    buffer.draw(Paragraph(text), in: frame)
  }
}
