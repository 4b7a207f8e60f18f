import Foundation
import GRDB

/// The file in which progress is kept.
///
/// Its calls wait for the disk; ``ProgressRecorder`` is what a screen uses. Two programs may use one
/// file at a time: what one has written the other reads when it asks next.
public final class ProgressStore: Sendable {
  /// The file.
  public let path: String
  let queue: DatabaseQueue

  /// How long one program waits for another that is writing, in seconds.
  static let patience = 10.0

  /// Opens a file; makes it, and its folder, where there is none.
  ///
  /// - Throws: A ``ProgressError`` where that cannot be done, or where the file is not one of progress.
  ///   The file is then as it was.
  public convenience init(_ path: String) throws(ProgressError) {
    try self.init(path, hasLog: FileSystem.bearsWriteAheadLog(_:))
  }

  /// Opens a file that is written in one way or the other.
  ///
  /// - Parameter hasLog: Whether to write ahead to a log, by the file's folder.
  init(_ path: String, hasLog: (String) -> Bool) throws(ProgressError) {
    self.path = path
    do {
      try FileManager.default.createDirectory(
        atPath: ProgressFile.folder(of: path), withIntermediateDirectories: true)
    } catch {
      throw ProgressError(
        .unusable, path: path, "its folder cannot be made",
        remedy: "Check who may write there, or set XDG_STATE_HOME to another folder.")
    }
    guard !ProgressFile.isCutOff(path) else { throw ProgressError(damaged: path) }
    do {
      queue = try DatabaseQueue(
        path: path,
        configuration: ProgressStore.configuration(
          hasLog: hasLog(ProgressFile.folder(of: path))))
      try queue.writeWithoutTransaction { db in try ProgressSchema.migrate(db, path: path) }
    } catch {
      throw ProgressError(error, path: path)
    }
  }

  private static func configuration(hasLog: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { db in
      // A newer program's file stays as it is, down to its journal.
      guard try ProgressSchema.version(of: db) <= ProgressSchema.newest else { return }
      do {
        // Programs that are killed lose nothing in either mode; the log also spares a wait for the
        // disk each time.
        try db.execute(sql: "PRAGMA journal_mode = \(hasLog ? "wal" : "delete")")
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        // Another program has it open, and has chosen already.
      }
      try db.execute(sql: "PRAGMA synchronous = \(hasLog ? "normal" : "full")")
    }
    return configuration
  }

  /// Reads something.
  func read<Value>(_ body: (Database) throws -> Value) throws(ProgressError) -> Value {
    do {
      return try queue.read(body)
    } catch {
      throw ProgressError(error, path: path)
    }
  }

  /// Changes something, all of it or nothing.
  func change<Value>(_ body: (Database) throws -> Value) throws(ProgressError) -> Value {
    do {
      var result: Value?
      try queue.writeWithoutTransaction { db in
        // Taking the right to write first means to wait for it, instead of failing half-way.
        try db.inTransaction(.immediate) {
          result = try body(db)
          return .commit
        }
      }
      guard let result else { preconditionFailure("a transaction that ended without its result") }
      return result
    } catch {
      throw ProgressError(error, path: path)
    }
  }
}
