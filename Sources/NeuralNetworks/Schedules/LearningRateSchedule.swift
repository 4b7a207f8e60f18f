import Foundation

/// How the learning rate changes in the course of a run.
///
///     let schedule = try LearningRateSchedule(parsing: "warm-up:500+cosine")
///     schedule.rate(atStep: 0, of: 10_000, stepsPerEpoch: 390, peak: 0.1)
///
/// A schedule is a pure function of the step, so a resumed run needs nothing but its text.
public struct LearningRateSchedule: Hashable, Sendable {
  /// The course after the warm-up.
  public var course: Course

  /// A slow start in front of the course, or `nil`.
  public var warmUp: WarmUp?

  /// Creates a schedule.
  public init(_ course: Course, warmUp: WarmUp? = nil) {
    self.course = course
    self.warmUp = warmUp
  }

  /// The peak rate from the first step to the last.
  public static let constant = LearningRateSchedule(.constant)
  /// Half a cosine from the peak to 0.
  public static let cosine = LearningRateSchedule(.cosine(floor: 0))
  /// Up to the peak and down again, with PyTorch's numbers.
  public static let oneCycle = LearningRateSchedule(.oneCycle(OneCycle()))

  /// A way for the rate to go.
  public enum Course: Hashable, Sendable {
    /// The peak rate all the time.
    case constant
    /// The peak rate, multiplied by `gamma` after each `every`. PyTorch's `StepLR`.
    case every(ScheduleSpan, gamma: Double)
    /// The peak rate, multiplied by `gamma` at each of the milestones. PyTorch's `MultiStepLR`.
    case milestones([ScheduleSpan], gamma: Double)
    /// Half a cosine from the peak to `floor · peak`. PyTorch's `CosineAnnealingLR`.
    case cosine(floor: Double)
    /// Up to the peak and down again. PyTorch's `OneCycleLR`.
    case oneCycle(OneCycle)
  }

  /// The numbers of a one-cycle course.
  ///
  /// - SeeAlso: L. Smith, N. Topin, *Super-convergence* (2017), arXiv:1708.07120; PyTorch,
  ///   *OneCycleLR* with `cycle_momentum=False`.
  public struct OneCycle: Hashable, Sendable {
    /// The share of the steps in which the rate goes up.
    public var rise = 0.3
    /// The first rate is the peak divided by this.
    public var division = 25.0
    /// The last rate is the first divided by this.
    public var finalDivision = 1e4

    /// Creates a course with PyTorch's numbers.
    public init() {}
  }

  /// A straight line up to the rate at which the course starts: PyTorch's `LinearLR`.
  public struct WarmUp: Hashable, Sendable {
    /// How long it takes.
    public var span: ScheduleSpan
    /// The share of the course's first rate at which it starts; above 0 to 1.
    public var start: Double

    /// Creates a warm-up.
    public init(_ span: ScheduleSpan, start: Double = 0.01) {
      self.span = span
      self.start = start
    }
  }
}

/// A part of a run, as a user gives it.
public enum ScheduleSpan: Hashable, Sendable {
  /// A number of steps: `500`.
  case steps(Int)
  /// A number of passes over the training images: `30ep`.
  case epochs(Double)
  /// A percentage of all steps: `50%`.
  case percent(Double)

  /// The number of steps it stands for in a run, rounded to the nearest.
  public func steps(of totalSteps: Int, stepsPerEpoch: Int) -> Int {
    switch self {
    case .steps(let count): count
    case .epochs(let epochs): Self.rounded(epochs * Double(stepsPerEpoch))
    case .percent(let percent): Self.rounded(percent / 100 * Double(totalSteps))
    }
  }

  private static func rounded(_ steps: Double) -> Int {
    Int(min(steps.rounded(), 0x1p53))
  }
}
