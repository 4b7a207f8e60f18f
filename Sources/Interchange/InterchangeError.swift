import Foundation
import Typesetting

/// What is wrong with a file, where in it, and what to do about it.
public struct InterchangeError: UserError, Hashable, Sendable {
  /// The kind of mistake, for whoever handles some of them.
  public enum Kind: Hashable, Sendable {
    /// There is nothing at the path.
    case missing
    /// Reading or writing is not allowed there, or the file system is read-only.
    case notPermitted
    /// There is no space left.
    case noSpace
    /// The operating system refused for another reason.
    case system
    /// The bytes are not what the format asks for.
    case malformed
    /// The file may be in order, but uses what is not read here.
    case unsupported
    /// The file is larger than what is read here.
    case tooLarge
    /// The file is in order, but does not hold what was asked for.
    case contents
  }

  /// The kind of mistake.
  public let kind: Kind
  /// The file or folder, as it was named.
  public let path: String
  /// The byte of the file at which it was found, from 0, or `nil` when it concerns the whole file.
  public let offset: Int?
  /// What is wrong, in one clause without a full stop.
  public let message: String
  /// What to do, in whole sentences.
  public let remedy: String

  /// The file, and the byte.
  public var place: String { path + (offset.map { ", byte \($0)" } ?? "") }

  /// Creates an error.
  public init(
    _ kind: Kind, path: String, offset: Int? = nil, _ message: String, remedy: String
  ) {
    self.kind = kind
    self.path = path
    self.offset = offset
    self.message = message
    self.remedy = remedy
  }
}

/// What the operating system was asked to do with a file or folder: `cannot read: …`.
public enum FileAttempt: String, Sendable {
  case read, write, replace, start
  case readFolder = "read the folder"
  case openFolder = "open the folder"
  case makeFolder = "make the folder"
  case writeIntoFolder = "write into the folder"
  case writeLog = "write the log"
  case writeToDisk = "write to the disk"

  /// Whether something new was to be there.
  var makesFiles: Bool {
    switch self {
    case .read, .readFolder, .openFolder, .start: false
    case .write, .replace, .makeFolder, .writeIntoFolder, .writeLog, .writeToDisk: true
    }
  }
}

extension InterchangeError {
  /// An error that the operating system reported.
  ///
  /// - Parameters:
  ///   - attempt: What was tried.
  ///   - path: The file or folder.
  ///   - code: The value of `errno`.
  public init(cannot attempt: FileAttempt, _ path: String, code: Int32) {
    let kind: Kind
    let remedy: String
    switch code {
    case ENOENT:
      kind = .missing
      remedy =
        attempt.makesFiles
        ? "Check the path, or make the folder first." : "Check the path: there is nothing there."
    case EACCES, EPERM:
      kind = .notPermitted
      remedy =
        attempt.makesFiles
        ? "Choose another folder, or change who may use this one."
        : "Change who may read it, or name another."
    case EROFS:
      kind = .notPermitted
      remedy = "The file system is mounted read-only: choose a folder on another one."
    case ENOSPC, EDQUOT:
      kind = .noSpace
      remedy =
        "Free some space, or choose a folder on another disk. Nothing that was there before "
        + "has been changed."
    case ENOTDIR:
      kind = .system
      remedy = "A part of the path is a file where a folder is needed: choose another path."
    case EISDIR:
      kind = .system
      remedy = "It is a folder: name a file."
    case EMFILE, ENFILE:
      kind = .system
      remedy = "Too many files are open: close other programs, or raise the limit (ulimit -n)."
    case ENAMETOOLONG:
      kind = .system
      remedy = "Choose a shorter name."
    case ELOOP:
      kind = .system
      remedy = "Links lead in a circle: name the file itself."
    case EIO:
      kind = .system
      remedy = "The disk or the network failed: check it, and use a copy from elsewhere."
    case EFBIG:
      kind = .system
      remedy = "The file would be larger than is allowed there (ulimit -f): choose another folder."
    default:
      kind = .system
      remedy = "Choose another place, or try again."
    }
    let reason = String(cString: strerror(code))
    self.init(
      kind, path: path, "cannot \(attempt.rawValue): \(reason) (errno \(code))", remedy: remedy)
  }
}
