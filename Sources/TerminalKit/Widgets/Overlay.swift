import Typesetting

/// A box that covers the screen and whose text scrolls: the help, a report, a question.
///
/// The screen behind keeps the offset while the box is open, and makes the box anew whenever it is
/// drawn or a key comes.
public protocol Overlay: Widget {
  /// The first line in view.
  var offset: Int { get }
  /// Returns the largest useful ``offset`` on a screen.
  func maximumOffset(in area: Rect, glyphs: GlyphSet) -> Int
}

extension Overlay {
  /// The offset that a key scrolls to; `nil` for a key that does not scroll.
  public func offset(after key: Key, in area: Rect) -> Int? {
    // A page keeps a line or two of the one before, under the edges of the box.
    let page = max(1, area.height - 6)
    let lines: Int? =
      switch key {
      case .down, "j": 1
      case .up, "k": -1
      case .pageDown: page
      case .pageUp: -page
      default: nil
      }
    return lines.map {
      max(0, min(offset + $0, maximumOffset(in: area, glyphs: .unicode)))
    }
  }
}

/// The `?` overlay: all keys of a screen in a box, as high as they are; or another list of terms.
public struct KeyHelpBox: Overlay, Hashable, Sendable {
  /// The first line in view.
  public let offset: Int
  private let rows: [KeyHelpRow]
  private let title: String
  private let footer: String

  /// Creates a box.
  ///
  /// - Parameters:
  ///   - rows: The keys, usually ``KeyMap/helpRows``.
  ///   - offset: The first line in view.
  ///   - title: What its upper edge says.
  ///   - footer: What its lower edge says.
  public init(
    _ rows: [KeyHelpRow], offset: Int, title: String = "Keys", footer: String = "any key closes"
  ) {
    self.title = title
    self.rows = rows
    self.offset = offset
    self.footer = footer
  }

  /// Returns the largest useful ``offset`` on a screen.
  public func maximumOffset(in area: Rect, glyphs: GlyphSet) -> Int {
    KeyHelp(rows).maximumOffset(in: content(of: frame(in: area)).size, glyphs: glyphs)
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    let frame = frame(in: area)
    buffer.fill(frame)
    let title = StyledText(title, Style.accent.bold)
    buffer.draw(Box(title, footer: StyledText(footer, .dim), style: .accent), in: frame)
    buffer.draw(KeyHelp(rows, offset: offset), in: content(of: frame))
  }

  /// As high as its rows, and one row of air above and below.
  private func frame(in area: Rect) -> Rect {
    let width = min(76, area.width)
    let rows = KeyHelp(rows).lines(forWidth: width - 6).count
    return area.centered(Size(width: width, height: min(rows + 2, area.height - 2)))
  }

  private func content(of frame: Rect) -> Rect {
    Box().content(in: frame).inset(horizontally: 1)
  }
}
