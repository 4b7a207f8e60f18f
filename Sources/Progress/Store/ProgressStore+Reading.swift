import Foundation
import GRDB
import SpacedReview

extension ProgressStore {
  /// How far every lesson has got that was ever opened, by its id; without what its screens showed.
  ///
  /// - Complexity: O(steps); attempts are not looked at.
  /// - Throws: A ``ProgressError``.
  public func lessons() throws(ProgressError) -> [String: LessonRecord] {
    try read { db in
      var records: [String: LessonRecord] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT * FROM lesson") {
        records[try row.value("id")] = LessonRecord(
          step: try row.value("step"), lastOpened: Date(milliseconds: try row.value("at")),
          isFinished: row["finished_at"] != nil)
      }
      for row in try Row.fetchAll(db, sql: "SELECT lesson, step FROM step WHERE is_done") {
        records[try row.value("lesson")]?.done.insert(try row.value("step"))
      }
      return records
    }
  }

  /// What the steps of a lesson showed when they were left, by their ids.
  ///
  /// - Throws: A ``ProgressError``.
  public func states(ofLesson id: String) throws(ProgressError) -> [String: String] {
    try read { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT step, state FROM step WHERE lesson = ?", arguments: [id])
      let states: [(String, String)] = try rows.map {
        (try $0.value("step"), try $0.value("state"))
      }
      return Dictionary(states) { _, last in last }
    }
  }

  /// What is known of the families of exercises that were practised.
  ///
  /// - Throws: A ``ProgressError``.
  public func reviews() throws(ProgressError) -> [String: ReviewState] {
    try read { db in
      let rows = try ReviewRow.fetchAll(from: db)
      return Dictionary(rows.map { ($0.family, $0.state) }) { _, last in last }
    }
  }

  /// The exercises that were set out and not left at their end, the latest session first.
  ///
  /// - Throws: A ``ProgressError``.
  public func sessions() throws(ProgressError) -> [ExerciseSession] {
    try read { db in try SessionRows.fetchAll(from: db) }
  }

  /// The problem files that were saved, or opened in the lab, the latest first.
  ///
  /// They are of this machine alone: an import brings none.
  ///
  /// - Parameter count: The most that are wanted.
  /// - Throws: A ``ProgressError``.
  public func problems(atMost count: Int) throws(ProgressError) -> [UsedProblem] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT path, at FROM problem ORDER BY at DESC, path LIMIT ?", arguments: [count]
      ).map {
        UsedProblem(
          path: try $0.value("path"), lastUsed: Date(milliseconds: try $0.value("at")))
      }
    }
  }

  /// What the learner has chosen.
  ///
  /// - Throws: A ``ProgressError``.
  public func settings() throws(ProgressError) -> [Setting: String] {
    try read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT name, value FROM setting")
      let known = try rows.compactMap { row in
        try Setting(rawValue: row.value("name")).map { ($0, try row.value("value") as String) }
      }
      return Dictionary(known) { _, last in last }
    }
  }

  /// What all attempts come to.
  ///
  /// - Complexity: O(attempts).
  /// - Throws: A ``ProgressError``.
  public func attempts() throws(ProgressError) -> AttemptSummary {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*) AS count, coalesce(sum(result = 'right'), 0) AS right,
            coalesce(sum(result = 'wrong'), 0) AS wrong, coalesce(sum(result = 'shown'), 0) AS shown,
            coalesce(sum(max(seconds, 0)), 0.0) AS seconds
          FROM attempt
          """)
      let slips = try Row.fetchAll(
        db,
        sql: """
          SELECT slip, count(*) AS count FROM attempt WHERE slip IS NOT NULL
          GROUP BY slip ORDER BY count DESC, slip
          """)
      guard let row else { preconditionFailure("a sum over rows is one row") }
      return AttemptSummary(
        count: try row.value("count"), right: try row.value("right"),
        wrong: try row.value("wrong"), shown: try row.value("shown"),
        seconds: try row.value("seconds"),
        slips: try slips.map { .init(name: try $0.value("slip"), count: try $0.value("count")) })
    }
  }
}
