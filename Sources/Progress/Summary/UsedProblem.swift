import Foundation

/// A problem file of the learner's.
public struct UsedProblem: Hashable, Sendable {
  /// Where it is, from the root.
  public let path: String
  /// When it was saved or opened last.
  public let lastUsed: Date

  /// Creates a record.
  public init(path: String, lastUsed: Date) {
    (self.path, self.lastUsed) = (path, lastUsed)
  }
}
