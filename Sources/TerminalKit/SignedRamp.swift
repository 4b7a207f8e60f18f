/// Numbers as colours: dark below zero, grey at zero, bright above.
///
/// The brightness grows with the number, so that a picture is right without colours too; blue and
/// yellow tell the sign where there are colours. The stops are colours of the 256 that most terminals
/// have, so that those show a ramp without specks.
public enum SignedRamp {
  /// The colour of a number.
  ///
  /// - Parameter reach: The distance from zero that gets the full colour.
  public static func color(_ value: Float, reach: Double) -> RGB {
    guard value.isFinite else { return RGB(255, 0, 0) }
    let share = reach > 0 ? min(max(-1, Double(value) / reach), 1) : 0
    let place = (share + 1) / 2 * Double(stops.count - 1)
    let stop = min(Int(place), stops.count - 2)
    return stops[stop].mixed(with: stops[stop + 1], place - Double(stop))
  }

  /// From −1 over 0 to 1.
  private static let stops = [
    RGB(0, 0, 95), RGB(0, 0, 135), RGB(0, 0, 175), RGB(0, 95, 135), RGB(95, 95, 95),
    RGB(135, 135, 95), RGB(175, 175, 95), RGB(215, 215, 95), RGB(255, 255, 95),
  ]
}

extension RGB {
  /// The colour so far on the way to another: 0 for this one, 1 for the other.
  public func mixed(with other: RGB, _ share: Double) -> RGB {
    func part(_ start: UInt8, _ end: UInt8) -> UInt8 {
      UInt8(Double(start) + (Double(end) - Double(start)) * share)
    }
    return RGB(part(red, other.red), part(green, other.green), part(blue, other.blue))
  }
}
