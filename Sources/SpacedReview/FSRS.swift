import Foundation

/// The Free Spaced Repetition Scheduler, version 6: when something should be repeated, so that it is
/// remembered with a wanted probability.
///
/// Pure arithmetic, and the same on every machine: unlike other implementations it adds no chance to
/// its intervals.
///
///     let first = FSRS.standard.reviewed(nil, .good, at: now)      // due in ten minutes
///     let second = FSRS.standard.reviewed(first, .good, at: later) // due in two days
///
/// Source: <https://github.com/open-spaced-repetition/free-spaced-repetition-scheduler>; the numbers are
/// those of py-fsrs 6, whose histories the tests compare with.
public struct FSRS: Hashable, Sendable {
  /// With the parameters that fit most people.
  public static let standard = FSRS()

  /// A day, in seconds.
  static let day = 86_400.0

  /// The model's weights, w₀ to w₂₀.
  let weights = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835,
    0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
  ]
  /// The probability with which something is to be remembered when it is due.
  let desiredRetention = 0.9
  /// The pauses of what is new, in seconds.
  public let learningSteps = [60.0, 600.0]
  /// The pauses of what was forgotten, in seconds.
  public let relearningSteps = [600.0]
  /// The longest pause, in days.
  public let longestInterval = 36_500.0

  /// What is known after a repetition.
  ///
  /// - Parameters:
  ///   - state: What was known before; `nil` for something new.
  ///   - rating: How well it was remembered.
  ///   - time: When; not before the last repetition.
  public func reviewed(_ state: ReviewState?, _ rating: Rating, at time: Date) -> ReviewState {
    guard let state else {
      let new = ReviewState(
        phase: .learning(step: 0), stability: initialStability(rating),
        difficulty: clampedDifficulty(initialDifficulty(rating)), due: time, lastReview: time)
      return scheduled(new, rating, at: time)
    }
    var next = state
    next.stability =
      state.elapsedDays(at: time) < 1
      ? shortTermStability(state.stability, rating)
      : longTermStability(of: state, retrievability: retrievability(of: state, at: time), rating)
    next.difficulty = nextDifficulty(state.difficulty, rating)
    return scheduled(next, rating, at: time)
  }

  /// Whether a state is one that repetitions lead to; what was read from a file may be any.
  public func isPossible(_ state: ReviewState) -> Bool {
    let isStepKnown: Bool =
      switch state.phase {
      case .learning(let step): learningSteps.indices.contains(step)
      case .relearning(let step): relearningSteps.indices.contains(step)
      case .review: true
      }
    return isStepKnown && state.stability > 0 && state.stability.isFinite
      && FSRS.difficulties.contains(state.difficulty)
  }

  /// The probability that something is remembered at a time:
  /// R = (1 + f·t/S)^−w₂₀ with t in whole days and f such that R(S) = 0.9.
  public func retrievability(of state: ReviewState, at time: Date) -> Double {
    let elapsed = Double(max(0, state.elapsedDays(at: time)))
    return pow(1 + factor * elapsed / state.stability, -weights[20])
  }

  /// How firmly something sits, from 0 to 1: how likely it is remembered now, times how long it will be.
  ///
  /// R·ln(1 + S)/ln(1 + 60), at most R: what sits for two months is as firm as need be.
  public func strength(of state: ReviewState, at time: Date) -> Double {
    retrievability(of: state, at: time) * min(1, log(1 + state.stability) / log(61))
  }

  /// The same state with its phase after a rating, and the time at which it is due.
  private func scheduled(_ state: ReviewState, _ rating: Rating, at time: Date) -> ReviewState {
    var next = state
    let pause: Double
    switch state.phase {
    case .learning(let step):
      let steps = Steps(pauses: learningSteps)
      (next.phase, pause) = steps.after(
        step, rating, days: interval(state.stability), ReviewState.Phase.learning)
    case .relearning(let step):
      let steps = Steps(pauses: relearningSteps)
      (next.phase, pause) = steps.after(
        step, rating, days: interval(state.stability), ReviewState.Phase.relearning)
    case .review where rating == .again:
      next.phase = .relearning(step: 0)
      pause = relearningSteps[0]
    case .review:
      pause = interval(state.stability)
    }
    next.due = time.addingTimeInterval(pause)
    next.lastReview = time
    return next
  }

  /// The short pauses that something goes through before it is known.
  private struct Steps {
    let pauses: [Double]

    /// The phase after a rating, and the pause before the next repetition.
    func after(
      _ step: Int, _ rating: Rating, days: Double, _ phase: (Int) -> ReviewState.Phase
    ) -> (ReviewState.Phase, Double) {
      switch rating {
      case .again: return (phase(0), pauses[0])
      case .hard where step == 0:
        return (phase(0), pauses.count == 1 ? pauses[0] * 1.5 : (pauses[0] + pauses[1]) / 2)
      case .hard: return (phase(step), pauses[step])
      case .good where step + 1 < pauses.count: return (phase(step + 1), pauses[step + 1])
      case .good, .easy: return (.review, days)
      }
    }
  }
}
