/// An answer to a question of a lesson or to an exercise.
public struct Attempt: Hashable, Sendable {
  /// What was asked.
  public enum Task: Hashable, Sendable {
    /// A question of a lesson.
    case question(StepPlace, id: String)
    /// An exercise: that which a family makes of a seed at a level.
    case exercise(family: String, level: Int, seed: UInt64)
  }

  /// What came of it.
  public enum Result: String, CaseIterable, Codable, Hashable, Sendable {
    case right, wrong
    /// It is no answer of the question's form.
    case unreadable
    /// The solution was looked at instead.
    case shown
  }

  /// What was asked.
  public let task: Task
  /// What was typed or chosen, one text for each part; empty where the solution was looked at.
  public let answer: [String]
  /// What came of it.
  public let result: Result
  /// The name of the slip that explains a wrong answer; `nil` where none is known.
  public let slip: String?
  /// How many hints had been looked at.
  public let hints: Int

  /// Creates an attempt.
  public init(
    _ task: Task, answer: [String], _ result: Result, slip: String? = nil, hints: Int
  ) {
    self.task = task
    self.answer = answer
    self.result = result
    self.slip = slip
    self.hints = hints
  }
}
