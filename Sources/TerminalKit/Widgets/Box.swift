/// A box with a title in its upper edge.
///
/// An area of fewer than three rows or columns is too small for a box: there the whole area is
/// content and nothing is drawn.
public struct Box: Widget, Hashable, Sendable {
  /// What stands in the upper edge.
  public var title: StyledText
  /// What stands at the right of the lower edge.
  public var footer: StyledText
  /// How the lines look.
  public var style: Style

  /// Creates a box.
  public init(_ title: StyledText = "", footer: StyledText = "", style: Style = .dim) {
    self.title = title
    self.footer = footer
    self.style = style
  }

  /// Returns what is inside the box when it is drawn in `area`.
  public func content(in area: Rect) -> Rect {
    hasBox(area) ? area.inset(horizontally: 1, vertically: 1) : area
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    guard hasBox(area) else { return }
    buffer.drawBox(area, style: style)
    let edge = Rect(x: area.minX + 2, y: area.minY, width: area.width - 4, height: 1)
    draw(title, in: edge, alignment: .leading, on: &buffer)
    draw(
      footer, in: edge.moved(down: area.height - 1), alignment: .trailing, on: &buffer)
  }

  private func draw(
    _ label: StyledText, in edge: Rect, alignment: Alignment, on buffer: inout Buffer
  ) {
    guard !label.isEmpty, edge.width > 2 else { return }
    let label = buffer.glyphs.adapt(label)
      .truncated(to: edge.width - 2, ellipsis: buffer.glyphs.ellipsis)
    buffer.write(StyledText(" ") + label + StyledText(" "), in: edge, alignment: alignment)
  }

  private func hasBox(_ area: Rect) -> Bool {
    area.width >= 3 && area.height >= 3
  }
}
