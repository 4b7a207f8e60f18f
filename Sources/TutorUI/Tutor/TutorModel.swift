import Lessons
import TerminalKit

/// Everything that the tutor's screens show.
public struct TutorModel: Sendable {
  /// The screen that is open.
  enum Screen: Sendable {
    case home
    case lesson(LessonModel)
  }

  /// The size of the terminal.
  public private(set) var size: Size
  /// The list of lessons.
  var home: HomeModel
  /// The screen that is open.
  var screen = Screen.home
  /// Lessons that were opened before, so that each is found as it was left.
  var opened: [String: LessonModel] = [:]
  /// The first line of the key help in view; `nil` while it is closed.
  var helpOffset: Int?
  /// What the footer tells until the next key.
  var notice: String?

  /// The smallest screen that a lesson fits on.
  static let smallestSize = Size(width: 80, height: 24)

  /// Creates the tutor at its home screen.
  ///
  /// - Parameters:
  ///   - lessons: The lessons to choose from, in their order.
  ///   - size: The size of the terminal.
  public init(lessons: [LessonSummary], size: Size) {
    self.size = size
    home = HomeModel(lessons: lessons)
  }

  /// Whether the terminal is too small to show anything of use.
  var isTooSmall: Bool {
    size.width < Self.smallestSize.width || size.height < Self.smallestSize.height
  }

  /// How long to wait for an event; `nil` while nothing moves by itself.
  var timeout: Duration? {
    guard case .lesson(let lesson) = screen, helpOffset == nil, !isTooSmall else { return nil }
    return lesson.frameDuration
  }

  mutating func resize(to size: Size) {
    self.size = size
  }
}

/// What the tutor asks of the program around it.
public enum TutorEffect: Equatable, Sendable {
  /// Read the lesson with this id and make it ready; answer with ``TutorModel/open(_:)`` or
  /// ``TutorModel/fail(_:)``.
  case prepareLesson(String)
  /// End the program.
  case quit
}
