import Misconceptions
import Typesetting

extension AnswerKey {
  /// The right answer as a learner would write it: one text for each part.
  public var solution: [String] {
    (products?.pairs ?? []).map { NumberText.short($0.product) } + expectedTexts
  }

  private var expectedTexts: [String] {
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
      if given != 0, Self.isRounded(right, to: given) { return Self.roundedTooFar }
      return "Another number comes out. " + Self.invitation
    case (.size(let right), .size(let given)): return message(size: given, for: right)
    case (.grid(let rows, let columns, _), .grid(let otherRows, let otherColumns, let values)):
      if rows != otherRows || columns != otherColumns {
        return "That is a grid of \(otherRows) x \(otherColumns); another size is wanted."
      }
      return message(grid: values, cells)
    case (.positions(let right), .positions(let given)):
      return message(positions: given, for: right)
    case (.text, .text): return "Another word is wanted. " + Self.invitation
    default:
      return "Not that one. " + Self.invitation
    }
  }

  /// How messages end that say no more than that an answer is wrong.
  public static let invitation = "Try again, or take a hint."

  private static let roundedTooFar = "Rounded too far: give at least three digits, or a fraction."

  /// Whether a number is another one with fewer digits behind the point, rounded or cut off.
  private static func isRounded(_ right: Double, to given: Double) -> Bool {
    guard right != right.rounded() else { return false }
    return [1.0, 10, 100].contains { unit in
      [(right * unit).rounded(), (right * unit).rounded(.towardZero)].contains {
        abs($0 / unit - given) < 1e-9
      }
    }
  }

  /// What to say to a grid of the right size with some wrong cells: what is the matter with all of them, or
  /// which of them is the first.
  private func message(grid given: [Double], _ cells: Set<Int>) -> String {
    guard case .grid(let rows, let columns, let right) = expected else { return "" }
    let signs = cells.filter { Answer.number(right[$0]).agrees(with: .number(-given[$0])) }
    if signs == cells {
      return switch cells.count {
      case 1: "One cell has the wrong sign."
      case right.count { $0 != 0 }: "Every sign is wrong."
      default: "\(cells.count) cells have the wrong sign."
      }
    }
    if cells.contains(where: { given[$0] != 0 }),
      cells.allSatisfy({ Self.isRounded(right[$0], to: given[$0]) })
    {
      return Self.roundedTooFar
    }
    let transposed = right.indices.map { given[$0 % rows * columns + $0 / rows] }
    if rows == columns, cells.count > 1,
      expected.agrees(with: .grid(rows: rows, columns: columns, values: transposed))
    {
      return "Rows and columns have changed places."
    }
    guard let first = cells.min() else { return "" }
    let place =
      rows == 1
      ? "position \(first)" : "row \(first / columns), column \(first % columns)"
    switch cells.count {
    case 1: return "One cell is not right yet: \(place)."
    case right.count: return "No cell is right yet. Begin with \(place)."
    case let count: return "\(count) cells are not right yet, the first is \(place)."
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
    return "Not that size. " + Self.invitation
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
