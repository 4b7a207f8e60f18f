import Foundation
import GRDB

extension ProgressStore {
  /// Begins a new file where a damaged one is, with what can still be read of it.
  ///
  /// - Returns: The new store, and where the damaged file is kept.
  /// - Throws: A ``ProgressError`` where no new file can be made; the damaged one is kept even so.
  static func replacingDamaged(
    _ path: String
  ) throws(ProgressError) -> (store: ProgressStore, kept: String) {
    guard let kept = ProgressFile.keepAside(path) else {
      throw ProgressError(
        .unusable, path: path, "the file is damaged, and cannot be renamed",
        remedy: "Remove it, or set XDG_STATE_HOME to another folder.")
    }
    let store = try ProgressStore(path)
    store.salvage(from: kept)
    return (store, kept)
  }

  /// Takes over every row of a damaged file that can be read; a copy of it is what is opened.
  private func salvage(from kept: String) {
    let scratch = ProgressFile.temporary(beside: kept)
    defer { ProgressFile.remove(scratch) }
    for companion in ["", "-wal"] {
      try? FileManager.default.copyItem(atPath: kept + companion, toPath: scratch + companion)
    }
    var configuration = Configuration()
    configuration.prepareDatabase { db in
      // Lets a file be read that is shorter than it says.
      try db.execute(sql: "PRAGMA writable_schema = ON")
    }
    guard let damaged = try? DatabaseQueue(path: scratch, configuration: configuration) else {
      return
    }
    for (table, key, longText) in [
      ("setting", "name", "value"), ("lesson", "id", "id"), ("step", "lesson, step", "state"),
      ("review", "family", "family"), ("attempt", "at, subject, part", "answer"),
      ("problem", "path", "path"),
    ] {
      // From both ends up to the first page that is missing.
      for order in [key, key.split(separator: ",").map { $0 + " DESC" }.joined(separator: ",")] {
        try? damaged.read { from in
          try change { to in
            // What lay on a missing page reads as zeros.
            let rows = try Row.fetchCursor(
              from,
              sql: """
                SELECT * FROM \(table) WHERE instr(CAST(\(longText) AS BLOB), x'00') = 0
                ORDER BY \(order)
                """)
            while let row = try? rows.next() { Self.insert(row, into: table, of: to) }
          }
        }
      }
    }
  }

  /// Inserts a row where its table takes it: what stands in a damaged file may be anything.
  private static func insert(_ row: Row, into table: String, of db: Database) {
    let places = row.map { _ in "?" }.joined(separator: ", ")
    try? db.execute(
      sql: "INSERT OR IGNORE INTO \(table) VALUES (\(places))",
      arguments: StatementArguments(row.map(\.1)))
  }
}
