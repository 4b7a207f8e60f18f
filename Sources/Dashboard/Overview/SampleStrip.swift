import TerminalKit
import Training
import Typesetting

/// The first test images and what the network takes them for: the same ones all the time, so that
/// one sees them become right.
struct SampleStrip: Widget {
  let images: [ImagePrediction]
  /// After which step the network was asked.
  let step: Int?
  let classNames: [String]

  func draw(in area: Rect, on buffer: inout Buffer) {
    var title = StyledText("Test images", Style.accent.bold)
    if !images.isEmpty {
      title.append("  \(images.count { $0.isRight }) of \(images.count) right", .dim)
      if let step { title.append(" at step \(Wording.count(step))", .dim) }
    }
    let box = Box(title, footer: StyledText("2 shows all", .dim))
    buffer.draw(box, in: area)
    let inside = box.content(in: area).inset(horizontally: 1)
    guard !images.isEmpty else {
      buffer.draw(
        Paragraph(StyledText("The test images are on their way through the network…", .dim)),
        in: inside)
      return
    }
    for (prediction, place) in places(in: area) {
      draw(prediction, in: place, on: &buffer)
    }
  }

  /// The test image drawn at a point, by its number in the test set.
  func image(at point: Point, in area: Rect) -> Int? {
    places(in: area).first { $0.place.contains(point) }?.prediction.index
  }

  /// The images side by side: as large as the height allows, as many as fit.
  private func places(in area: Rect) -> [(prediction: ImagePrediction, place: Rect)] {
    let inside = Box().content(in: area).inset(horizontally: 1)
    guard let first = images.first else { return [] }
    let rows = min(Self.captionless(inside.height), first.fullRows)
    let width = first.columns(forRows: rows)
    guard rows > 0, width > 0 else { return [] }
    let count = max(1, (inside.width + 2) / (width + 2))
    return images.prefix(count).enumerated().map { index, prediction in
      let x = inside.minX + index * (width + 2)
      return (
        prediction,
        Rect(
          x: x, y: inside.minY, width: min(width, inside.maxX - x),
          height: min(inside.height, rows + Self.captionRows(inside.height)))
      )
    }
  }

  private static func captionRows(_ height: Int) -> Int { height >= 12 ? 2 : 1 }

  private static func captionless(_ height: Int) -> Int { height - captionRows(height) }

  private func draw(_ prediction: ImagePrediction, in area: Rect, on buffer: inout Buffer) {
    let caption = Self.captionRows(Box().content(in: area).height + 2)
    let split = area.splitTop(area.height - caption)
    buffer.draw(ImageView(prediction.picture), in: split.top)
    let style: Style = prediction.isRight ? .success : .failure
    let mark = prediction.isRight ? buffer.glyphs.check : buffer.glyphs.cross
    buffer.write(
      StyledText("\(mark) ", style) + StyledText(prediction.name(in: classNames), style),
      in: split.rest)
    guard caption > 1 else { return }
    let truth =
      prediction.isRight
      ? StyledText(Wording.percent(Double(prediction.probabilities[prediction.best])), .dim)
      : StyledText("is \(prediction.labelName(in: classNames))", .dim)
    buffer.write(truth, in: split.rest.splitTop(1).rest)
  }
}
