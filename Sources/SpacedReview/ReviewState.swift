import Foundation

/// What is known of one thing that is being learned: how firmly it sits, and when it is due.
public struct ReviewState: Codable, Hashable, Sendable {
  /// Where it stands between new and known.
  public enum Phase: Codable, Hashable, Sendable {
    /// New: repeated within minutes, `step` of ``FSRS/learningSteps`` next.
    case learning(step: Int)
    /// Known: repeated after days.
    case review
    /// Known once and forgotten: repeated within minutes, `step` of ``FSRS/relearningSteps`` next.
    case relearning(step: Int)
  }

  /// Where it stands between new and known.
  public var phase: Phase
  /// The days after which it is still remembered with a probability of 0.9; positive.
  public var stability: Double
  /// How hard it is to make it firmer, from 1 to 10.
  public var difficulty: Double
  /// When it should be repeated.
  public var due: Date
  /// When it was repeated last.
  public var lastReview: Date

  /// Creates a state.
  public init(
    phase: Phase, stability: Double, difficulty: Double, due: Date, lastReview: Date
  ) {
    self.phase = phase
    self.stability = stability
    self.difficulty = difficulty
    self.due = due
    self.lastReview = lastReview
  }

  /// The whole days between the last repetition and a later time.
  func elapsedDays(at time: Date) -> Int {
    // A day that has only begun does not count; one before the last repetition is below zero.
    Int((time.timeIntervalSince(lastReview) / FSRS.day).rounded(.down))
  }
}
