import SpacedReview

/// Something that a learner has done and that is worth remembering.
///
/// Screens tell it as an effect of a key; lessons, steps, questions and families of exercises are named
/// by their ids.
public enum ProgressEvent: Hashable, Sendable {
  /// A step came on the screen.
  case stepReached(StepPlace)
  /// A step is no longer as it was.
  case stepChanged(StepPlace, StepRecord)
  /// Exercises were set out, in place of those of the same session.
  case exercisesSet(ExerciseSession)
  /// An exercise of a session came on the screen.
  case exerciseReached(session: String, position: Int)
  /// An exercise of a session is no longer as it was.
  case exerciseChanged(session: String, position: Int, ExerciseSession.Exercise)
  /// The exercises of a session were left at their end.
  case exercisesEnded(session: String)
  /// An answer was given, or the solution was looked at.
  case answered(Attempt)
  /// A family of exercises was repeated.
  case reviewed(family: String, Rating)
  /// The end of a lesson was reached.
  case lessonFinished(lesson: String)
  /// A problem file of the learner's was saved, or opened in the lab; an absolute path.
  case problemUsed(path: String)
  /// The learner likes something to be so from now on.
  case settingChanged(Setting, String)
}

/// A step of a lesson.
public struct StepPlace: Codable, Hashable, Sendable {
  /// The lesson's id.
  public let lesson: String
  /// The step's id.
  public let step: String

  /// Names a step.
  public init(lesson: String, step: String) {
    self.lesson = lesson
    self.step = step
  }
}

/// What is kept of a step.
public struct StepRecord: Hashable, Sendable {
  /// Whether nothing of it is left to do.
  public let isDone: Bool
  /// What its screen needs in order to be as it was; known to that screen alone.
  public let state: String

  /// Creates a record.
  public init(isDone: Bool, state: String) {
    self.isDone = isDone
    self.state = state
  }
}

/// What a learner may choose once and for all.
public enum Setting: String, CaseIterable, Hashable, Sendable {
  /// How fast frames follow each other, an index of the speeds that there are.
  case speed
}
