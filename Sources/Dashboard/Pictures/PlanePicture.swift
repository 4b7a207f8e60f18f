import TerminalKit

/// Numbers as a picture, in the colours of ``SignedRamp``.
enum PlanePicture {
  /// The picture of one channel.
  static func image(_ planes: LayerPlanes, channel: Int, reach: Double) -> PixelImage {
    let values = Array(planes.plane(channel))
    return PixelImage(width: planes.width, height: planes.height) { row, column in
      let place = row * planes.width + column
      return place < values.count ? SignedRamp.color(values[place], reach: reach) : RGB(0, 0, 0)
    }
  }
}

/// What the colours of a picture of numbers mean: `−0.52 ████████ 0.52`.
struct ValueScale: Widget {
  /// The distance from zero that gets the full colour.
  let reach: Double

  private static let columns = 3...12

  func draw(in area: Rect, on buffer: inout Buffer) {
    guard reach > 0, reach.isFinite else {
      buffer.write(StyledText("all zero", .dim), in: area)
      return
    }
    let low = StyledText("−\(Wording.setting(reach)) ", .dim)
    let high = StyledText(" \(Wording.setting(reach))", .dim)
    let columns = min(Self.columns.upperBound, area.width - low.width - high.width)
    guard columns >= Self.columns.lowerBound else {
      buffer.write(StyledText("±\(Wording.setting(reach))", .dim), in: area)
      return
    }
    let ramp = PixelImage(width: columns, height: 2) { _, column in
      let share = 2 * Double(column) / Double(columns - 1) - 1
      return SignedRamp.color(Float(share * reach), reach: reach)
    }
    buffer.write(low, in: area)
    let bar = Rect(x: area.minX + low.width, y: area.minY, width: columns, height: 1)
    buffer.draw(ImageView(ramp), in: bar)
    buffer.write(high, in: Rect(x: bar.maxX, y: area.minY, width: high.width, height: 1))
  }
}
