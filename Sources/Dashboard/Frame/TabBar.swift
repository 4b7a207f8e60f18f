import TerminalKit

/// The pages by name and number, and what is being trained at the right end.
struct TabBar: Widget {
  let page: Page
  let caption: String

  func draw(in area: Rect, on buffer: inout Buffer) {
    var end = area.minX
    for (page, rect) in Self.places(in: area) {
      let isOpen = page == self.page
      let text =
        StyledText(" \(page.number) ", isOpen ? Style.accent.bold.reversed : .accent)
        + StyledText("\(page.title) ", isOpen ? Style.accent.bold.reversed : .text)
      buffer.write(text, in: rect)
      end = rect.maxX
    }
    let rest = Rect(x: end + 1, y: area.minY, width: area.maxX - end - 1, height: 1)
    buffer.write(StyledText(caption, .dim), in: rest, alignment: .trailing)
  }

  /// The page whose tab is drawn at a point.
  static func page(at point: Point, in area: Rect) -> Page? {
    places(in: area).first { $0.rect.contains(point) }?.page
  }

  private static func places(in area: Rect) -> [(page: Page, rect: Rect)] {
    var x = area.minX
    return Page.allCases.map { page in
      let width = page.title.count + 4
      defer { x += width }
      return (
        page, Rect(x: x, y: area.minY, width: width, height: 1).intersection(area)
      )
    }
  }
}
