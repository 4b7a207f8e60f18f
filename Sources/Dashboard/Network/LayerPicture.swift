import TerminalKit
import Training

/// The chosen layer's numbers as pictures: its filters, one channel of its output and of the
/// gradient that came back, and all channels where there is room.
struct LayerPicture: Widget {
  let page: NetworkPage
  let run: RunState

  /// The rows of cells that the chosen channel's pictures keep at least.
  private static let leastOfChosen = 18

  func draw(in area: Rect, on buffer: inout Buffer) {
    let name =
      run.layers.indices.contains(page.selection)
      ? run.layers[page.selection].name : ""
    let box = Box(StyledText(name, Style.accent.bold), footer: footer)
    buffer.draw(box, in: area)
    let inside = box.content(in: area).inset(horizontally: 1)
    guard let part = page.layer, let planes = page.planes else {
      buffer.draw(Paragraph(StyledText(waiting, .dim)), in: inside)
      return
    }
    var rest = inside
    if let filters {
      let room = Size(width: inside.width, height: inside.height / 3)
      let split = inside.splitTop(filters.height(in: room) ?? 0)
      buffer.draw(filters, in: split.top)
      rest = split.rest
    }
    if let channels = PictureSheet.channels(of: planes, chosen: page.channel) {
      let room = Size(width: rest.width, height: rest.height - Self.leastOfChosen)
      let split = rest.splitTop(rest.height - (channels.height(in: room) ?? 0))
      buffer.draw(channels, in: split.rest)
      rest = split.top
    }
    let number = rest.splitTop(max(0, rest.height - 1))
    drawPlanes(part, planes, in: number.top, on: &buffer)
    buffer.write(chosenNumber(planes, width: inside.width), in: number.rest)
  }

  /// The filters of the chosen layer, where they can be looked at.
  private var filters: PictureSheet? {
    guard run.layers.indices.contains(page.selection), let snapshot = page.snapshot,
      let tensor = snapshot.parameters[run.layers[page.selection].name + ".weight"]
    else { return nil }
    return LayerPlanesOfFilters(tensor).map { .filters($0, chosen: page.channel) }
  }

  private var waiting: String {
    if run.images.all.isEmpty {
      return "No test image has been run yet. They come with the weights."
    }
    return run.phase == .ended
      ? "The run ended before an image went through the network."
      : "The image is on its way through the network…"
  }

  private var footer: StyledText {
    guard let image = run.images.chosen else { return "" }
    return StyledText(
      "image \(image.index): \(image.labelName(in: run.classNames))",
      .dim)
  }

  /// Output and gradient side by side or above each other, whichever leaves larger pictures.
  private func drawPlanes(
    _ part: Inspection.Layer, _ planes: LayerPlanes, in area: Rect, on buffer: inout Buffer
  ) {
    // Each has a title above and a scale below.
    let side = min(area.width / 2 - 1, 2 * (area.height - 2))
    let stacked = min(area.width, 2 * (area.height / 2 - 2))
    let halves =
      side >= stacked ? area.columns(.fill, .fill, spacing: 2) : area.rows(.fill, .fill)
    let channel = page.channel
    let position = planes.channels > 1 ? " \(channel) of \(planes.channels)" : ""
    draw(planes, "output" + position, .output, in: halves[0], isChosen: true, on: &buffer)
    if let gradient = part.gradient {
      draw(
        LayerPlanes(gradient), "its gradient", .gradient, in: halves[1], isChosen: false,
        on: &buffer)
    } else {
      buffer.write(StyledText("The loss does not depend on it.", .dim), in: halves[1])
    }
  }

  private func draw(
    _ planes: LayerPlanes, _ title: String, _ style: Style, in area: Rect, isChosen: Bool,
    on buffer: inout Buffer
  ) {
    let split = area.splitTop(1)
    buffer.write(StyledText(title, style), in: split.top)
    let channel = min(page.channel, planes.channels - 1)
    let reach = ValueRange(planes.plane(channel))?.reach ?? 0
    let place = Self.fitted(planes, in: split.rest.splitTop(split.rest.height - 1).top)
    let scale = Rect(
      x: place.minX, y: place.maxY, width: split.rest.maxX - place.minX, height: 1)
    buffer.draw(ValueScale(reach: reach), in: scale)
    buffer.draw(
      ImageView(PlanePicture.image(planes, channel: channel, reach: reach)), in: place)
    guard isChosen, page.focus == .picture, !place.isEmpty else { return }
    let pixel = page.pixel
    let x = place.minX + (2 * pixel.column + 1) * place.width / (2 * planes.width)
    let y = place.minY + (2 * pixel.row + 1) * place.height / (2 * planes.height)
    buffer[min(x, place.maxX - 1), min(y, place.maxY - 1)] = Cell("+", Style.accent.reversed)
  }

  /// The largest place with the picture's proportions; a pixel is as wide as half a cell is high.
  static func fitted(_ planes: LayerPlanes, in area: Rect) -> Rect {
    guard planes.width > 0, planes.height > 0, !area.isEmpty else { return area }
    let scale = min(
      Double(area.width) / Double(planes.width), 2 * Double(area.height) / Double(planes.height))
    return Rect(
      x: area.minX, y: area.minY,
      width: max(1, min(area.width, Int(Double(planes.width) * scale))),
      height: max(1, min(area.height, Int((Double(planes.height) * scale / 2).rounded(.up)))))
  }

  private func chosenNumber(_ planes: LayerPlanes, width: Int) -> StyledText {
    let (pixel, channel) = (page.pixel, page.channel)
    guard planes.holds(row: pixel.row, column: pixel.column) else { return "" }
    let value = planes.value(channel: channel, row: pixel.row, column: pixel.column)
    let place =
      planes.isRow
      ? "number \(pixel.row * planes.width + pixel.column)"
      : "row \(pixel.row), column \(pixel.column)"
    let hint = page.focus == .picture ? "  Enter explains it" : "  Enter points"
    let text =
      StyledText("\(place): ", .dim) + StyledText(Wording.setting(Double(value)), .output)
    return text.width + hint.count <= width ? text + StyledText(hint, .dim) : text
  }
}
