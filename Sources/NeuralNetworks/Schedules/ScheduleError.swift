import Typesetting

/// What is wrong with the text of a schedule.
public struct ScheduleError: UserError, Hashable {
  /// The whole text.
  public let text: String
  /// The character at which the mistake is, from 1.
  public let column: Int
  /// What is wrong, in one clause.
  public let message: String
  /// What to do, in whole sentences.
  public let remedy: String

  /// The text, and the character in it.
  public var place: String { "schedule \(text.quoted), character \(column)" }
}
