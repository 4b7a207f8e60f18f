import Foundation
import GRDB
import SpacedReview

/// What is known of a family of exercises, as its table holds it.
struct ReviewRow {
  let family: String
  let state: ReviewState

  init(family: String, state: ReviewState) {
    self.family = family
    self.state = state
  }

  private init(_ row: Row) {
    let step: Int = row["step"]
    let phase: ReviewState.Phase =
      switch row["phase"] as String {
      case "learning": .learning(step: step)
      case "relearning": .relearning(step: step)
      default: .review
      }
    family = row["family"]
    state = ReviewState(
      phase: phase, stability: row["stability"], difficulty: row["difficulty"],
      due: Date(milliseconds: row["due"]), lastReview: Date(milliseconds: row["at"]))
  }

  static func fetch(_ family: String, from db: Database) throws -> ReviewRow? {
    try Row.fetchOne(db, sql: "SELECT * FROM review WHERE family = ?", arguments: [family])
      .map(ReviewRow.init)
  }

  static func fetchAll(from db: Database) throws -> [ReviewRow] {
    try Row.fetchAll(db, sql: "SELECT * FROM review ORDER BY family").map(ReviewRow.init)
  }

  func write(to db: Database) throws {
    let (phase, step) =
      switch state.phase {
      case .learning(let step): ("learning", step)
      case .review: ("review", 0)
      case .relearning(let step): ("relearning", step)
      }
    try db.execute(
      sql: "INSERT OR REPLACE INTO review VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        family, phase, step, state.stability, state.difficulty, state.due.milliseconds,
        state.lastReview.milliseconds,
      ])
  }
}
