extension LearningRateSchedule: CustomStringConvertible, Codable {
  /// The schedule as a command line has it; reading it gives the same schedule.
  public var text: String {
    guard let warmUp else { return course.text }
    let start = warmUp.start == 0.01 ? "" : ":\(warmUp.start.short)"
    return "warm-up:\(warmUp.span)\(start)+\(course.text)"
  }

  /// The same as ``text``.
  public var description: String { text }

  /// Reads a schedule's ``text``.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      try self.init(parsing: try container.decode(String.self))
    } catch let error as ScheduleError {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: error.description)
    }
  }

  /// Writes the schedule's ``text``.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension LearningRateSchedule.Course {
  fileprivate var text: String {
    switch self {
    case .constant:
      "constant"
    case .every(let span, let gamma):
      "step:every:\(span):\(gamma.short)"
    case .milestones(let milestones, let gamma):
      "step:\(milestones.map(\.description).joined(separator: ",")):\(gamma.short)"
    case .cosine(let floor):
      floor == 0 ? "cosine" : "cosine:\(floor.short)"
    case .oneCycle(let cycle):
      cycle == LearningRateSchedule.OneCycle()
        ? "one-cycle"
        : "one-cycle:\(cycle.rise.short):\(cycle.division.short):\(cycle.finalDivision.short)"
    }
  }
}

extension ScheduleSpan: CustomStringConvertible {
  /// The span as a schedule's text has it: `500`, `30ep`, `50%`.
  public var description: String {
    switch self {
    case .steps(let count): "\(count)"
    case .epochs(let epochs): "\(epochs.short)ep"
    case .percent(let percent): "\(percent.short)%"
    }
  }

  /// The span in words.
  var spelled: String {
    switch self {
    case .steps(let count): "\(count) steps"
    case .epochs(let epochs): "\(epochs.short) epochs"
    case .percent(let percent): "\(percent.short)% of the run"
    }
  }
}
