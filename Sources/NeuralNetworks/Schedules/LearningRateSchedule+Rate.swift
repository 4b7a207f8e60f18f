import Foundation

extension LearningRateSchedule {
  /// The learning rate of one step.
  ///
  /// - Parameters:
  ///   - step: The step, from 0. Steps past the end get the last step's rate.
  ///   - totalSteps: The number of steps of the whole run; at least 1.
  ///   - stepsPerEpoch: The number of steps of a pass over the training images, for spans that are
  ///     given in epochs; at least 1.
  ///   - peak: The rate that the schedule scales: the optimiser's learning rate.
  /// - Complexity: O(1), and O(milestones) for a course that has some.
  public func rate(
    atStep step: Int, of totalSteps: Int, stepsPerEpoch: Int, peak: Double
  ) -> Double {
    precondition(step >= 0 && totalSteps >= 1, "step \(step) of \(totalSteps)")
    precondition(stepsPerEpoch >= 1, "\(stepsPerEpoch) steps per epoch")
    let step = min(step, totalSteps - 1)
    let steps = { (span: ScheduleSpan) in
      span.steps(of: totalSteps, stepsPerEpoch: stepsPerEpoch)
    }
    let warmUpSteps = warmUp.map { min(steps($0.span), totalSteps) } ?? 0
    let courseSteps = max(1, totalSteps - warmUpSteps)
    guard let warmUp, step < warmUpSteps else {
      return peak * factor(atStep: step - warmUpSteps, of: courseSteps, steps: steps)
    }
    let done = Double(step) / Double(warmUpSteps)
    return peak * factor(atStep: 0, of: courseSteps, steps: steps)
      * (warmUp.start + (1 - warmUp.start) * done)
  }

  /// What the course multiplies the peak by.
  private func factor(
    atStep step: Int, of total: Int, steps: (ScheduleSpan) -> Int
  ) -> Double {
    switch course {
    case .constant:
      1
    case .every(let span, let gamma):
      pow(gamma, Double(step / max(1, steps(span))))
    case .milestones(let milestones, let gamma):
      pow(gamma, Double(milestones.count { steps($0) <= step }))
    case .cosine(let floor):
      Self.annealed(from: 1, to: floor, Double(step) / Double(total))
    case .oneCycle(let cycle):
      cycle.factor(atStep: step, of: total)
    }
  }

  /// Half a cosine from one number to another; `done` is 0 to 1.
  fileprivate static func annealed(from start: Double, to end: Double, _ done: Double) -> Double {
    end + (start - end) / 2 * (1 + cos(.pi * done))
  }
}

extension LearningRateSchedule {
  /// Whether a longer run has other rates from its first step on: whether the course ends with the run,
  /// or counts in percent of it.
  public var dependsOnLength: Bool {
    let spans: [ScheduleSpan]
    switch course {
    case .cosine, .oneCycle: return true
    case .constant: spans = []
    case .every(let span, _): spans = [span]
    case .milestones(let milestones, _): spans = milestones
    }
    return (spans + (warmUp.map { [$0.span] } ?? [])).contains { span in
      if case .percent = span { true } else { false }
    }
  }
}

extension LearningRateSchedule.OneCycle {
  /// The rise ends one step before its share of the steps, the fall on the last step, as PyTorch has
  /// it; the numbers in between are not whole.
  fileprivate func factor(atStep step: Int, of total: Int) -> Double {
    let first = 1 / division
    let top = rise * Double(total) - 1
    if Double(step) <= top {
      let done = top > 0 ? Double(step) / top : 1
      return LearningRateSchedule.annealed(from: first, to: 1, done)
    }
    let last = Double(total - 1)
    // PyTorch starts the fall where the rise ends, even where that is before the first step.
    let done = last > top ? (Double(step) - top) / (last - top) : 1
    return LearningRateSchedule.annealed(from: 1, to: first / finalDivision, done)
  }
}

extension LearningRateSchedule {
  /// A sentence about what the schedule does in a run of this length and probably was not meant to
  /// do, or `nil`.
  public func caution(totalSteps: Int, stepsPerEpoch: Int) -> String? {
    let steps = { (span: ScheduleSpan) in
      span.steps(of: totalSteps, stepsPerEpoch: stepsPerEpoch)
    }
    if let warmUp, steps(warmUp.span) >= totalSteps {
      return "The warm-up takes \(warmUp.span.spelled), and the run has \(totalSteps) steps: the "
        + "rate never gets to the peak. Use a shorter warm-up, or a longer run."
    }
    let spans: [ScheduleSpan] =
      switch course {
      case .every(let span, _): [span]
      case .milestones(let milestones, _): milestones
      default: []
      }
    if let late = spans.first(where: { steps($0) >= totalSteps }) {
      return "The rate would fall after \(late.spelled), and the run ends before, after "
        + "\(totalSteps) steps. Use an earlier step, or a part of the run such as 50%."
    }
    let counted = spans.compactMap { if case .steps(let count) = $0 { count } else { nil } }
    if let last = counted.last, counted.count == spans.count, last < stepsPerEpoch,
      totalSteps > 10 * stepsPerEpoch
    {
      return "The schedule counts steps, and \(stepsPerEpoch) of them are an epoch: the rate "
        + "falls within the first. If epochs were meant, write \(last)ep."
    }
    return nil
  }
}
