/// A field of one row in which text is typed; it scrolls sideways to keep the cursor in view.
public struct TextField: Widget, Hashable, Sendable {
  /// What has been typed.
  public var input: TextInput
  /// What an empty field says.
  public var placeholder: String
  /// How the text looks; the rest of the field is underlined.
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
    let start = Point(x: row.minX - firstColumn(in: row), y: row.minY)
    guard !input.isEmpty else {
      buffer.write(placeholder, at: start, style: Style.dim.underlined, clippedTo: row)
      return
    }
    // A line below would hide an underscore; behind the text a gap shows where one ends.
    buffer.write(input.text + " ", at: start, style: style, clippedTo: row)
  }

  private func firstColumn(in area: Rect) -> Int {
    max(0, input.cursorColumn - (area.width - 1))
  }
}
