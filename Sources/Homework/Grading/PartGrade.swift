import Typesetting

/// What came of an answer.
public struct PartGrade: Sendable {
  /// How it was judged.
  public enum Judgement: Hashable, Sendable {
    /// It is right.
    case right
    /// It follows from the student's own answer to an earlier question, which was wrong.
    case consequence(of: String)
    /// It is wrong, perhaps for a known reason.
    case wrong(Misconception?)
    /// It cannot be read.
    case unreadable
    /// There is none.
    case missing
  }

  /// The misconception that leads to a wrong answer.
  public struct Misconception: Hashable, Sendable {
    /// What reports call it.
    public let id: String
    /// What happened, in a few words.
    public let name: String
  }

  /// The question.
  public let id: String
  /// How it was judged.
  public let judgement: Judgement
  /// What the student wrote; empty where nothing.
  public let given: String
  /// What is right.
  public let solution: String
  /// What there is to say about it; may be empty.
  public let say: String
  /// The most points.
  public let most: Double

  /// The points: all for what is right or follows, none for the rest.
  public var points: Double {
    switch judgement {
    case .right, .consequence: most
    case .wrong, .unreadable, .missing: 0
    }
  }
}

/// The grades of a student.
public struct StudentGrade: Sendable {
  /// Whose they are.
  public let student: Roster.Student
  /// A grade for each question.
  public let parts: [PartGrade]
  /// Whether anything was handed in that can be graded.
  public let isHandedIn: Bool

  /// All points.
  public var points: Double { parts.reduce(0) { $0 + $1.points } }
  /// The most points.
  public var most: Double { parts.reduce(0) { $0 + $1.most } }
}
