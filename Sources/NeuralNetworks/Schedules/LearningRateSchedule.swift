import RealModule

/// How the learning rate changes during a run.
public struct LearningRateSchedule: Codable, Hashable, Sendable {
  /// The course of the rate after the warm-up.
  public enum Course: Codable, Hashable, Sendable {
    /// The same rate throughout.
    case constant
    /// The rate times `factor` at each of some shares of the run, in percent.
    case step(percents: [Double], factor: Double)
    /// Half a cosine from the rate to zero.
    case cosine
    /// Up from a 25th of the rate during 30 % of the run, then down to a 250,000th.
    ///
    /// - SeeAlso: L. Smith, N. Topin (2017), arXiv:1708.07120; PyTorch's `OneCycleLR`, here
    ///   without cycling the momentum.
    case oneCycle
  }

  /// The course of the rate after the warm-up.
  public var course: Course
  /// How many steps the rate takes to rise from zero, before the course begins.
  public var warmUpSteps: Int

  /// Creates a schedule.
  public init(_ course: Course, warmUpSteps: Int = 0) {
    self.course = course
    self.warmUpSteps = warmUpSteps
  }

  /// The rate of a step.
  ///
  /// - Parameters:
  ///   - step: The step, from 0.
  ///   - total: The steps of the whole run.
  ///   - peak: The learning rate that was asked for: the highest of the run.
  public func rate(atStep step: Int, of total: Int, peak: Double) -> Double {
    guard step >= warmUpSteps else { return peak * Double(step + 1) / Double(warmUpSteps + 1) }
    let (step, total) = (step - warmUpSteps, max(1, total - warmUpSteps))
    switch course {
    case .constant:
      return peak
    case .step(let percents, let factor):
      let passed = percents.count { Double(step) >= $0 / 100 * Double(total) }
      return (0..<passed).reduce(peak) { rate, _ in rate * factor }
    case .cosine:
      return Self.cosine(from: peak, to: 0, Double(min(step, total)) / Double(total))
    case .oneCycle:
      let top = 0.3 * Double(total) - 1
      let last = Double(total - 1)
      let (low, end) = (peak / 25, peak / 25 / 1e4)
      let position = min(Double(step), last)
      if position <= top { return Self.cosine(from: low, to: peak, top > 0 ? position / top : 1) }
      return Self.cosine(from: peak, to: end, last > top ? (position - top) / (last - top) : 1)
    }
  }

  private static func cosine(from start: Double, to end: Double, _ share: Double) -> Double {
    end + (start - end) / 2 * (1 + Double.cos(.pi * share))
  }
}
