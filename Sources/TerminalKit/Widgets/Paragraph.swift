import Typesetting

/// Text that is wrapped to the width of its area.
public struct Paragraph: Widget, Hashable, Sendable {
  /// The text; line breaks in it start new paragraphs.
  public var text: StyledText
  /// Where each line goes.
  public var alignment: Alignment
  /// Blanks before every line of a paragraph but its first.
  public var hangingIndent: Int

  /// Creates wrapped text.
  public init(_ text: StyledText, alignment: Alignment = .leading, hangingIndent: Int = 0) {
    self.text = text
    self.alignment = alignment
    self.hangingIndent = hangingIndent
  }

  /// Returns the lines at a given width.
  public func lines(forWidth width: Int, glyphs: GlyphSet = .unicode) -> [StyledText] {
    glyphs.adapt(text).wrapped(to: width, hangingIndent: hangingIndent)
  }

  /// Returns the number of rows taken at a given width.
  public func height(forWidth width: Int, glyphs: GlyphSet = .unicode) -> Int {
    lines(forWidth: width, glyphs: glyphs).count
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    let lines = lines(forWidth: area.width, glyphs: buffer.glyphs)
    buffer.write(lines, in: area, alignment: alignment)
  }
}
