import TerminalKit
import Typesetting

/// Numbered small pictures side by side, in lines.
///
/// Where not all have room, those around the chosen one are shown, and the title says which. The
/// chosen one stands out by its number.
struct PictureSheet: Widget {
  /// What the pictures show, in the plural.
  let name: String
  /// What the title adds.
  var detail = ""
  let style: Style
  /// How many pictures there are.
  let count: Int
  let chosen: Int
  /// The sizes in cells that a picture can have, the preferred one first.
  let sizes: [Size]
  let picture: (Int) -> PixelImage

  private struct Layout {
    let columns: Int
    let lines: Int
    let picture: Size

    /// The rows of cells of the title and of the lines, each with its numbers below.
    var height: Int { lines * (picture.height + 1) + 1 }
  }

  /// How many rows the sheet takes of an area of this size; `nil` where no picture fits.
  func height(in size: Size) -> Int? { layout(in: size)?.height }

  func draw(in area: Rect, on buffer: inout Buffer) {
    guard let layout = layout(in: area.size) else { return }
    let split = area.splitTop(1)
    let shown = min(count, layout.columns * layout.lines)
    let first = min(max(0, chosen - shown / 2), count - shown)
    func title(_ range: String) -> String {
      (shown < count ? "\(name) \(first)\(range)\(first + shown - 1) of \(count)" : "all \(name)")
        + detail
    }
    let isWide = DisplayWidth.of(title(" to ")) <= split.top.width
    buffer.write(StyledText(title(isWide ? " to " : "–"), style), in: split.top)
    for place in 0..<shown {
      let (line, column) = place.quotientAndRemainder(dividingBy: layout.columns)
      let corner = Point(
        x: split.rest.minX + column * (layout.picture.width + 1),
        y: split.rest.minY + line * (layout.picture.height + 1))
      draw(first + place, in: Rect(origin: corner, size: layout.picture), on: &buffer)
    }
  }

  private func draw(_ index: Int, in area: Rect, on buffer: inout Buffer) {
    let caption = Rect(x: area.minX, y: area.maxY, width: area.width, height: 1)
    buffer.draw(ImageView(picture(index)), in: area)
    buffer.write(
      StyledText("\(index)", index == chosen ? Style.accent.bold.reversed : .dim), in: caption)
  }

  /// The first size of which all pictures fit, or the last one that fits at all.
  private func layout(in area: Size) -> Layout? {
    var last: Layout?
    for size in sizes {
      let columns = (area.width + 1) / (size.width + 1)
      let most = (area.height - 1) / (size.height + 1)
      guard columns > 0, most > 0 else { continue }
      let needed = (count + columns - 1) / columns
      last = Layout(columns: columns, lines: min(most, needed), picture: size)
      if needed <= most { break }
    }
    return last
  }
}

extension PictureSheet {
  /// The largest and the smallest rows of cells of a channel's picture.
  private static let channelRows = (3...8).reversed()

  /// All channels of a layer's output, on one scale so that they can be compared; `nil` where there
  /// is nothing to lay side by side.
  static func channels(of planes: LayerPlanes, chosen: Int) -> PictureSheet? {
    guard planes.channels > 1, planes.height > 1 else { return nil }
    let reach = (0..<planes.channels).reduce(0.0) {
      max($0, ValueRange(planes.plane($1))?.reach ?? 0)
    }
    let sizes = channelRows.map { rows in
      Size(width: max(2, 2 * rows * planes.width / planes.height), height: rows)
    }
    return PictureSheet(
      name: "channels", style: .output, count: planes.channels, chosen: chosen, sizes: sizes
    ) { PlanePicture.image(planes, channel: $0, reach: reach) }
  }

  /// The filters of a convolution, of which the chosen one made the chosen channel.
  ///
  /// A cell holds two pixels, one above the other; all pictures are doubled where they fit.
  static func filters(_ filters: LayerPlanesOfFilters, chosen: Int) -> PictureSheet {
    let sizes = [2 * filters.size, filters.size].map { side in
      Size(width: side, height: (side + 1) / 2)
    }
    return PictureSheet(
      name: "filters", detail: filters.areColours ? "" : ", input channel 0", style: .kernel,
      count: filters.count, chosen: chosen, sizes: sizes
    ) { filters.image($0) }
  }
}
