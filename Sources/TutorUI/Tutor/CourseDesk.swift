import Lessons
import Progress

/// What the course needs from the program around it: lessons, a memory, and training runs.
public struct CourseDesk {
  /// Reads the lesson with an id and makes it ready; a thrown error is told to the learner.
  let prepare: (String) throws -> PreparedLesson
  /// What remembers the learner's progress; `nil` where nothing does.
  let memory: ProgressRecorder?
  /// Makes exercises of a topic, or of what is due of all; a thrown error is told to the learner.
  let exercises: (String?) throws -> PreparedLesson
  /// How firmly the topics sit.
  let topics: () -> [TopicStanding]
  /// The exercises that were set out and are not over.
  let openExercises: () -> [OpenExercises]
  /// Trains a network while the terminal is free, and returns the runs that there are afterwards.
  let train: (TrainingChoice) throws -> [OwnRun]
  /// What puts answers into the file that is handed in; `nil` where none are.
  private(set) var answers: (any AnswerKeeper)?

  /// Creates a desk.
  public init(
    memory: ProgressRecorder?, prepare: @escaping (String) throws -> PreparedLesson,
    exercises: @escaping (String?) throws -> PreparedLesson = { _ in throw CancellationError() },
    topics: @escaping () -> [TopicStanding] = { [] },
    openExercises: @escaping () -> [OpenExercises] = { [] },
    train: @escaping (TrainingChoice) throws -> [OwnRun]
  ) {
    self.memory = memory
    self.prepare = prepare
    self.exercises = exercises
    self.topics = topics
    self.openExercises = openExercises
    self.train = train
  }

  /// The desk of a program without a course.
  static func alone(
    memory: ProgressRecorder?, topics: @escaping () -> [TopicStanding] = { [] },
    answers: (any AnswerKeeper)? = nil
  ) -> CourseDesk {
    var desk = CourseDesk(
      memory: memory, prepare: { _ in throw CancellationError() }, topics: topics,
      train: { _ in [] })
    desk.answers = answers
    return desk
  }
}

/// Puts answers into a file that is handed in, without making a screen wait for the disk.
public protocol AnswerKeeper: Sendable {
  /// Puts an answer to a question into the file, soon.
  func keep(_ answer: String, to question: String)
  /// What is wrong with the file, in a sentence or two; `nil` where nothing is, and once it was told.
  func takeTrouble() -> String?
  /// Waits until everything is written.
  func finish()
}
