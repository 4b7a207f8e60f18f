/// A field of one row in which text is typed; it scrolls sideways to keep the cursor in view.
public struct TextField: Widget, Hashable, Sendable {
  /// What has been typed.
  public var input: TextInput
  /// What an empty field says.
  public var placeholder: String
  /// How the text looks; the field is underlined as well.
  public var style: Style

  /// Creates a field.
  public init(_ input: TextInput, placeholder: String = "", style: Style = .text) {
    self.input = input
    self.placeholder = placeholder
    self.style = style
  }

  /// Returns where the cursor blinks, to be handed to ``Terminal/present(_:cursor:)``.
  public func cursor(in area: Rect) -> Point? {
    guard !area.isEmpty else { return nil }
    return Point(x: area.minX + input.cursorColumn - firstColumn(in: area), y: area.minY)
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    let row = area.splitTop(1).top
    buffer.fill(row, with: Cell(" ", style.underlined))
    let isEmpty = input.isEmpty
    buffer.write(
      isEmpty ? placeholder : input.text,
      at: Point(x: row.minX - firstColumn(in: row), y: row.minY),
      style: isEmpty ? Style.dim.underlined : style.underlined, clippedTo: row)
  }

  private func firstColumn(in area: Rect) -> Int {
    max(0, input.cursorColumn - (area.width - 1))
  }
}
