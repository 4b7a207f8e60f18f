import Problems

/// What a misconception leads to.
public struct WrongAnswer: Hashable, Sendable {
  /// The answer.
  public let answer: Answer
  /// The changes that make of the problem the one that the learner has solved; `nil` where it is the
  /// arithmetic that differs.
  public let edits: [ProblemEdit]?
  /// Where exactly, as far as it can be said: `2·(−1)`.
  public let place: String?

  init(_ answer: Answer, instead edits: [ProblemEdit]? = nil, place: String? = nil) {
    (self.answer, self.edits, self.place) = (answer, edits, place)
  }
}
