import Foundation

/// An answer to a question: the right one, a slip, or a learner's.
public enum Answer: Hashable, Codable, Sendable {
  /// One number.
  case number(Double)
  /// Lengths, outermost first. They may be fractions: a learner who does not round says 2.33.
  case size([Double])
  /// The position of an option, from 0.
  case choice(Int)
  /// The positions of several options, from 0: those that fit in ascending order, one for each left text,
  /// or all in the order in which they come.
  case positions([Int])
  /// A word.
  case text(String)
  /// Several numbers, one for each field.
  case numbers([Double])
  /// A plane of numbers.
  case grid(rows: Int, columns: Int, values: [Double])
}

extension Answer {
  /// Whether another answer says the same as this one, which is taken to be exact.
  ///
  /// A whole number must be met, any other by a thousandth of it or by its first three digits, unless it
  /// is said how far an answer may be off.
  ///
  /// - Parameters:
  ///   - other: What somebody else says.
  ///   - tolerance: How far each number may be off; `nil` for the rule above.
  public func agrees(with other: Answer, tolerance: Double? = nil) -> Bool {
    switch (self, other) {
    case (.number(let wanted), .number(let given)):
      return Answer.isClose(wanted, given, tolerance)
    case (.size(let wanted), .size(let given)):
      return wanted.count == given.count
        && zip(wanted, given).allSatisfy { Answer.isClose($0, $1, tolerance) }
    case (.grid(let rows, _, let wanted), .grid(let otherRows, _, let given)):
      return rows == otherRows && wanted.count == given.count
        && zip(wanted, given).allSatisfy { Answer.isClose($0, $1, tolerance) }
    case (.numbers(let wanted), .numbers(let given)):
      return wanted.count == given.count
        && zip(wanted, given).allSatisfy { Answer.isClose($0, $1, tolerance) }
    case (.choice(let wanted), .choice(let given)):
      return wanted == given
    case (.positions(let wanted), .positions(let given)):
      return wanted == given
    case (.text(let wanted), .text(let given)):
      return Answer.normalised(wanted) == Answer.normalised(given)
    default:
      return false
    }
  }

  /// A word without what does not matter: case, spaces, hyphens.
  public static func normalised(_ text: String) -> String {
    text.lowercased().filter { !$0.isWhitespace && !"-‐‑–—−_".contains($0) }
  }

  /// The parts, cells of a grid or positions, in which another answer with as many says something else.
  public func cells(differingFrom other: Answer, tolerance: Double? = nil) -> Set<Int> {
    if case .positions(let right) = self, case .positions(let given) = other,
      right.count == given.count
    {
      return Set(right.indices.filter { right[$0] != given[$0] })
    }
    guard case .grid(let rows, let columns, let right) = self,
      case .grid(rows, columns, let given) = other
    else { return [] }
    return Set(right.indices.filter { !Answer.isClose(right[$0], given[$0], tolerance) })
  }

  private static func isClose(_ wanted: Double, _ given: Double, _ tolerance: Double?) -> Bool {
    if let tolerance { return abs(wanted - given) <= tolerance }
    if wanted == wanted.rounded() { return abs(wanted - given) < 1e-9 }
    let distance = abs(wanted - given)
    if distance <= 1e-3 * abs(wanted) { return true }
    // 1.00 is off by more than that where 1.0047 is asked for to three digits, and right.
    let digits = given / Answer.thirdDigit(of: wanted)
    return abs(digits - digits.rounded()) < 1e-6
      && distance <= Answer.thirdDigit(of: wanted) / 2 * (1 + 1e-9)
  }

  /// All that is right where a number is asked for, for those who judge by distances: the number itself,
  /// and behind it its first three digits where a thousandth does not reach so far; each with how far an
  /// answer may be off it.
  ///
  ///     Answer.right(for: 0.1047)  // 0.1047 ± 0.0001047, 0.105
  public static func right(for number: Double) -> [(number: Double, slack: Double)] {
    guard number != number.rounded() else { return [(number, 0)] }
    let (slack, unit) = (1e-3 * abs(number), thirdDigit(of: number))
    let digits = number / unit
    let short = Set([digits.rounded(.down), digits.rounded(.up)]).sorted().map {
      // Divided by a whole power of ten, 105 · 0.001 is 0.105 and no digit more.
      unit < 1 ? $0 / (1 / unit).rounded() : $0 * unit
    }
    return [(number, slack)]
      + short.filter { abs($0 - number) > slack && isClose(number, $0, nil) }
      .map { ($0, 1e-6 * unit) }
  }

  /// What one counts at the place of a number's third digit.
  private static func thirdDigit(of number: Double) -> Double {
    pow(10, (log10(abs(number))).rounded(.down) - 2)
  }
}
