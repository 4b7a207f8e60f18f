/// Rows of which one is selected; the selected one is always in view.
public struct ListView: Widget, Hashable, Sendable {
  /// One row of a list.
  public struct Item: Hashable, Sendable {
    /// What the row says.
    public var text: StyledText
    /// What stands at the right end.
    public var detail: StyledText

    /// Creates a row.
    public init(_ text: StyledText, detail: StyledText = "") {
      self.text = text
      self.detail = detail
    }
  }

  /// The rows from top to bottom.
  public var items: [Item]
  /// The index of the selected row, if any.
  public var selection: Int?

  /// Creates a list.
  public init(_ items: [Item], selection: Int? = nil) {
    self.items = items
    self.selection = selection
  }

  /// Creates a list of plain rows.
  public init(_ items: [StyledText], selection: Int? = nil) {
    self.init(items.map { Item($0) }, selection: selection)
  }

  /// Returns the index of the row drawn at `point`, for the mouse.
  public func index(at point: Point, in area: Rect) -> Int? {
    guard area.contains(point) else { return nil }
    let index = firstVisible(height: area.height) + point.y - area.minY
    return items.indices.contains(index) ? index : nil
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    guard !area.isEmpty else { return }
    let first = firstVisible(height: area.height)
    let hasBar = items.count > area.height && area.width > 1
    let width = hasBar ? area.width - 1 : area.width
    for (row, item) in items[first...].prefix(area.height).enumerated() {
      draw(
        item, isSelected: first + row == selection,
        in: Rect(x: area.minX, y: area.minY + row, width: width, height: 1), on: &buffer)
    }
    if hasBar {
      ScrollBar(count: items.count, offset: first).draw(in: area, on: &buffer)
    }
  }

  private func draw(_ item: Item, isSelected: Bool, in row: Rect, on buffer: inout Buffer) {
    let glyphs = buffer.glyphs
    let pointer = isSelected ? "\(glyphs.pointer) " : "  "
    buffer.write(pointer, at: row.origin, style: .accent, clippedTo: row)
    let detail = glyphs.adapt(item.detail)
    let body = Rect(x: row.minX + 2, y: row.minY, width: row.width - 2, height: 1)
    // The text matters more: the detail gives way when both do not fit.
    let text = glyphs.adapt(item.text)
    let hasDetail = !detail.isEmpty && text.width + detail.width + 2 <= body.width
    buffer.write(text, in: body)
    if hasDetail { buffer.write(detail, in: body, alignment: .trailing) }
    // One bar from end to end: colours would break it into pieces.
    if isSelected { buffer.restyle(row) { Style(.text, $0.attributes).reversed } }
  }

  /// The first row in view: the selection stays in the middle except near the ends.
  private func firstVisible(height: Int) -> Int {
    let selected = min(max(0, selection ?? 0), max(0, items.count - 1))
    return min(max(0, selected - height / 2), max(0, items.count - height))
  }
}
