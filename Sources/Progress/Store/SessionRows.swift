import GRDB

/// Sessions of exercises as their tables hold them.
enum SessionRows {
  /// Keeps a session in place of the one of its name.
  static func set(_ session: ExerciseSession, at time: Int64, in db: Database) throws {
    try end(session.name, in: db)
    try db.execute(
      sql: "INSERT INTO session (name, title, position, at) VALUES (?, ?, ?, ?)",
      arguments: [session.name, session.title, session.position, time])
    for (position, exercise) in session.exercises.enumerated() {
      try db.execute(
        sql: """
          INSERT INTO session_exercise (session, position, family, level, seed, is_over, state)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          session.name, position, exercise.family, exercise.level,
          // SQLite's integers have a sign; the bits are the seed's.
          Int64(bitPattern: exercise.seed), exercise.isOver, exercise.state,
        ])
    }
  }

  /// Keeps which exercise is on the screen; of a session that was ended elsewhere nothing.
  static func reach(_ position: Int, of name: String, at time: Int64, in db: Database) throws {
    try db.execute(
      sql: "UPDATE session SET position = ?, at = ? WHERE name = ?",
      arguments: [position, time, name])
  }

  /// Keeps how an exercise is now; of a session that was ended elsewhere nothing.
  static func change(
    _ position: Int, of name: String, to exercise: ExerciseSession.Exercise, at time: Int64,
    in db: Database
  ) throws {
    try db.execute(
      sql: """
        UPDATE session_exercise SET family = ?, level = ?, seed = ?, is_over = ?, state = ?
        WHERE session = ? AND position = ?
        """,
      arguments: [
        exercise.family, exercise.level, Int64(bitPattern: exercise.seed), exercise.isOver,
        exercise.state, name, position,
      ])
    try db.execute(sql: "UPDATE session SET at = ? WHERE name = ?", arguments: [time, name])
  }

  /// Forgets a session.
  static func end(_ name: String, in db: Database) throws {
    try db.execute(sql: "DELETE FROM session WHERE name = ?", arguments: [name])
    try db.execute(sql: "DELETE FROM session_exercise WHERE session = ?", arguments: [name])
  }

  /// All sessions, the latest first.
  static func fetchAll(from db: Database) throws -> [ExerciseSession] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT name, title, position FROM session ORDER BY at DESC, name")
    return try rows.map { row in
      let name: String = try row.value("name")
      let exercises = try Row.fetchAll(
        db, sql: "SELECT * FROM session_exercise WHERE session = ? ORDER BY position",
        arguments: [name])
      return ExerciseSession(
        name: name, title: try row.value("title"), position: try row.value("position"),
        exercises: try exercises.map { exercise in
          .init(
            family: try exercise.value("family"), level: try exercise.value("level"),
            seed: UInt64(bitPattern: try exercise.value("seed")),
            isOver: try exercise.value("is_over"), state: try exercise.value("state"))
        })
    }
  }

  /// Takes over what another file knows more recently.
  static func merge(from other: String, into db: Database) throws {
    let newer = """
      SELECT name FROM \(other).session AS theirs WHERE theirs.at >
        coalesce((SELECT at FROM session AS ours WHERE ours.name = theirs.name), -1)
      """
    try db.execute(sql: "DELETE FROM session_exercise WHERE session IN (\(newer))")
    try db.execute(
      sql: """
        INSERT INTO session_exercise
        SELECT * FROM \(other).session_exercise WHERE session IN (\(newer))
        """)
    try db.execute(
      sql: """
        INSERT INTO session SELECT * FROM \(other).session WHERE true
        ON CONFLICT DO UPDATE SET title = excluded.title, position = excluded.position,
          at = excluded.at
        WHERE excluded.at > at
        """)
  }
}
