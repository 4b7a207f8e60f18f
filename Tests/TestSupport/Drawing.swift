import TerminalKit
import Typesetting

/// Draws a widget alone in a buffer of the given size.
public func drawing(
  _ widget: some Widget, width: Int, height: Int, glyphs: GlyphSet = .unicode
) -> Buffer {
  var buffer = Buffer(size: Size(width: width, height: height), glyphs: glyphs)
  buffer.draw(widget, in: buffer.area)
  return buffer
}

/// Draws a widget alone in a buffer of the given size.
public func drawing(_ widget: some Widget, size: Size, glyphs: GlyphSet = .unicode) -> Buffer {
  drawing(widget, width: size.width, height: size.height, glyphs: glyphs)
}

extension Buffer {
  /// The positions of all cells whose style passes a test, as a drawing of `#` and blanks.
  public func mask(_ isMarked: (Style) -> Bool) -> String {
    var mask = Buffer(size: size)
    for y in 0..<size.height {
      for x in 0..<size.width where isMarked(self[x, y].style) { mask[x, y] = Cell("#") }
    }
    return mask.text
  }
}
