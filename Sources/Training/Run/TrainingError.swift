/// Why a run cannot be started or continued.
public struct TrainingError: Error, Hashable, CustomStringConvertible {
  /// The file or folder it is about; empty for none.
  public let path: String
  /// What is wrong, in one clause without a full stop.
  public let message: String
  /// What to do, in whole sentences.
  public let remedy: String

  /// Creates an error.
  public init(path: String = "", _ message: String, remedy: String) {
    self.path = path
    self.message = message
    self.remedy = remedy
  }

  /// What is wrong, where, and what to do.
  public var description: String {
    (path.isEmpty ? "" : path + ": ") + message + "\n  " + remedy
  }
}
