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
  /// Trains a network while the terminal is free, and returns the runs that there are afterwards.
  let train: (TrainingChoice) throws -> [OwnRun]

  /// Creates a desk.
  public init(
    memory: ProgressRecorder?, prepare: @escaping (String) throws -> PreparedLesson,
    exercises: @escaping (String?) throws -> PreparedLesson = { _ in throw CancellationError() },
    topics: @escaping () -> [TopicStanding] = { [] },
    train: @escaping (TrainingChoice) throws -> [OwnRun]
  ) {
    self.memory = memory
    self.prepare = prepare
    self.exercises = exercises
    self.topics = topics
    self.train = train
  }

  /// The desk of a program without a course.
  static func alone(memory: ProgressRecorder?) -> CourseDesk {
    CourseDesk(memory: memory, prepare: { _ in throw CancellationError() }, train: { _ in [] })
  }
}
