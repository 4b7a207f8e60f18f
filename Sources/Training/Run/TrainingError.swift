import Typesetting

/// Why a run cannot be started or continued.
public struct TrainingError: UserError, Hashable {
  /// The file or folder it is about; empty for none.
  public let place: String
  /// What is wrong, in one clause without a full stop.
  public let message: String
  /// What to do, in whole sentences.
  public let remedy: String

  /// Creates an error.
  public init(path: String = "", _ message: String, remedy: String) {
    place = path
    self.message = message
    self.remedy = remedy
  }
}
