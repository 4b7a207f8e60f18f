import Foundation

/// Round numbers to write along an axis: multiples of 1, 2 or 5 and a power of ten.
public enum RoundSteps {
  /// The least round step that goes into a span at most so many times.
  ///
  /// - Precondition: The span is above 0 and finite, and the count at least 1.
  public static func step(for span: Double, count: Int) -> Double {
    precondition(span > 0 && span.isFinite && count >= 1, "\(count) steps in \(span)")
    let least = span / Double(count)
    let power = pow(10, log10(least).rounded(.down))
    // A hundredth of a percent is less than a step that is read can be off.
    return ([1, 2, 5].map { $0 * power }.first { $0 >= least * 0.9999 } ?? 10 * power)
  }

  /// The multiples of a step in a range.
  public static func numbers(in range: ClosedRange<Double>, step: Double) -> [Double] {
    let first = (range.lowerBound / step - 1e-6).rounded(.up)
    let last = (range.upperBound / step + 1e-6).rounded(.down)
    // More would be one number on top of the other, and beyond 2^53 they are no longer whole.
    guard first <= last, last - first <= 10_000, abs(first) < 0x1p53 else { return [] }
    return (0...Int(last - first)).map { (first + Double($0)) * step }
  }

  /// A multiple of a step with as many decimals as the step has.
  public static func text(_ number: Double, step: Double) -> String {
    let magnitude = max(abs(number), step)
    guard magnitude < 1e6, step >= 1e-5 else { return NumberText.short(number, digits: 3) }
    return NumberText.fixed(number, max(0, Int((-log10(step) - 1e-6).rounded(.up))))
  }
}
