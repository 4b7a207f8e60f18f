/// A second node that is looked at beside the first, frame by frame.
public struct Comparison: Sendable {
  /// What the first one is called beside it.
  public let name: String
  /// What the other is called.
  public let otherName: String
  /// The views of the other; its first is drawn.
  public let other: LinkedViews

  /// Compares with another node.
  public init(name: String, otherName: String, other: LinkedViews) {
    (self.name, self.otherName, self.other) = (name, otherName, other)
  }
}
