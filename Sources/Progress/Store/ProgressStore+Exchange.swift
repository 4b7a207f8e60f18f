import Foundation
import GRDB

/// Progress from one machine to another.
extension ProgressStore {
  /// How much a merge brought.
  public struct Merged: Codable, Hashable, Sendable {
    /// The steps that were new, or are further than they were.
    public var steps: Int
    /// The attempts that were new.
    public var attempts: Int
    /// The families of exercises that were repeated more recently there than here.
    public var reviews: Int
  }

  /// Writes everything to a file of its own, which is either complete or not there.
  ///
  /// - Throws: A ``ProgressError`` that names the file.
  public func export(to file: String) throws(ProgressError) {
    var status = stat()
    if stat(file, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
      throw ProgressError(
        .unusable, path: file, "it is a pipe or a device, which a file would replace",
        remedy: "Name a file in a folder that you may write to.")
    }
    var isFolder: ObjCBool = false
    let folder = ProgressFile.folder(of: file)
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw ProgressError(
        .unusable, path: file, "there is no such folder",
        remedy: "Make it first, or name a file in a folder that is there.")
    }
    let temporary = ProgressFile.temporary(beside: file)
    do {
      try queue.vacuum(into: temporary)
      guard rename(temporary, file) == 0 else {
        let reason = String(cString: strerror(errno))
        throw ProgressError(
          .unusable, path: file, "the file cannot be written (\(reason))",
          remedy: "Name a file in a folder that you may write to.")
      }
    } catch {
      ProgressFile.remove(temporary)
      throw ProgressError(error, path: file)
    }
  }

  /// Adds what another file knows, all of it or nothing.
  ///
  /// The other file stays as it is. Attempts are those of both. Of a step that both know the one is kept that is done, or else the
  /// later one; of everything else the later one.
  ///
  /// A file that cannot have come of practising (a date in the year 9999, a million hints) is refused: its
  /// numbers would replace those that are true.
  ///
  /// - Parameter now: The time.
  /// - Throws: A ``ProgressError`` about either file.
  public func merge(from file: String, now: Date = Date()) throws(ProgressError) -> Merged {
    guard FileManager.default.fileExists(atPath: file) else {
      throw ProgressError(
        .unusable, path: file, "there is no such file", remedy: "Check the path.")
    }
    var status = stat()
    // A pipe would be waited for, and the content of a device may have no end.
    guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw ProgressError(
        .unusable, path: file, "it is no regular file",
        remedy: "Name a file that 'progress export' wrote.")
    }
    // SQLite takes less than its header for a new file, and an empty one for one without progress.
    guard status.st_size >= Self.headerSize else {
      throw ProgressError(
        .unusable, path: file, "it holds no progress",
        remedy: "Name a file that 'progress export' wrote.")
    }
    let scratch = ProgressFile.temporary(beside: NSTemporaryDirectory() + "convscope-import")
    defer { ProgressFile.remove(scratch) }
    do {
      // A copy is brought up to date; the learner's file is not.
      try FileManager.default.copyItem(atPath: file, toPath: scratch)
    } catch {
      throw ProgressError(
        .unusable, path: file, "the file cannot be read", remedy: "Check that you may read it.")
    }
    do throws(ProgressError) {
      let other = try ProgressStore(scratch)
      try other.checkWholeness()
      if let objection = try other.read({ try ProgressPlausibility.objection(to: $0, now: now) }) {
        throw ProgressError(
          .damaged, path: file, objection,
          remedy:
            "Nothing was taken over. Export it anew where it was made, with the clock set right.")
      }
    } catch {
      throw ProgressError(error.cause, path: file, error.message, remedy: error.remedy)
    }
    return try merge(attaching: scratch)
  }

  /// The bytes of the header that every file of SQLite begins with.
  private static let headerSize = 100

  /// Makes sure that every page of the file can be read, and that its tables are those of progress.
  ///
  /// - Complexity: O(size of the file).
  func checkWholeness() throws(ProgressError) {
    let isWhole = try read { db in
      try String.fetchOne(db, sql: "PRAGMA quick_check(1)") == "ok" && ProgressSchema.isWhole(db)
    }
    guard isWhole else { throw ProgressError(damaged: path) }
  }

  private func merge(attaching scratch: String) throws(ProgressError) -> Merged {
    do {
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "ATTACH ? AS other", arguments: [scratch])
      }
      defer { try? queue.writeWithoutTransaction { try $0.execute(sql: "DETACH other") } }
      return try change { db in
        func run(_ sql: String) throws -> Int {
          try db.execute(sql: sql)
          return db.changesCount
        }
        _ = try run(
          """
          INSERT INTO lesson SELECT id, step, at, finished_at FROM other.lesson WHERE true
          ON CONFLICT DO UPDATE SET
            step = iif(excluded.at > at, excluded.step, step), at = max(at, excluded.at),
            finished_at = coalesce(min(finished_at, excluded.finished_at), finished_at,
              excluded.finished_at)
          """)
        let steps = try run(
          """
          INSERT INTO step SELECT lesson, step, is_done, at, state FROM other.step WHERE true
          ON CONFLICT DO UPDATE SET is_done = excluded.is_done, at = excluded.at,
            state = excluded.state
          WHERE (excluded.is_done, excluded.at) > (is_done, at)
          """)
        let attempts = try run("INSERT OR IGNORE INTO attempt SELECT * FROM other.attempt")
        let reviews = try run(
          """
          INSERT INTO review SELECT * FROM other.review WHERE true
          ON CONFLICT DO UPDATE SET phase = excluded.phase, step = excluded.step,
            stability = excluded.stability, difficulty = excluded.difficulty, due = excluded.due,
            at = excluded.at
          WHERE excluded.at > at
          """)
        try SessionRows.merge(from: "other", into: db)
        _ = try run(
          """
          INSERT INTO setting SELECT * FROM other.setting WHERE true
          ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at
          WHERE excluded.at > at
          """)
        return Merged(steps: steps, attempts: attempts, reviews: reviews)
      }
    } catch {
      throw ProgressError(error, path: path)
    }
  }
}
