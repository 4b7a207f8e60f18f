import GRDB
import Typesetting

/// Why progress cannot be read or kept.
public struct ProgressError: UserError, Hashable {
  /// What kind of trouble it is.
  public enum Cause: Hashable, Sendable {
    /// The file is not whole, or no file of progress.
    case damaged
    /// A newer program has written it.
    case newer
    /// The system refuses to read or write it.
    case unusable
  }

  /// What kind of trouble it is.
  public let cause: Cause
  /// The file.
  public let place: String
  /// What is wrong, in one clause without a full stop.
  public let message: String
  /// What to do, in whole sentences.
  public let remedy: String

  /// Creates an error.
  init(_ cause: Cause, path: String, _ message: String, remedy: String) {
    self.cause = cause
    place = path
    self.message = message
    self.remedy = remedy
  }

  /// That a file is not whole.
  init(damaged path: String) {
    self.init(
      .damaged, path: path, "the file is damaged, or no file of progress",
      remedy: "Use another file.")
  }

  /// What SQLite or the system said about a file.
  init(_ error: any Error, path: String) {
    if let error = error as? ProgressError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      self.init(.unusable, path: path, "\(error)", remedy: "Check that the file can be used.")
      return
    }
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      self.init(damaged: path)
    case .SQLITE_FULL:
      self.init(.unusable, path: path, "the disk is full", remedy: "Make room on it.")
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(
        .unusable, path: path, "the file cannot be written",
        remedy: "Check who may write to its folder, or set XDG_STATE_HOME to another one.")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .unusable, path: path, "another program keeps the file locked",
        remedy: "Close the other program.")
    default:
      self.init(
        .unusable, path: path, "the file cannot be used (\(error.message ?? "\(error)"))",
        remedy: "Check the disk, or set XDG_STATE_HOME to another folder.")
    }
  }
}
