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
  /// The exercises that were set out and are not over, the latest first.
  public var open: [OpenExercises]
  /// The learner's problem files, the one used last first.
  public var problems: [OwnProblem]
  /// The learner's training runs, the latest first.
  public var runs: [OwnRun]
  /// How fast frames follow each other, as it was chosen last; `nil` where it never was.
  public var speed: Int?

  /// Creates a course.
  public init(
    lessons: [LessonSummary], records: [String: LessonRecord] = [:],
    topics: [TopicStanding] = [], open: [OpenExercises] = [], problems: [OwnProblem] = [],
    runs: [OwnRun] = [], speed: Int? = nil
  ) {
    self.speed = speed
    self.lessons = lessons
    self.records = records
    self.topics = topics
    self.open = open
    self.problems = problems
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
  /// The lessons that it practises, by their ids.
  public let lessons: [String]
  /// Its families of exercises.
  public let families: [String]

  /// Creates a topic.
  public init(
    id: String, title: String, strength: Double, due: Int, lessons: [String] = [],
    families: [String] = []
  ) {
    self.lessons = lessons
    self.families = families
    self.id = id
    self.title = title
    self.strength = strength
    self.due = due
  }
}

/// Exercises that were set out and are not over.
public struct OpenExercises: Hashable, Sendable {
  /// What the memory calls them: a topic, or ``review``.
  public let session: String
  /// What the screen calls them.
  public let title: String
  /// The exercise that was on the screen last, from 0, and how many there are.
  public let position: Int
  /// How many there are.
  public let count: Int

  /// What exercises that were due are called.
  public static let review = "review"

  /// Names exercises.
  public init(session: String, title: String, position: Int, count: Int) {
    (self.session, self.title, self.position, self.count) = (session, title, position, count)
  }
}

/// A problem file of the learner's.
public struct OwnProblem: Hashable, Sendable {
  /// Where it is, from the root.
  public let path: String
  /// When it was saved or opened last, in a word or two.
  public let used: String

  /// Its name without its folders.
  var name: String { String(path.split(separator: "/").last ?? "") }

  /// Creates a file.
  public init(path: String, used: String) {
    (self.path, self.used) = (path, used)
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

/// Training that can be started from the home screen.
public enum TrainingChoice: Hashable, Sendable, CaseIterable {
  /// The playground: a small network on points of the plane.
  case playground
  /// A small network on the images that come along.
  case demo
  /// The same on CIFAR-10.
  case cifar10
}
