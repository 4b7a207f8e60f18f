import Foundation

/// The formulas of the model, by their numbers in its weights.
extension FSRS {
  private static let leastStability = 0.001
  static let difficulties = 1.0...10.0

  /// f = 0.9^(−1/w₂₀) − 1.
  var factor: Double { pow(0.9, -1 / weights[20]) - 1 }

  /// The pause until the retention has fallen to the wanted one: whole days, in seconds.
  func interval(_ stability: Double) -> Double {
    let days = stability / factor * (pow(desiredRetention, -1 / weights[20]) - 1)
    return min(max(days.rounded(.toNearestOrEven), 1), longestInterval) * FSRS.day
  }

  /// S₀ = w of the rating.
  func initialStability(_ rating: Rating) -> Double {
    max(weights[rating.rawValue - 1], FSRS.leastStability)
  }

  /// D₀ = w₄ − e^(w₅·(rating − 1)) + 1.
  func initialDifficulty(_ rating: Rating) -> Double {
    weights[4] - exp(weights[5] * Double(rating.rawValue - 1)) + 1
  }

  /// A difficulty within its range.
  func clampedDifficulty(_ difficulty: Double) -> Double {
    min(max(difficulty, FSRS.difficulties.lowerBound), FSRS.difficulties.upperBound)
  }

  /// D′ = w₇·D₀(easy) + (1 − w₇)·(D − w₆·(rating − 3)·(10 − D)/9).
  func nextDifficulty(_ difficulty: Double, _ rating: Rating) -> Double {
    let change = -weights[6] * Double(rating.rawValue - 3)
    let damped = difficulty + (10 - difficulty) * change / 9
    return clampedDifficulty(
      weights[7] * initialDifficulty(.easy) + (1 - weights[7]) * damped)
  }

  /// After a repetition on the same day: S′ = S·e^(w₁₇·(rating − 3 + w₁₈))·S^−w₁₉, which makes
  /// nothing weaker that was remembered.
  func shortTermStability(_ stability: Double, _ rating: Rating) -> Double {
    let growth =
      exp(weights[17] * (Double(rating.rawValue - 3) + weights[18]))
      * pow(stability, -weights[19])
    return max(stability * (rating == .again ? growth : max(growth, 1)), FSRS.leastStability)
  }

  /// After a repetition on another day.
  func longTermStability(
    of state: ReviewState, retrievability: Double, _ rating: Rating
  ) -> Double {
    let next =
      rating == .again
      ? stabilityWhenForgotten(state, retrievability)
      : stabilityWhenRecalled(state, retrievability, rating)
    return max(next, FSRS.leastStability)
  }

  /// S′ = S·(1 + e^w₈·(11 − D)·S^−w₉·(e^(w₁₀·(1 − R)) − 1)), the growth times w₁₅ where it was hard
  /// and w₁₆ where it was easy.
  private func stabilityWhenRecalled(
    _ state: ReviewState, _ retrievability: Double, _ rating: Rating
  ) -> Double {
    let ease: Double =
      switch rating {
      case .hard: weights[15]
      case .easy: weights[16]
      case .again, .good: 1
      }
    let growth =
      exp(weights[8]) * (11 - state.difficulty) * pow(state.stability, -weights[9])
      * (exp((1 - retrievability) * weights[10]) - 1)
    return state.stability * (1 + growth * ease)
  }

  /// S′ = min(w₁₁·D^−w₁₂·((S + 1)^w₁₃ − 1)·e^(w₁₄·(1 − R)), S/e^(w₁₇·w₁₈)).
  private func stabilityWhenForgotten(_ state: ReviewState, _ retrievability: Double) -> Double {
    let long =
      weights[11] * pow(state.difficulty, -weights[12])
      * (pow(state.stability + 1, weights[13]) - 1) * exp((1 - retrievability) * weights[14])
    return min(long, state.stability / exp(weights[17] * weights[18]))
  }
}
