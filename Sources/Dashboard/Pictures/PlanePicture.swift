import TerminalKit

/// Numbers as a picture: dark below zero, grey at zero, bright above.
///
/// The brightness grows with the number, so that the picture is right without colours too; blue
/// and amber tell the sign where there are colours.
enum PlanePicture {
  /// The colour of a number.
  ///
  /// - Parameter reach: The distance from zero that gets the full colour.
  static func color(_ value: Float, reach: Double) -> RGB {
    guard value.isFinite else { return RGB(255, 0, 0) }
    let share = reach > 0 ? min(max(-1, Double(value) / reach), 1) : 0
    return share < 0
      ? mix(neutral, negative, -share) : mix(neutral, positive, share)
  }

  private static let negative = (8.0, 24.0, 120.0)
  private static let neutral = (88.0, 88.0, 92.0)
  private static let positive = (255.0, 214.0, 96.0)

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
