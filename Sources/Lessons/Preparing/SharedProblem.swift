import Problems

/// What several steps about one problem have in common: what is changed in one is changed in all of them.
public struct SharedProblem: Sendable {
  /// Which problem it is, the same for all of its steps.
  public let id: String
  /// The prose of a step by the values that the problem has now; `nil` where it has no such step any more.
  public let text: @Sendable (SolvedProblem) -> LessonText?

  /// Creates what they have in common.
  public init(id: String, text: @escaping @Sendable (SolvedProblem) -> LessonText?) {
    (self.id, self.text) = (id, text)
  }
}
