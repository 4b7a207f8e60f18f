import TerminalKit
import Typesetting

/// The rows that a stage needs, and whether it has them.
extension StageView {
  /// The rows that a view needs at a width, its sums included.
  public struct Heights: Sendable {
    /// With its grids in the lowest arrangement there is.
    public let least: Int
    /// With all that belongs to a frame, and cells close together.
    public let compact: Int
    /// With cells apart, and all views in sight.
    public let ideal: Int
  }

  /// The rows that the view needs at a width.
  public func heights(width: Int, glyphs: GlyphSet) -> Heights {
    let text = reservedTextHeight(width: width, glyphs, upTo: .max / 4)
    let area = Rect(x: 0, y: 0, width: width, height: .max / 4)
    let compact = compactHeight(width: width)
    let ideal = arrangement(contents(in: area), in: area).height
    return Heights(
      least: (compared == nil ? min(compact, leading.leastHeight(width: width)) : compact) + text,
      compact: compact + text, ideal: ideal + text + (text == 0 ? 0 : 1))
  }

  /// Whether every grid of what is looked at is in view whole in an area, and all of the text.
  public func isWhole(in area: Rect, glyphs: GlyphSet) -> Bool {
    let parts = divide(area, glyphs)
    return hasWholeGrids(parts.panes)
      && parts.text.height >= reservedTextHeight(width: area.width, glyphs, upTo: area.height)
  }

  /// Whether every grid of what is looked at is in view whole in an area, whatever of the text is.
  public func hasWholeGrids(in area: Rect, glyphs: GlyphSet) -> Bool {
    hasWholeGrids(divide(area, glyphs).panes)
  }

  private func hasWholeGrids(_ panes: [StagePane]) -> Bool {
    (compared == nil ? panes.filter(\.isLead) : panes).allSatisfy(\.layout.isWhole)
  }

  /// Whether grids of what is looked at, or what is said of them, are cut for want of rows in an area, in
  /// whatever frame.
  public func lacksRows(in area: Rect, glyphs: GlyphSet) -> Bool {
    let parts = divide(area, glyphs)
    if !hasWholeGrids(parts.panes), heights(width: area.width, glyphs: glyphs).least > area.height {
      return true
    }
    let text = textHeight(width: area.width, glyphs, upTo: area.height / 2 + 1)
    return parts.text.height < text
  }
}
