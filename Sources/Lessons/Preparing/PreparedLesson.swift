/// A lesson made ready to be played: its problems run, its storyboards and questions at hand.
public struct PreparedLesson: Sendable {
  /// The lesson's identifier.
  public let id: String
  /// The lesson's title.
  public let title: String
  /// What to keep of it, each in a sentence with markup; none of exercises.
  public let facts: [String]
  /// Its steps in order; at least one.
  public let steps: [PreparedStep]
  /// How its exercises go on; `nil` for a lesson.
  public let practice: Practice?

  /// What exercises know beside their steps.
  public struct Practice: Sendable {
    /// What is practised, so that it is found as it was left.
    public let session: String
    /// The command that sets out the same exercises again; `nil` where there is none.
    public let command: String?
    /// Makes the exercise at a position at a level, as far as its family has it; `nil` where the
    /// difficulty is fixed.
    public let exercise: (@Sendable (_ position: Int, _ level: Int) -> PreparedStep?)?

    /// Creates what exercises know.
    public init(
      session: String, command: String? = nil,
      exercise: (@Sendable (_ position: Int, _ level: Int) -> PreparedStep?)? = nil
    ) {
      (self.session, self.command, self.exercise) = (session, command, exercise)
    }
  }

  /// Creates a prepared lesson.
  ///
  /// - Precondition: There is at least one step.
  public init(
    id: String, title: String, facts: [String] = [], steps: [PreparedStep],
    practice: Practice? = nil
  ) {
    precondition(!steps.isEmpty, "a lesson without steps")
    self.id = id
    self.title = title
    self.facts = facts
    self.steps = steps
    self.practice = practice
  }
}
