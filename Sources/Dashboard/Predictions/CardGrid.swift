import TerminalKit

/// How cards of test images stand on the page: below a heading, in rows and columns.
struct CardGrid: Hashable {
  /// The heading.
  let heading: Rect
  /// The rows of cells of an image.
  let imageRows: Int
  /// How many cards stand beside each other.
  let columns: Int
  /// How many rows of cards there are.
  let rows: Int
  private let area: Rect
  private let cardWidth: Int

  /// The columns that names and bars need beside an image.
  private static let leastText = 20

  /// From this height on images are drawn larger.
  private static let largeFrom = 40

  init(in area: Rect) {
    let split = area.splitTop(1)
    heading = split.top.inset(horizontally: 1)
    self.area = split.rest
    imageRows = area.height >= Self.largeFrom ? 12 : 8
    let least = 2 * imageRows + 3 + Self.leastText
    columns = max(1, area.width / least)
    rows = max(1, split.rest.height / (imageRows + 2))
    cardWidth = area.width / columns
  }

  /// How many cards fit on a page.
  var capacity: Int { columns * rows }

  /// Where a card stands, by its place on the page.
  func card(_ place: Int) -> Rect {
    let (row, column) = place.quotientAndRemainder(dividingBy: columns)
    return Rect(
      x: area.minX + column * cardWidth, y: area.minY + row * (imageRows + 2), width: cardWidth,
      height: imageRows + 2
    ).intersection(area)
  }

  /// The place of the card at a point.
  func place(at point: Point) -> Int? {
    (0..<capacity).first { card($0).contains(point) }
  }
}
