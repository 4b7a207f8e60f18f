import Foundation
import GRDB

/// An attempt as its table holds it.
struct AttemptRow {
  let attempt: Attempt
  let time: Int64
  let seconds: Double

  init(_ attempt: Attempt, at time: Int64, seconds: Double) {
    self.attempt = attempt
    self.time = time
    self.seconds = seconds
  }

  func insert(into db: Database) throws {
    let (kind, subject, part, level, seed): (String, String, String, Int?, Int64?) =
      switch attempt.task {
      case .question(let place, let id): ("question", place.lesson, id, nil, nil)
      case .exercise(let family, let level, let seed):
        // SQLite's integers have a sign; the bits are the seed's.
        ("exercise", family, "", level, Int64(bitPattern: seed))
      }
    let answer = String(decoding: try JSONEncoder().encode(attempt.answer), as: UTF8.self)
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO attempt
          (at, kind, subject, part, level, seed, answer, result, slip, hints, seconds)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        time, kind, subject, part, level, seed, answer, attempt.result.rawValue, attempt.slip,
        attempt.hints, seconds,
      ])
  }
}
