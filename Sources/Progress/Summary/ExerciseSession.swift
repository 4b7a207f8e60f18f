/// Exercises that were set out together and are not over.
public struct ExerciseSession: Hashable, Sendable {
  /// What is practised: a topic, or what was asked for on the command line.
  public let name: String
  /// What it is called.
  public let title: String
  /// The exercise on the screen.
  public var position: Int
  /// The exercises in their order.
  public var exercises: [Exercise]

  /// One of the exercises.
  public struct Exercise: Hashable, Sendable {
    /// The family's id.
    public let family: String
    /// How difficult it is, from 1.
    public let level: Int
    /// Which exercise of the family.
    public let seed: UInt64
    /// Whether nothing of it is left to do.
    public let isOver: Bool
    /// What its screen needs in order to be as it was, known to that screen alone; empty for one that
    /// was never on it.
    public let state: String

    /// Creates an exercise.
    public init(family: String, level: Int, seed: UInt64, isOver: Bool = false, state: String = "")
    {
      (self.family, self.level, self.seed) = (family, level, seed)
      (self.isOver, self.state) = (isOver, state)
    }
  }

  /// Creates a session.
  public init(name: String, title: String, position: Int = 0, exercises: [Exercise]) {
    (self.name, self.title) = (name, title)
    (self.position, self.exercises) = (position, exercises)
  }

  /// Whether something of it is left to do.
  public var isOpen: Bool { exercises.contains { !$0.isOver } }
}
