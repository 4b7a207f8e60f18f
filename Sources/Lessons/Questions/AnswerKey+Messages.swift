import Misconceptions
import Typesetting

extension AnswerKey {
  /// The right answer as a learner would write it: one text for each part.
  public var solution: [String] {
    switch expected {
    case .number(let value):
      [
        Int(exactly: value).flatMap { form == .count ? NumberText.grouped($0) : nil }
          ?? NumberText.short(value)
      ]
    case .size(let lengths): [lengths.map { NumberText.short($0) }.joined(separator: " x ")]
    case .choice(let position): [String(position + 1)]
    case .positions(let positions): positions.map { String($0 + 1) }
    case .text(let text): [text]
    case .grid(_, _, let values), .numbers(let values): values.map { NumberText.short($0) }
    }
  }

  /// Whether an answer is right.
  func isRight(_ answer: Answer) -> Bool { objection(to: answer) == nil }

  /// What to say to a wrong answer that no slip foresaw.
  func message(for answer: Answer, _ cells: Set<Int>) -> String {
    switch (expected, answer) {
    case (.number(let right), .number(let given)):
      if right != 0, expected.agrees(with: .number(-given)) { return "The sign is wrong." }
      if right != right.rounded(), abs(right - given) <= 0.05 * abs(right) {
        return "Nearly: give at least three digits, or a fraction."
      }
      return "Another number comes out. Try again, or take a hint."
    case (.size(let right), .size(let given)): return message(size: given, for: right)
    case (.grid(let rows, let columns, _), .grid(let otherRows, let otherColumns, let values)):
      if rows != otherRows || columns != otherColumns {
        return "That is a grid of \(otherRows) x \(otherColumns); another size is wanted."
      }
      if cells.count > 1,
        expected.agrees(with: .grid(rows: rows, columns: columns, values: values.map { -$0 }))
      {
        return "Every sign is wrong."
      }
      return cells.count == 1
        ? "One cell is not right yet." : "\(cells.count) cells are not right yet."
    case (.positions(let right), .positions(let given)):
      return message(positions: given, for: right)
    case (.text, .text): return "Another word is wanted. Try again, or take a hint."
    default:
      return "Not that one. Try again, or take a hint."
    }
  }

  private func message(size given: [Double], for right: [Double]) -> String {
    if given.count != right.count {
      let lengths = given.count == 1 ? "one length" : "\(given.count) lengths"
      return "You gave \(lengths); wanted: \(AnswerReader.pattern(of: form))."
    }
    if given.contains(where: { $0 != $0.rounded() }) {
      return "Lengths are whole numbers of cells."
    }
    if given.contains(where: { $0 < 1 }) { return "A length is at least 1." }
    if right.count == 2, given == right.reversed(), case .size = form {
      return "Turned round: rows come first, then columns."
    }
    if given.sorted() == right.sorted() { return "The right lengths, but in another order." }
    return "Not that size. Try again, or take a hint."
  }

  private func message(positions given: [Int], for right: [Int]) -> String {
    switch form {
    case .several:
      let (extra, missing) = (Set(given).subtracting(right).count, Set(right).subtracting(given))
      switch (extra, missing.count) {
      case (_, 0):
        return extra == 1 ? "One of these does not belong." : "\(extra) of these do not belong."
      case (0, 1): return "All of these belong; one is missing."
      case (0, let count): return "All of these belong; \(count) are missing."
      case (_, _): return "Some of these do not belong, and some are missing."
      }
    case .match:
      let met = zip(given, right).count { $0 == $1 }
      return "\(met) of \(right.count) pairs are right."
    default:
      let start = zip(given, right).prefix { $0 == $1 }.count
      return switch start {
      case 0: "Another one comes first."
      case 1: "The first one is right; another one follows."
      default: "The first \(start) are right."
      }
    }
  }
}
