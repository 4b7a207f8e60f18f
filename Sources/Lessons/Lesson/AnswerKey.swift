import Misconceptions
import Storyboards
import TensorEngine
import Typesetting

/// The right answer to a question, and the judgement of others.
public struct AnswerKey: Sendable {
  /// How an answer is given.
  public let form: PreparedQuestion.Form
  /// The right answer.
  public let expected: Answer
  /// Sizes that are right too: with the channels before or after the spatial axes.
  let alternatives: [Answer]
  private let tolerance: Double?
  /// The wrong answers that the author foresaw.
  let slips: [Slip]
  /// Finds misconceptions; `nil` for what is not computed.
  private let diagnoser: Diagnoser?

  /// A wrong answer that an author foresaw.
  public struct Slip: Sendable {
    /// The position of the slip, from 0.
    let position: Int
    /// The answer.
    let answer: Answer
    /// What to tell the learner.
    let say: String

    init(_ position: Int, _ answer: Answer, say: String) {
      (self.position, self.answer, self.say) = (position, answer, say)
    }
  }

  /// Creates a key.
  public init(
    form: PreparedQuestion.Form, expected: Answer, alternatives: [Answer] = [],
    tolerance: Double? = nil, slips: [Slip] = [], diagnoser: Diagnoser? = nil
  ) {
    self.form = form
    self.expected = expected
    self.alternatives = alternatives
    self.tolerance = tolerance
    self.slips = slips
    self.diagnoser = diagnoser
  }

  /// Judges an answer.
  ///
  /// - Parameter texts: What the learner wrote: one text, or for a grid one for each cell, or the
  ///   whole grid as one text.
  public func check(_ texts: [String]) -> Verdict {
    let answer: Answer
    do throws(UnreadableAnswer) {
      answer = try AnswerReader.read(texts, as: form)
    } catch {
      return .unreadable(cells: error.cells, message: error.message)
    }
    if isRight(answer) { return .correct }
    let cells = expected.cells(differingFrom: answer, tolerance: tolerance)
    if let slip = slips.first(where: { $0.answer.agrees(with: answer, tolerance: tolerance) }) {
      return .wrong(cells: cells, message: slip.say, diagnosis: .slip(slip.position))
    }
    if let found = diagnoser.flatMap({ explanation(of: answer, by: $0) }) {
      return .wrong(cells: cells, message: found.message, diagnosis: found.diagnosis)
    }
    return .wrong(cells: cells, message: message(for: answer, cells))
  }

  /// What misconceptions say to an answer; `nil` where none leads to it.
  private func explanation(
    of answer: Answer, by diagnoser: Diagnoser
  ) -> (message: String, diagnosis: Diagnosis)? {
    let found = diagnoser.explanations(of: answer, tolerance: tolerance)
    guard let first = found.first else { return nil }
    // Of two that are met as often nobody knows which it was.
    let other = found.dropFirst().first {
      $0.misconception.frequency == first.misconception.frequency
    }
    return (
      first.say + (other.map { " Or was it that \($0.misconception.name)?" } ?? ""),
      .misconception(
        id: first.misconception.id, name: first.misconception.name, edits: first.wrong.edits)
    )
  }

  /// The right answer as a learner would write it: one text for each part.
  public var solution: [String] {
    switch expected {
    case .number(let value): [NumberText.short(value)]
    case .size(let lengths): [lengths.map { NumberText.short($0) }.joined(separator: " x ")]
    case .choice(let position): [String(position + 1)]
    case .grid(_, _, let values): values.map { NumberText.short($0) }
    }
  }

  /// Whether an answer is right.
  func isRight(_ answer: Answer) -> Bool {
    ([expected] + alternatives).contains { $0.agrees(with: answer, tolerance: tolerance) }
  }

  /// What to say to a wrong answer that no slip foresaw.
  private func message(for answer: Answer, _ cells: Set<Int>) -> String {
    switch (expected, answer) {
    case (.number(let right), .number(let given)):
      if right != 0, abs(right + given) < 1e-9 { return "The sign is wrong." }
      if right != right.rounded(), abs(right - given) <= 0.05 * abs(right) {
        return "Nearly: give at least three digits, or a fraction."
      }
      return "Not yet. Try again, or take a hint."
    case (.size(let right), .size(let given)):
      if given.count != right.count {
        let lengths = given.count == 1 ? "one length" : "\(given.count) lengths"
        return "You gave \(lengths); wanted: \(AnswerReader.pattern(ofAxes: right.count))."
      }
      if right.count == 2, given == right.reversed() {
        return "Turned round: rows come first, then columns."
      }
      if given.sorted() == right.sorted() { return "The right lengths, but in another order." }
      return "Not that size. Try again, or take a hint."
    case (.grid(let rows, let columns, _), .grid(let otherRows, let otherColumns, _)):
      if rows != otherRows || columns != otherColumns {
        return "That is a grid of \(otherRows) x \(otherColumns); another size is wanted."
      }
      return cells.count == 1 ? "One cell is wrong." : "\(cells.count) cells are wrong."
    default:
      return "Not that one. Try again, or take a hint."
    }
  }
}
