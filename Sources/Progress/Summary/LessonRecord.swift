import Foundation

/// How far a lesson has got.
public struct LessonRecord: Hashable, Sendable {
  /// The step that was on the screen last.
  public var step: String
  /// When a step came on the screen last.
  public var lastOpened: Date
  /// Whether its end was reached.
  public var isFinished: Bool
  /// The steps of which nothing is left to do.
  public var done: Set<String>

  /// Creates a record.
  public init(
    step: String, lastOpened: Date, isFinished: Bool = false, done: Set<String> = []
  ) {
    self.step = step
    self.lastOpened = lastOpened
    self.isFinished = isFinished
    self.done = done
  }
}

/// What all attempts come to.
public struct AttemptSummary: Codable, Hashable, Sendable {
  /// How many there were, those included that could not be read.
  public var count: Int
  /// How many were right.
  public var right: Int
  /// How many were wrong.
  public var wrong: Int
  /// How many solutions were looked at instead.
  public var shown: Int
  /// The time spent on them.
  public var seconds: Double
  /// What explained wrong answers, the most frequent first.
  public var slips: [Slip]

  /// A slip and how often it was made.
  public struct Slip: Codable, Hashable, Sendable {
    /// Its name.
    public var name: String
    /// How often.
    public var count: Int
  }
}
