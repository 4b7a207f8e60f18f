/// What is wrong with the text of a schedule.
public struct ScheduleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The whole text.
  public let text: String
  /// The character at which the mistake is, from 1.
  public let column: Int
  /// What is wrong, in one clause.
  public let problem: String
  /// What to do, in whole sentences.
  public let remedy: String

  /// The message for the user.
  public var description: String {
    "schedule '\(text)', character \(column): \(problem). \(remedy)"
  }
}
