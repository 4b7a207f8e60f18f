import GRDB

/// The tables, version by version.
///
/// Times are milliseconds since 1970. A version that has been released is not changed; the next one
/// brings a file of it up to date.
enum ProgressSchema {
  /// What marks a file as one of progress: `cvsp`.
  static let applicationID = 0x6376_7370

  /// What each version adds to the one before.
  static let versions = [
    """
    CREATE TABLE lesson (
      id TEXT NOT NULL PRIMARY KEY,
      step TEXT NOT NULL,
      at INTEGER NOT NULL,
      finished_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE step (
      lesson TEXT NOT NULL,
      step TEXT NOT NULL,
      is_done INTEGER NOT NULL,
      at INTEGER NOT NULL,
      state TEXT NOT NULL,
      PRIMARY KEY (lesson, step)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE attempt (
      at INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('question', 'exercise')),
      subject TEXT NOT NULL,
      part TEXT NOT NULL,
      level INTEGER,
      seed INTEGER,
      answer TEXT NOT NULL,
      result TEXT NOT NULL,
      slip TEXT,
      hints INTEGER NOT NULL,
      seconds REAL NOT NULL,
      PRIMARY KEY (at, subject, part)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attempt_by_subject ON attempt (kind, subject);
    CREATE TABLE review (
      family TEXT NOT NULL PRIMARY KEY,
      phase TEXT NOT NULL CHECK (phase IN ('learning', 'review', 'relearning')),
      step INTEGER NOT NULL,
      stability REAL NOT NULL,
      difficulty REAL NOT NULL,
      due INTEGER NOT NULL,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE setting (
      name TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE session (
      name TEXT NOT NULL PRIMARY KEY,
      title TEXT NOT NULL,
      position INTEGER NOT NULL,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE session_exercise (
      session TEXT NOT NULL,
      position INTEGER NOT NULL,
      family TEXT NOT NULL,
      level INTEGER NOT NULL,
      seed INTEGER NOT NULL,
      is_over INTEGER NOT NULL,
      state TEXT NOT NULL,
      PRIMARY KEY (session, position)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE problem (
      path TEXT NOT NULL PRIMARY KEY,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
  ]

  /// The newest version.
  static var newest: Int { versions.count }

  /// The version of a file; 0 for an empty one.
  static func version(of db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
  }

  /// Brings a file up to date; nothing is changed where that fails.
  ///
  /// - Throws: A ``ProgressError`` for a file that a newer program has written, or that is none of
  ///   progress.
  static func migrate(_ db: Database, path: String) throws {
    guard try version(of: db) != newest || !isOurs(db) else { return }
    // Two programs may do this at once: the second one waits, and finds it done.
    try db.inTransaction(.immediate) {
      let version = try version(of: db)
      guard version <= newest else {
        throw ProgressError(
          .newer, path: path,
          "it was written by a newer convscope (schema \(version); this one knows \(newest))",
          remedy: "Use a newer convscope.")
      }
      let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
      guard try isEmpty && version == 0 || isOurs(db) else {
        throw ProgressError(
          .damaged, path: path, "it is another program's database", remedy: "Use another file.")
      }
      guard version > 0 || isEmpty && version == 0 else { throw ProgressError(damaged: path) }
      do {
        for change in versions[version...] { try db.execute(sql: change) }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
        // Its tables are not those of the version that it says.
        throw ProgressError(damaged: path)
      }
      try db.execute(sql: "PRAGMA user_version = \(newest)")
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      return .commit
    }
  }

  /// Whether a file that is up to date has every table with every column.
  static func isWhole(_ db: Database) throws -> Bool {
    let model = try DatabaseQueue()
    let wanted = try model.write { db in
      for change in versions { try db.execute(sql: change) }
      return try columns(of: db)
    }
    return try wanted.isSubset(of: columns(of: db))
  }

  /// Each column as a text: its table, name, type, and whether it has to be there.
  private static func columns(of db: Database) throws -> Set<String> {
    try String.fetchSet(
      db,
      sql: """
        SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk
        FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'
        """)
  }

  private static func isOurs(_ db: Database) throws -> Bool {
    try Int.fetchOne(db, sql: "PRAGMA application_id") == applicationID
  }
}
