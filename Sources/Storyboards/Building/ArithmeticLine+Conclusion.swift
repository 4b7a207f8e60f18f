import Foundation
import Typesetting

/// What stands between a formula and what it comes to.
extension ArithmeticLine {
  /// Ends a line with its result: behind `=` where everything is written as it is, behind `≈` where
  /// something was rounded, and with more digits where so much cancels that few would not do.
  ///
  /// - Parameters:
  ///   - addends: The numbers that are added or subtracted last.
  ///   - isWholeSum: Whether the line is nothing but their sum.
  init(
    _ tokens: [Token], adding addends: [Double], isWholeSum: Bool = false,
    comingTo result: ShownNumber
  ) {
    let largest = addends.reduce(0) { max($0, abs($1)) }
    let cancelled = result.value == 0 ? 1 : largest / abs(result.value)
    let digits = ArithmeticLine.digits(whereCancelled: cancelled)
    let end = Token.number(result.value, result.role, result.cell)
    let isEqual =
      tokens.allSatisfy { $0.isExact(digits: digits) } && end.isExact(digits: Self.usualDigits)
      && !(result.value.isNearlyWhole && tokens.haveExponential)
      && !(isWholeSum && addends.loseDigits(in: result.value))
    var conclusion: [Token] = [.sign(isEqual ? " = " : " ≈ "), end]
    if cancelled > ArithmeticLine.mostCancelled, cancelled.isFinite {
      conclusion.append(.sign(" (rounding)"))
    }
    self.init(tokens + conclusion, result: result.value, digits: digits)
  }

  /// How many times as large as their sum numbers of 64 bits may be before the sum is nothing but
  /// what their last digits, which were rounded, leave over.
  private static let mostCancelled = 0x1p50

  /// The digits of numbers so many times as large as their sum, of which the usual ones would show
  /// nothing of it.
  private static func digits(whereCancelled ratio: Double) -> Int {
    guard ratio > 10, ratio.isFinite else { return usualDigits }
    return min(usualDigits + Int(log10(ratio).rounded(.up)), mostDigits)
  }

  /// The digits of a number that are never the arithmetic's, as the last ones may be.
  private static let mostDigits = 12
}

extension [Double] {
  /// Whether whole numbers come to another sum than the arithmetic's, which has no room for all their
  /// digits: 1e20 + 1 is no 1e20.
  fileprivate func loseDigits(in result: Double) -> Bool {
    guard result.isWhole, allSatisfy(\.isWhole) else { return false }
    // What each addition rounds off is added up beside it.
    var (sum, lost) = (0.0, 0.0)
    for addend in self {
      let next = sum + addend
      let (large, small) = abs(sum) >= abs(addend) ? (sum, addend) : (addend, sum)
      lost += large - next + small
      sum = next
    }
    return lost != 0 || sum != result
  }
}

extension Double {
  fileprivate var isWhole: Bool { isFinite && self == rounded() }

  /// Whether it is whole but for what arithmetic in 64 bits may have left over.
  fileprivate var isNearlyWhole: Bool { abs(self - rounded()) <= abs(self) * 1e-14 }
}

extension ArithmeticLine.Token {
  /// Whether it is written as it is, and not rounded.
  fileprivate func isExact(digits: Int) -> Bool {
    switch self {
    case .number(let value, _, _), .factor(let value, _, _):
      NumberText.isExact(value, digits: digits)
    case .sign, .breakOpportunity: true
    }
  }
}

extension [ArithmeticLine.Token] {
  /// Whether there is a power of e other than that of 0.
  ///
  /// Such a power is never whole. Rounded to the nearest number it may be: 1 / (1 + e^(−40)) is 1 to
  /// the last digit.
  fileprivate var haveExponential: Bool {
    indices.contains { index in
      guard case .sign(let text) = self[index],
        ["e^", "e^(", "e^(−", "tanh("].contains(where: text.hasSuffix)
      else { return false }
      // The exponent is a number, or a factor times one.
      let isProduct = index + 2 < count && self[index + 2] == .sign("·")
      return self[(index + 1)..<Swift.min(index + (isProduct ? 4 : 2), count)].allSatisfy { token in
        switch token {
        case .number(let value, _, _), .factor(let value, _, _): value != 0
        case .sign, .breakOpportunity: true
        }
      }
    }
  }
}
