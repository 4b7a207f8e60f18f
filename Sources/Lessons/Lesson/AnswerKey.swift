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
  private let slips: [(answer: Answer, say: String)]

  /// Creates a key.
  init(
    form: PreparedQuestion.Form, expected: Answer, alternatives: [Answer] = [],
    tolerance: Double?, slips: [(answer: Answer, say: String)]
  ) {
    self.form = form
    self.expected = expected
    self.alternatives = alternatives
    self.tolerance = tolerance
    self.slips = slips
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
    let cells = wrongCells(of: answer)
    if let slip = slips.firstIndex(where: { agree($0.answer, answer) }) {
      return .wrong(cells: cells, message: slips[slip].say, diagnosis: .slip(slip))
    }
    return .wrong(cells: cells, message: message(for: answer, cells))
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
    agree(expected, answer) || alternatives.contains { agree($0, answer) }
  }

  /// Whether an answer is what another one says, as far as the tolerance goes.
  private func agree(_ expected: Answer, _ answer: Answer) -> Bool {
    switch expected {
    case .number(let wanted):
      guard case .number(let given) = answer else { return false }
      return isClose(wanted, given)
    case .size(let wanted):
      guard case .size(let given) = answer else { return false }
      return wanted.count == given.count && zip(wanted, given).allSatisfy { isClose($0, $1) }
    case .choice: return answer == expected
    case .grid(let rows, let columns, let wanted):
      guard case .grid(rows, columns, let given) = answer else { return false }
      return zip(wanted, given).allSatisfy { isClose($0, $1) }
    }
  }

  /// A whole number must be met, any other by a thousandth of it, unless the author says how far
  /// an answer may be off.
  private func isClose(_ expected: Double, _ actual: Double) -> Bool {
    if let tolerance { return abs(expected - actual) <= tolerance }
    if expected == expected.rounded() { return abs(expected - actual) < 1e-9 }
    return abs(expected - actual) <= 1e-3 * abs(expected)
  }

  private func wrongCells(of answer: Answer) -> Set<Int> {
    guard case .grid(let rows, let columns, let right) = expected,
      case .grid(rows, columns, let given) = answer
    else { return [] }
    return Set(right.indices.filter { !isClose(right[$0], given[$0]) })
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
