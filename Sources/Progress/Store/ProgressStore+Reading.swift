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
        records[row["id"]] = LessonRecord(
          step: row["step"], lastOpened: Date(milliseconds: row["at"]),
          isFinished: row["finished_at"] != nil)
      }
      for row in try Row.fetchAll(db, sql: "SELECT lesson, step FROM step WHERE is_done") {
        records[row["lesson"]]?.done.insert(row["step"])
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
      return Dictionary(rows.map { ($0["step"], $0["state"]) }) { _, last in last }
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

  /// What the learner has chosen.
  ///
  /// - Throws: A ``ProgressError``.
  public func settings() throws(ProgressError) -> [Setting: String] {
    try read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT name, value FROM setting")
      let known = rows.compactMap { row in
        Setting(rawValue: row["name"]).map { ($0, row["value"] as String) }
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
            coalesce(sum(seconds), 0) AS seconds
          FROM attempt
          """)
      let slips = try Row.fetchAll(
        db,
        sql: """
          SELECT slip, count(*) AS count FROM attempt WHERE slip IS NOT NULL
          GROUP BY slip ORDER BY count DESC, slip
          """)
      return AttemptSummary(
        count: row?["count"] ?? 0, right: row?["right"] ?? 0, wrong: row?["wrong"] ?? 0,
        shown: row?["shown"] ?? 0, seconds: row?["seconds"] ?? 0,
        slips: slips.map { .init(name: $0["slip"], count: $0["count"]) })
    }
  }
}
