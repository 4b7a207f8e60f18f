import Typesetting

extension LearningRateSchedule {
  /// Reads a schedule as a command line has it.
  ///
  ///     constant                     the same rate all the time
  ///     step:30ep,60ep[:0.1]         falls to a tenth at epochs 30 and 60; also 12000 and 50%
  ///     step:every:10ep[:0.1]        falls to a tenth every 10 epochs
  ///     cosine[:0.01]                half a cosine down to 0, or to the given share
  ///     one-cycle[:0.3:25:1e4]       up from a 25th in three tenths of the run, then down
  ///     warm-up:500[:0.01]+cosine    a straight line up in 500 steps in front of any of these
  ///
  /// - Parameter text: One of these forms.
  /// - Throws: A ``ScheduleError`` that says at which character, what, and the remedy.
  public init(parsing text: String) throws(ScheduleError) {
    var parts = ScheduleField(text: text).split("+")
    var warmUp: WarmUp?
    if parts.count > 1 || parts[0].split(":")[0].letters == "warmup" {
      let first = parts.removeFirst()
      guard first.split(":")[0].letters == "warmup" else {
        throw first.error(
          "\(first.split(":")[0].description.quoted) stands in front of a +",
          "Only warm-up can: warm-up:500+cosine."
        )
      }
      warmUp = try Self.warmUp(first)
      guard let course = parts.first else {
        throw first.error(
          "nothing comes after the warm-up", "Add a schedule: \(text)+constant.", atEnd: true)
      }
      if parts.count > 1 {
        throw parts[1].error(
          "more than one schedule comes after the warm-up", "Write one: warm-up:500+\(course).")
      }
    }
    self.init(try Self.course(parts[0]), warmUp: warmUp)
  }

  private static func course(_ field: ScheduleField) throws(ScheduleError) -> Course {
    var fields = field.split(":")
    let name = fields.removeFirst()
    switch name.letters {
    case "constant":
      try limit(fields, to: 0, of: "constant", "It has no numbers: write constant.")
      return .constant
    case "cosine":
      try limit(fields, to: 1, of: "cosine", "It has at most one number: cosine:0.01.")
      return .cosine(floor: try fields.first?.number(in: 0...1, "the share that is left") ?? 0)
    case "step", "multistep":
      return try steps(fields, after: name)
    case "onecycle":
      try limit(
        fields, to: 3, of: "one-cycle", "It has at most three numbers: one-cycle:0.3:25:1e4.")
      var cycle = OneCycle()
      if fields.count > 0 {
        cycle.rise = try fields[0].share(in: 0...1, "the part of the run that goes up")
      }
      if fields.count > 1 {
        cycle.division = try fields[1].number(in: 1...1e12, "the divisor of the first rate")
      }
      if fields.count > 2 {
        cycle.finalDivision = try fields[2].number(in: 1...1e12, "the divisor of the last rate")
      }
      return .oneCycle(cycle)
    default:
      throw name.error(
        name.isEmpty
          ? "the name of a schedule is missing" : "there is no schedule \(name.description.quoted)",
        "Use constant, step:30ep,60ep, step:every:10ep, cosine, one-cycle, or warm-up:500+ in front "
          + "of one.")
    }
  }

  private static func steps(
    _ fields: [ScheduleField], after name: ScheduleField
  ) throws(ScheduleError) -> Course {
    var fields = fields
    let repeats = fields.first?.letters == "every"
    if repeats { fields.removeFirst() }
    guard let when = fields.first else {
      throw name.error(
        "it is not said when the rate falls",
        "Give milestones, as in step:50%,75%, or a distance, as in step:every:10ep.", atEnd: true)
    }
    try limit(
      fields, to: 2, of: "step", "It is written step:30ep,60ep:0.1, with commas between milestones."
    )
    let gamma =
      fields.count > 1
      ? try fields[1].number(in: 0...1, "what the rate is multiplied by", excludingLowest: true)
      : 0.1
    if repeats { return .every(try when.span("the distance between two falls"), gamma: gamma) }
    var milestones: [ScheduleSpan] = []
    for field in when.split(",") {
      let milestone = try field.span("a milestone")
      if let last = milestones.last, last.isSurelyBefore(milestone) == false {
        throw field.error(
          "milestone \(field) does not come after \(last)", "Write milestones in ascending order.")
      }
      milestones.append(milestone)
    }
    return .milestones(milestones, gamma: gamma)
  }

  private static func warmUp(_ field: ScheduleField) throws(ScheduleError) -> WarmUp {
    let fields = field.split(":")
    guard fields.count > 1 else {
      throw field.error(
        "it is not said how long the warm-up takes",
        "Write warm-up:500, warm-up:2ep or warm-up:5%.",
        atEnd: true)
    }
    try limit(
      Array(fields.dropFirst()), to: 2, of: "warm-up", "It is written warm-up:500:0.01.")
    var warmUp = WarmUp(try fields[1].span("the length of a warm-up"))
    if fields.count > 2 {
      warmUp.start = try fields[2].number(
        in: 0...1, "the share at which a warm-up starts", excludingLowest: true)
    }
    return warmUp
  }

  private static func limit(
    _ fields: [ScheduleField], to count: Int, of name: String, _ remedy: String
  ) throws(ScheduleError) {
    guard fields.count > count else { return }
    throw fields[count].error(
      "\(fields[count].description.quoted) is one number too many for \(name)", remedy)
  }
}

extension ScheduleSpan {
  /// Whether this span is shorter than another of the same unit; `nil` when units differ, which only
  /// the length of a run can compare.
  fileprivate func isSurelyBefore(_ other: ScheduleSpan) -> Bool? {
    switch (self, other) {
    case (.steps(let left), .steps(let right)): left < right
    case (.epochs(let left), .epochs(let right)), (.percent(let left), .percent(let right)):
      left < right
    default: nil
    }
  }
}
