import Typesetting

/// Why images cannot be had: which file, where in it, what is wrong and what to do.
public struct DatasetError: UserError, Hashable {
  /// The file or folder.
  public let path: String

  /// The byte of the file at which it goes wrong, counted from 0, where there is one.
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

  /// The file, and the byte.
  public var place: String { path + (offset.map { ", byte \($0)" } ?? "") }
}
