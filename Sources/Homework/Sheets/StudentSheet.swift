import Lessons
import Misconceptions
import Practice
import Problems
import TensorEngine
import Typesetting

/// A sheet as one student has it: with their numbers, and with what is right of them.
public struct StudentSheet: Sendable {
  /// A question of it.
  public struct Part: Sendable {
    /// What answer files call it: `2`, or `2a` where a task has several parts.
    public let id: String
    /// What is asked.
    public let question: String
    /// How an answer is written: `rows x columns`.
    public let pattern: String
    /// The most points for it.
    public let points: Double
    /// The key to it.
    let key: PartKey
    /// Why the answer is what it is; may be empty.
    let explanation: String
  }

  /// A task of it.
  public struct Task: Sendable {
    /// Which one, from 1.
    public let number: Int
    /// What it is called; may be empty.
    public let title: String
    /// What is given; `nil` where the question says it all.
    let solved: SolvedProblem?
    /// Whether gradients are asked for, so that what flows back is given, too.
    let asksForGradients: Bool
    /// What is asked.
    public let parts: [Part]
  }

  /// The sheet.
  public let sheet: Sheet
  /// Whose it is.
  public let student: Roster.Student
  /// The tasks.
  public let tasks: [Task]

  /// All questions, in order.
  public var parts: [Part] { tasks.flatMap(\.parts) }

  /// What tells this variant from others: the same for the same numbers and questions.
  public var fingerprint: String {
    let texts =
      [sheet.id, student.id]
      + parts.flatMap { part in
        [part.id, part.question, "\(part.points)", part.key.solution]
      }
    return String(FNV1a(texts.joined(separator: "\u{1F}")).value >> 16, radix: 16)
  }
}
