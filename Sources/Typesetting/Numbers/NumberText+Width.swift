import Foundation

extension NumberText {
  /// How many characters the widest of some numbers takes, as ``short(_:digits:)`` writes it; at
  /// least 1.
  ///
  /// Of more than ``mostMeasured`` numbers it may be a little more.
  ///
  /// - Complexity: O(count), of which only those are written out that may be the widest so far: a
  ///   photograph has a quarter of a million numbers.
  public static func width(of values: [Double]) -> Int {
    width(of: values, atMost: largestWidth) { short($0).count }
  }

  /// How many characters the widest of some numbers takes as ``brief(_:decimals:)`` writes it, and at
  /// least 1.
  ///
  /// - Complexity: As ``width(of:)``.
  public static func briefWidth(of values: [Double], decimals: Int?) -> Int {
    func bound(_ value: Double) -> Int {
      guard let decimals, abs(value) < 1000 else { return largestWidth(of: value) }
      // What rounds up to another digit has it.
      let half = 0.5 / pow(10, Double(decimals))
      guard abs(value) > half || value == 0 else { return widthOfOneDigit(value) }
      let rounded = abs(value) + half
      let digits = rounded < 10 ? 1 : rounded < 100 ? 2 : rounded < 1000 ? 3 : 4
      return min(largestWidth(of: value), (value < 0 ? 1 : 0) + digits + 1 + decimals)
    }
    return width(of: values, atMost: bound) { brief($0, decimals: decimals).count }
  }

  /// The most numbers that are written out to see how wide they are; of more a bound has to do.
  static let mostMeasured = 1 << 14

  private static func width(
    of values: [Double], atMost bound: (Double) -> Int, measured: (Double) -> Int
  ) -> Int {
    let areMeasured = values.count <= mostMeasured
    return values.reduce(1) { width, value in
      let most = bound(value)
      return most > width ? max(width, areMeasured ? measured(value) : most) : width
    }
  }

  /// A width that a number below 1 never exceeds where one digit of it is written.
  private static func widthOfOneDigit(_ value: Double) -> Int {
    let magnitude = abs(value)
    let widths = [(0.1, 3), (0.01, 4), (0.001, 5), (9.5e-5, 6), (1e-9, 4), (1e-99, 5)]
    return (value < 0 ? 1 : 0) + (widths.first { magnitude >= $0.0 }?.1 ?? 6)
  }

  /// A width that a number never exceeds, and mostly reaches.
  private static func largestWidth(of value: Double) -> Int {
    let sign = value < 0 ? 1 : 0
    let magnitude = abs(value)
    // Scientific at the longest: 1.234e−308.
    guard magnitude < 1e15 else { return sign + 10 }
    var (digits, limit) = (1, 10.0)
    while magnitude >= limit { (digits, limit) = (digits + 1, limit * 10) }
    if magnitude == magnitude.rounded() { return sign + digits }
    guard magnitude >= 1e-4, magnitude < 1e7 else { return sign + 10 }
    // Four significant digits; one decimal where the whole part alone has as many.
    let zeros = magnitude >= 0.1 ? 0 : magnitude >= 0.01 ? 1 : magnitude >= 0.001 ? 2 : 3
    let isNearWhole = abs(magnitude - magnitude.rounded()) < magnitude * 1e-3
    let mostDecimals =
      (magnitude >= 1 ? max(1, 4 - digits) : 4 + zeros) + (isNearWhole ? 1 : 0)
    var (decimals, scaled) = (1, magnitude * 10)
    while decimals < mostDecimals, scaled != scaled.rounded() {
      (decimals, scaled) = (decimals + 1, scaled * 10)
    }
    return sign + digits + 1 + decimals
  }
}
