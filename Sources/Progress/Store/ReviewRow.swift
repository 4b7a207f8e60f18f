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

  /// Reads a row.
  ///
  /// - Returns: `nil` for a state that nothing can be in, from a file that something else has changed:
  ///   what it is about begins anew.
  /// - Throws: A `DatabaseError` for a damaged one.
  private init?(_ row: Row) throws {
    let step: Int = try row.value("step")
    let phase: ReviewState.Phase =
      switch try row.value("phase") as String {
      case "learning": .learning(step: step)
      case "relearning": .relearning(step: step)
      default: .review
      }
    family = try row.value("family")
    state = ReviewState(
      phase: phase, stability: try row.value("stability"),
      difficulty: try row.value("difficulty"), due: Date(milliseconds: try row.value("due")),
      lastReview: Date(milliseconds: try row.value("at")))
    guard FSRS.standard.isPossible(state) else { return nil }
  }

  static func fetch(_ family: String, from db: Database) throws -> ReviewRow? {
    try Row.fetchOne(db, sql: "SELECT * FROM review WHERE family = ?", arguments: [family])
      .flatMap(ReviewRow.init)
  }

  static func fetchAll(from db: Database) throws -> [ReviewRow] {
    try Row.fetchAll(db, sql: "SELECT * FROM review ORDER BY family").compactMap(ReviewRow.init)
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
