import Foundation

/// An axis whose labels are round numbers.
struct Axis {
  /// The value at its beginning.
  let low: Double
  /// The value at its end.
  let high: Double
  /// How far labels lie apart: 1, 2 or 5 times a power of ten.
  let step: Double

  /// An axis that begins and ends where it is told to.
  init(_ range: ClosedRange<Double>) {
    (low, high) = (range.lowerBound, range.upperBound)
    step = Self.roundStep(high - low)
  }

  /// An axis with room for values, which begins and ends with a label.
  init(reaching values: [Double]) {
    // Within these bounds a span has a number, too.
    let finite = values.filter(\.isFinite).map { min(max($0, -1e300), 1e300) }
    let least = finite.min() ?? 0
    let most = finite.max() ?? 1
    step = Self.roundStep(max(most - least, abs(most) * 1e-3, 1e-6))
    low = (least / step).rounded(.down) * step
    high = max((most / step).rounded(.up) * step, low + step)
  }

  /// The values that have a label, in order.
  var ticks: [Double] {
    let first = Int((low / step - 1e-9).rounded(.up))
    let last = Int((high / step + 1e-9).rounded(.down))
    return (first...max(first, last)).map { Double($0) * step }
  }

  /// Where a value lies, 0 at the beginning and 1 at the end; never outside.
  func share(_ value: Double) -> Double { min(max((value - low) / (high - low), 0), 1) }

  /// A labelled value with as many digits as the steps have.
  func label(_ value: Double) -> String {
    guard abs(value) < 1e7 else { return String(format: "%.1e", value) }
    let digits = max(0, Int((-log10(step) - 1e-9).rounded(.up)))
    return String(format: "%.\(digits)f", value)
  }

  /// A round step that divides a span into three to six parts.
  private static func roundStep(_ span: Double) -> Double {
    let rough = span / 6
    let power = pow(10, log10(rough).rounded(.down))
    let factor = [1, 2, 5].first { $0 * power >= rough } ?? 10
    return factor * power
  }
}
