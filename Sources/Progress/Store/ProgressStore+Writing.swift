import Foundation
import GRDB
import SpacedReview

extension ProgressStore {
  /// Keeps events, all of them or none.
  ///
  /// - Throws: A ``ProgressError``.
  func write(_ events: [TimedEvent]) throws(ProgressError) {
    try change { db in
      for event in events { try Self.write(event, to: db) }
    }
  }

  private static func write(_ timed: TimedEvent, to db: Database) throws {
    let time = timed.time
    switch timed.event {
    case .stepReached(let place):
      try db.execute(
        sql: """
          INSERT INTO lesson (id, step, at) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET step = excluded.step, at = excluded.at
          """, arguments: [place.lesson, place.step, time])
    case .stepChanged(let place, let record):
      // What has been done once stays done, whatever another window has on its screen.
      try db.execute(
        sql: """
          INSERT INTO step (lesson, step, is_done, at, state) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET is_done = max(is_done, excluded.is_done), at = excluded.at,
            state = excluded.state WHERE excluded.is_done >= is_done
          """, arguments: [place.lesson, place.step, record.isDone, time, record.state])
    case .answered(let attempt):
      try AttemptRow(attempt, at: time, seconds: timed.seconds ?? 0).insert(into: db)
    case .reviewed(let family, let rating):
      let before = try ReviewRow.fetch(family, from: db)?.state
      let state = FSRS.standard.reviewed(before, rating, at: Date(milliseconds: time))
      try ReviewRow(family: family, state: state).write(to: db)
    case .lessonFinished(let lesson):
      try db.execute(
        sql: "UPDATE lesson SET finished_at = coalesce(finished_at, ?) WHERE id = ?",
        arguments: [time, lesson])
    case .settingChanged(let setting, let value):
      try db.execute(
        sql: "INSERT OR REPLACE INTO setting (name, value, at) VALUES (?, ?, ?)",
        arguments: [setting.rawValue, value, time])
    case .exercisesSet(let session): try SessionRows.set(session, at: time, in: db)
    case .exerciseReached(let session, let position):
      try SessionRows.reach(position, of: session, at: time, in: db)
    case .exerciseChanged(let session, let position, let exercise):
      try SessionRows.change(position, of: session, to: exercise, at: time, in: db)
    case .exercisesEnded(let session): try SessionRows.end(session, in: db)
    case .problemUsed(let path):
      try db.execute(
        sql: "INSERT OR REPLACE INTO problem (path, at) VALUES (?, ?)", arguments: [path, time])
    }
  }

  /// Whether anything is remembered of a lesson.
  ///
  /// - Throws: A ``ProgressError``.
  public func knows(lesson: String) throws(ProgressError) -> Bool {
    try read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM lesson WHERE id = ?1)
            OR EXISTS (SELECT 1 FROM step WHERE lesson = ?1)
          """, arguments: [lesson]) ?? false
    }
  }

  /// Forgets a lesson: its steps and the answers to its questions.
  ///
  /// - Returns: Whether there was anything.
  /// - Throws: A ``ProgressError``.
  public func forget(lesson: String) throws(ProgressError) -> Bool {
    try change { db in
      var count = 0
      for sql in [
        "DELETE FROM lesson WHERE id = ?", "DELETE FROM step WHERE lesson = ?",
        "DELETE FROM attempt WHERE kind = 'question' AND subject = ?",
      ] {
        try db.execute(sql: sql, arguments: [lesson])
        count += db.changesCount
      }
      return count > 0
    }
  }

  /// Forgets everything but the settings.
  ///
  /// - Throws: A ``ProgressError``.
  public func forgetEverything() throws(ProgressError) {
    try change { db in
      for table in [
        "lesson", "step", "attempt", "review", "session", "session_exercise", "problem",
      ] {
        try db.execute(sql: "DELETE FROM \(table)")
      }
    }
  }
}
