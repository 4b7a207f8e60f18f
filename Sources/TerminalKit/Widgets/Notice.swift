import Typesetting

/// A sentence in the place of the footer: what was done, or why not.
///
/// One that is too long for a row takes as many as it needs, above the footer and over what stands
/// there, so that its end, which says the remedy, is never cut off.
public struct Notice: Widget, Hashable, Sendable {
  /// What is said.
  public var text: StyledText
  /// Keys that stay in sight while it is, at the right end of its last row.
  public var hints: [KeyHint]

  /// Creates a notice.
  public init(_ text: StyledText, hints: [KeyHint] = []) {
    (self.text, self.hints) = (text, hints)
  }

  /// Returns the rows that it takes.
  ///
  /// - Parameter footer: The last row of a screen; what is covered has its columns.
  public func frame(above footer: Rect, glyphs: GlyphSet = .unicode) -> Rect {
    let lines = Paragraph(text).lines(forWidth: footer.width, glyphs: glyphs)
    let hints = KeyHints(hints).width(glyphs: glyphs)
    let isBeside = hints == 0 || (lines.last?.width ?? 0) + 2 + hints <= footer.width
    let rows = min(max(1, lines.count + (isBeside ? 0 : 1)), footer.maxY)
    return Rect(x: footer.minX, y: footer.maxY - rows, width: footer.width, height: rows)
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  ///
  /// - Parameter footer: The last row of a screen.
  public func draw(in footer: Rect, on buffer: inout Buffer) {
    let frame = frame(above: footer, glyphs: buffer.glyphs)
    buffer.fill(frame)
    buffer.draw(Paragraph(text), in: frame)
    let width = min(KeyHints(hints).width(glyphs: buffer.glyphs), frame.width)
    buffer.draw(
      KeyHints(hints),
      in: Rect(x: frame.maxX - width, y: frame.maxY - 1, width: width, height: 1))
  }
}
