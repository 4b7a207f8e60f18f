extension LearningRateSchedule {
  /// Reads a schedule: `constant`, `cosine`, `one-cycle` or `step:50,75:0.1` (the rate times 0.1
  /// after 50 % and 75 % of the run), with `warm-up:500+` before it for a rise over 500 steps.
  ///
  /// - Throws: ``ScheduleError``.
  public init(text: String) throws(ScheduleError) {
    var words = text.lowercased().split(separator: "+", omittingEmptySubsequences: false)
    var warmUp = 0
    if let first = words.first, first.hasPrefix("warm-up:") {
      guard let steps = Int(first.dropFirst("warm-up:".count)), (1...1_000_000_000).contains(steps)
      else { throw ScheduleError(text, "A warm-up has a number of steps: warm-up:500+cosine.") }
      warmUp = steps
      words.removeFirst()
      if words.isEmpty { words = ["constant"] }
    }
    guard words.count == 1 else { throw ScheduleError(text, ScheduleError.choices) }
    switch words[0] {
    case "constant": self.init(.constant, warmUpSteps: warmUp)
    case "cosine": self.init(.cosine, warmUpSteps: warmUp)
    case "one-cycle", "onecycle": self.init(.oneCycle, warmUpSteps: warmUp)
    default:
      let parts = words[0].split(separator: ":", omittingEmptySubsequences: false)
      guard parts[0] == "step" else { throw ScheduleError(text, ScheduleError.choices) }
      let percents = parts.count > 1 ? parts[1].split(separator: ",").map { Double($0) } : [50, 75]
      let factor = parts.count > 2 ? Double(parts[2]) : 0.1
      let known = percents.compactMap { $0 }
      guard parts.count <= 3, known.count == percents.count, !known.isEmpty,
        known.allSatisfy({ (0...100).contains($0) }), let factor, (0...1).contains(factor)
      else {
        throw ScheduleError(
          text, "A step schedule names percents of the run and a factor: step:50,75:0.1.")
      }
      self.init(.step(percents: known.sorted(), factor: factor), warmUpSteps: warmUp)
    }
  }

  /// The schedule as ``init(text:)`` reads it.
  public var text: String {
    let course =
      switch self.course {
      case .constant: "constant"
      case .cosine: "cosine"
      case .oneCycle: "one-cycle"
      case .step(let percents, let factor):
        "step:\(percents.map(Self.short).joined(separator: ",")):\(Self.short(factor))"
      }
    return warmUpSteps > 0 ? "warm-up:\(warmUpSteps)+\(course)" : course
  }

  private static func short(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}

/// Why a schedule cannot be read.
public struct ScheduleError: Error, Hashable, CustomStringConvertible {
  static let choices =
    "Use constant, cosine, one-cycle or step:50,75:0.1, with warm-up:500+ before it if you like."

  let text: String
  let remedy: String

  init(_ text: String, _ remedy: String) {
    (self.text, self.remedy) = (text, remedy)
  }

  /// What is wrong and what to do.
  public var description: String { "there is no schedule '\(text)'\n  \(remedy)" }
}
