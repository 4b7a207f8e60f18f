import Problems

/// What came of an answer.
public enum Verdict: Hashable, Codable, Sendable {
  /// It is right.
  case correct
  /// It is wrong: in which cells of a grid, what to tell the learner, and where it is known what
  /// led there, that.
  case wrong(cells: Set<Int>, message: String, diagnosis: Diagnosis? = nil)
  /// It was a prediction, and something else comes out: what to tell the learner before that.
  case predicted(message: String)
  /// It is handed in, and nobody says a word about it.
  case kept
  /// It is no answer of the question's form: in which cells, and how to write it.
  case unreadable(cells: Set<Int>, message: String)
}

/// What led to a wrong answer, as far as the answer alone tells.
public enum Diagnosis: Hashable, Codable, Sendable {
  /// A slip that the question's author foresaw, by its position from 0; the verdict's message is
  /// the author's.
  case slip(Int)
  /// A misconception that leads to this answer, by its id and its name, with the changes that make of
  /// the problem the one that the learner has solved, where it is another problem.
  case misconception(id: String, name: String, edits: [ProblemEdit]?)

  /// What happened, in a few words; `nil` where the author says it all.
  public var name: String? {
    if case .misconception(_, let name, _) = self { name } else { nil }
  }
}
