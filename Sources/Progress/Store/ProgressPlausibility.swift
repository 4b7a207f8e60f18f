import Foundation
import GRDB
import SpacedReview

/// What a file of progress may say that was made by practising: a file that somebody or something else has
/// changed would replace what is true, since its dates or its numbers are later or larger.
enum ProgressPlausibility {
  /// A number of a table, and when it can be so.
  private struct Bound {
    let table: String
    /// What names a row to people, in SQL.
    let name: String
    let column: String
    /// What has to hold, in SQL; `:now` is the latest time that there can be.
    let condition: String
    /// What the number is called in a message.
    let what: String
    var isTime = false

    init(_ table: String, _ name: String, _ column: String, _ condition: String, _ what: String) {
      (self.table, self.name, self.column) = (table, name, column)
      (self.condition, self.what) = (condition, what)
    }

    /// A time between 1970 and now.
    init(time column: String, of table: String, _ name: String) {
      self.init(table, name, column, "\(column) BETWEEN 0 AND :now", "a date")
      isTime = true
    }
  }

  private static let lesson = "'lesson ' || id"
  private static let step = "'step ' || step || ' of ' || lesson"
  private static let attempt = "'an attempt at ' || subject"
  private static let review = "'review of ' || family"
  private static let session = "'exercises ' || name"
  private static let exercise = "'exercises ' || session"
  private static let aDay: Int64 = 86_400_000

  private static let longest = Int64(FSRS.standard.longestInterval) * aDay

  /// All bounds: generous ones, which nobody meets who only practises.
  private static let bounds: [Bound] = [
    .init(time: "at", of: "lesson", lesson), .init(time: "finished_at", of: "lesson", lesson),
    .init(time: "at", of: "step", step),
    .init("step", step, "is_done", "is_done IN (0, 1)", "a mark"),
    .init(time: "at", of: "attempt", attempt),
    .init("attempt", attempt, "level", "level BETWEEN 1 AND 100", "a level"),
    .init("attempt", attempt, "hints", "hints BETWEEN 0 AND 1000", "a number of hints"),
    .init("attempt", attempt, "seconds", "seconds BETWEEN 0 AND 1e7", "a number of seconds"),
    .init(time: "at", of: "review", review),
    .init("review", review, "stability", "stability > 0 AND stability <= 1e6", "a stability"),
    .init("review", review, "difficulty", "difficulty BETWEEN 1 AND 10", "a difficulty"),
    .init("review", review, "step", "step BETWEEN 0 AND 100", "a step"),
    // Nothing is put off for longer than the longest interval after it was last repeated.
    .init("review", review, "due", "due BETWEEN 0 AND at + \(longest + aDay)", "a due date"),
    .init(time: "at", of: "session", session),
    .init("session", session, "position", "position BETWEEN 0 AND 100000", "a position"),
    .init("session_exercise", exercise, "level", "level BETWEEN 1 AND 100", "a level"),
    .init("session_exercise", exercise, "is_over", "is_over IN (0, 1)", "a mark"),
    .init(time: "at", of: "setting", "'setting ' || name"),
  ]

  /// Says what in a file cannot be so, in a clause; `nil` where all of it can.
  ///
  /// - Parameter now: The time; clocks may differ by a day.
  static func objection(to db: Database, now: Date) throws -> String? {
    let latest = now.milliseconds + aDay
    for bound in bounds {
      // What is absent (NULL) meets no condition, and breaks none.
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT \(bound.name) AS name, \(bound.column) AS value FROM \(bound.table)
          WHERE NOT (\(bound.condition)) LIMIT 1
          """, arguments: bound.isTime ? ["now": latest] : [:])
      guard let row else { continue }
      let (name, value): (String, DatabaseValue) = (row["name"] ?? bound.table, row["value"])
      return "\(name) has \(bound.what) of \(value)"
        + (bound.isTime ? " milliseconds, which is not between 1970 and now" : ", which cannot be")
    }
    return nil
  }
}
