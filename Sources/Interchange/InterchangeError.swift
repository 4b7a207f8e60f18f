import Foundation

/// Why a file cannot be read or written: which, where in it, what is wrong and what to do.
public struct InterchangeError: Error, Hashable, CustomStringConvertible {
  /// The file or folder.
  public let path: String
  /// The byte at which it goes wrong, counted from 0, where there is one.
  public let offset: Int?
  /// What is wrong, in one clause without a full stop.
  public let message: String
  /// What to do, in whole sentences.
  public let remedy: String

  /// Creates an error.
  public init(path: String, offset: Int? = nil, _ message: String, remedy: String) {
    self.path = path
    self.offset = offset
    self.message = message
    self.remedy = remedy
  }

  /// An error of the system, such as a full disk.
  ///
  /// - Parameter number: The value of `errno`.
  init(path: String, doing what: String, _ number: Int32) {
    let remedy =
      switch number {
      case ENOSPC, EDQUOT: "Free some space, or choose a folder on another disk."
      case EACCES, EPERM, EROFS: "Choose a folder that you may write to."
      case ENOENT, ENOTDIR: "Check the path."
      case EFBIG: "The system limits the size of files; see ulimit -f."
      default: "Check the disk and the path."
      }
    self.init(path: path, "\(what) failed: \(String(cString: strerror(number)))", remedy: remedy)
  }

  /// `PATH: byte 30730: what is wrong`, and what to do below it.
  public var description: String {
    path + ": " + (offset.map { "byte \($0): " } ?? "") + message + "\n  " + remedy
  }
}
