import TerminalKit

/// All channels of a layer's output, small and side by side, on one scale so that they can be
/// compared; the chosen one stands out by its number.
struct ChannelSheet: Widget {
  private let planes: LayerPlanes
  private let chosen: Int

  /// The rows of cells that the large pictures above want at least.
  private static let leastAbove = 18
  /// The smallest and the largest rows of cells of a small picture.
  private static let pictureRows = 3...8

  init(_ planes: LayerPlanes, chosen: Int) {
    (self.planes, self.chosen) = (planes, chosen)
  }

  /// How many rows the sheet takes at the bottom of an area; `nil` where there is no use or room.
  func height(below area: Rect) -> Int? {
    guard planes.channels > 1, planes.height > 1 else { return nil }
    let room = area.height - Self.leastAbove
    let layout = layout(in: Size(width: area.width, height: room - 1))
    return layout.map { $0.rows * ($0.picture.height + 1) + 1 }
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let split = area.splitTop(1)
    guard let layout = layout(in: split.rest.size) else { return }
    let shown = min(planes.channels, layout.columns * layout.rows)
    let first = min(max(0, chosen - shown / 2), planes.channels - shown)
    let count =
      shown < planes.channels
      ? "channels \(first) to \(first + shown - 1) of \(planes.channels)" : "all channels"
    let reach = (0..<planes.channels).reduce(0.0) {
      max($0, ValueRange(planes.plane($1))?.reach ?? 0)
    }
    buffer.write(StyledText(count, .output), in: split.top)
    for place in 0..<shown {
      let (row, column) = place.quotientAndRemainder(dividingBy: layout.columns)
      let corner = Point(
        x: split.rest.minX + column * (layout.picture.width + 1),
        y: split.rest.minY + row * (layout.picture.height + 1))
      draw(
        first + place, reach, in: Rect(origin: corner, size: layout.picture), on: &buffer)
    }
  }

  private func draw(_ channel: Int, _ reach: Double, in area: Rect, on buffer: inout Buffer) {
    let caption = Rect(x: area.minX, y: area.maxY, width: area.width, height: 1)
    buffer.draw(ImageView(PlanePicture.image(planes, channel: channel, reach: reach)), in: area)
    let isChosen = channel == chosen
    buffer.write(
      StyledText("\(channel)", isChosen ? Style.accent.bold.reversed : .dim), in: caption)
  }

  /// The largest pictures of which all fit, or the smallest ones where not all do.
  private func layout(in size: Size) -> (columns: Int, rows: Int, picture: Size)? {
    var last: (columns: Int, rows: Int, picture: Size)?
    for height in Self.pictureRows.reversed() {
      let width = max(2, 2 * height * planes.width / planes.height)
      let columns = (size.width + 1) / (width + 1)
      let most = size.height / (height + 1)
      guard columns > 0, most > 0 else { continue }
      let needed = (planes.channels + columns - 1) / columns
      last = (columns, min(most, needed), Size(width: width, height: height))
      if needed <= most { break }
    }
    return last
  }
}
