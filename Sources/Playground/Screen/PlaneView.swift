import TerminalKit
import Typesetting

/// What the network says of every place of the plane, with the points over it.
struct PlaneView: Widget {
  let title: String
  let shot: Shot
  let data: SplitPoints
  /// What a unit makes of each cell, to be drawn instead of the regions.
  var map: [Float]?
  /// The place that is pointed at.
  var place: PlaygroundModel.Place?
  var isPointed = false
  let showsTest: Bool
  let isHard: Bool

  func draw(in area: Rect, on buffer: inout Buffer) {
    let (top, picture) = area.splitTop(1)
    buffer.write(legend, in: top)
    let pixels = PlanePixels(
      shot, data, width: picture.width, height: 2 * picture.height, map: map,
      isHard: isHard, showsTest: showsTest)
    for row in 0..<picture.height {
      for column in 0..<picture.width {
        let (upper, lower) = (pixels[2 * row, column], pixels[2 * row + 1, column])
        let sign = upper.isPoint || !lower.isPoint ? upper.sign : lower.sign
        buffer[picture.minX + column, picture.minY + row] = Cell(
          buffer.glyphs.upperHalf, .picture(upper.color, lower.color, sign: sign))
      }
    }
    if let place { mark(place, pixels, in: picture, on: &buffer) }
  }

  /// The name of the picture, and the classes in their colours.
  private var legend: StyledText {
    var text = StyledText(title, Style.text.bold)
    for (label, name) in data.classNames.enumerated() {
      let letter = SplitPoints.letter(label)
      text.append("  ")
      text.append(name == letter ? letter : "\(letter) \(name)", ClassColor.style(label))
    }
    return text
  }

  /// A mark over the place, on the colour of the region.
  private func mark(
    _ place: PlaygroundModel.Place, _ pixels: PlanePixels, in picture: Rect,
    on buffer: inout Buffer
  ) {
    let (row, column) = pixels.index(of: place.x, place.y)
    let sign = buffer.glyphs.plotPoint
    let ink = isPointed ? RGB(255, 255, 255) : RGB(215, 215, 215)
    buffer[picture.minX + column, picture.minY + row / 2] = Cell(
      sign, .picture(ink, pixels[row, column].color, sign: sign))
  }
}
