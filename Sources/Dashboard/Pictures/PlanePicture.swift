import TerminalKit

/// Numbers as a picture: dark below zero, grey at zero, bright above.
///
/// The brightness grows with the number, so that the picture is right without colours too; blue
/// and yellow tell the sign where there are colours. The stops are colours of the 256 that most
/// terminals have, so that those show a ramp without specks.
enum PlanePicture {
  /// The colour of a number.
  ///
  /// - Parameter reach: The distance from zero that gets the full colour.
  static func color(_ value: Float, reach: Double) -> RGB {
    guard value.isFinite else { return RGB(255, 0, 0) }
    let share = reach > 0 ? min(max(-1, Double(value) / reach), 1) : 0
    let place = (share + 1) / 2 * Double(stops.count - 1)
    let stop = min(Int(place), stops.count - 2)
    return mix(stops[stop], stops[stop + 1], place - Double(stop))
  }

  /// From −1 over 0 to 1.
  private static let stops: [(Double, Double, Double)] = [
    (0, 0, 95), (0, 0, 135), (0, 0, 175), (0, 95, 135), (95, 95, 95), (135, 135, 95),
    (175, 175, 95), (215, 215, 95), (255, 255, 95),
  ]

  private static func mix(
    _ from: (Double, Double, Double), _ to: (Double, Double, Double), _ share: Double
  ) -> RGB {
    func part(_ start: Double, _ end: Double) -> UInt8 {
      UInt8(start + (end - start) * share)
    }
    return RGB(part(from.0, to.0), part(from.1, to.1), part(from.2, to.2))
  }

  /// The picture of one channel.
  static func image(_ planes: LayerPlanes, channel: Int, reach: Double) -> PixelImage {
    let values = Array(planes.plane(channel))
    return PixelImage(width: planes.width, height: planes.height) { row, column in
      let place = row * planes.width + column
      return place < values.count ? color(values[place], reach: reach) : RGB(0, 0, 0)
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
      return PlanePicture.color(Float(share * reach), reach: reach)
    }
    buffer.write(low, in: area)
    let bar = Rect(x: area.minX + low.width, y: area.minY, width: columns, height: 1)
    buffer.draw(ImageView(ramp), in: bar)
    buffer.write(high, in: Rect(x: bar.maxX, y: area.minY, width: high.width, height: 1))
  }
}
