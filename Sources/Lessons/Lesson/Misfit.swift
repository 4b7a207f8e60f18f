/// A part of a step that does not fit the smallest screen.
public struct Misfit: Hashable, Sendable {
  /// The step, counted from 0.
  public let step: Int
  /// What does not fit.
  public let message: String
  /// What its author can do.
  public let remedy: String

  /// Names a part.
  public init(step: Int, message: String, remedy: String) {
    (self.step, self.message, self.remedy) = (step, message, remedy)
  }
}
