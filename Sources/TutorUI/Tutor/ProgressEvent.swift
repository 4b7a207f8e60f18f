import Lessons

/// Something that a learner has done and that is worth remembering for ever.
///
/// `update` tells it as an effect; lessons, steps and questions are named by their ids.
public enum ProgressEvent: Codable, Hashable, Sendable {
  /// A step came on the screen.
  case stepReached(Place)
  /// An answer was checked.
  case questionAnswered(Place, question: String, answer: [String], verdict: Verdict)
  /// A hint was shown: which one, from 1.
  case hintTaken(Place, question: String, hint: Int)
  /// The solution was shown.
  case solutionShown(Place, question: String)
  /// The end of a lesson was reached.
  case lessonFinished(lesson: String)

  /// A step of a lesson.
  public struct Place: Codable, Hashable, Sendable {
    /// The lesson's id.
    public let lesson: String
    /// The step's id.
    public let step: String
  }
}
