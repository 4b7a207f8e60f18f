import Lessons
import Progress

/// What the home screen shows a map of: the lessons, how far each has got, and what else there is.
public struct Course: Sendable {
  /// The lessons in their order.
  public var lessons: [LessonSummary]
  /// How far lessons have got that were opened before, by their ids.
  public var records: [String: LessonRecord]
  /// What can be practised.
  public var topics: [TopicStanding]
  /// The learner's training runs, the latest first.
  public var runs: [OwnRun]

  /// Creates a course.
  public init(
    lessons: [LessonSummary], records: [String: LessonRecord] = [:],
    topics: [TopicStanding] = [], runs: [OwnRun] = []
  ) {
    self.lessons = lessons
    self.records = records
    self.topics = topics
    self.runs = runs
  }
}

/// How a learner stands with a topic of exercises.
public struct TopicStanding: Hashable, Sendable {
  /// What the command line calls it.
  public let id: String
  /// What the screen calls it.
  public let title: String
  /// How firmly it sits, from 0 to 1.
  public let strength: Double
  /// How many of its exercises should be repeated now.
  public let due: Int

  /// Creates a topic.
  public init(id: String, title: String, strength: Double, due: Int) {
    self.id = id
    self.title = title
    self.strength = strength
    self.due = due
  }
}

/// A training run of the learner's.
public struct OwnRun: Hashable, Sendable {
  /// Its name in the list of runs.
  public let name: String
  /// What it has come to, in a few words.
  public let state: String

  /// Creates a run.
  public init(name: String, state: String) {
    self.name = name
    self.state = state
  }
}

/// A training run that can be started from the home screen.
public enum TrainingChoice: Hashable, Sendable, CaseIterable {
  /// A small network on the images that come along.
  case demo
  /// The same on CIFAR-10.
  case cifar10
}
