import Documents
import Storyboards
import Typesetting

/// A line of a story's arithmetic as a line of a page.
struct SumLine {
  /// The line.
  let line: ArithmeticLine
  /// Whether products with a zero are left out.
  let isBrief: Bool

  private typealias Token = ArithmeticLine.Token

  /// Where the line's result stands, behind its sign of equality; `nil` for a line without one.
  private var end: Int? {
    line.tokens.lastIndex { $0 == .sign(" = ") || $0 == .sign(" ≈ ") }
  }

  /// The name before the line's sum, such as `input channel 0`; empty without one.
  var name: String {
    guard case .sign(let text)? = line.tokens.first, text.hasSuffix(": ") else { return "" }
    return String(text.dropLast(2))
  }

  /// The line for a page.
  ///
  /// - Parameter label: Which result it makes.
  func sum(label: String) -> Sum {
    guard let end else { return Sum(label: label, [line.text], "", relation: "") }
    let left = line.tokens[(name.isEmpty ? 0 : 1)..<end]
    let right = line.tokens[(end + 1)...]
    let relation = isExact ? "=" : "≈"
    return Sum(
      label: label, name: name, pieces(of: Array(left)),
      right.map { text(of: $0, behind: nil) }.joined(), relation: relation)
  }

  /// Whether all that is written is what it is: where decimals go on there are fractions, and none of
  /// roots and powers.
  private var isExact: Bool {
    if line.tokens.contains(.sign(" = ")) { return true }
    return line.tokens.allSatisfy { token in
      switch token {
      case .number(let value, _, _), .factor(let value, _, _):
        NumberText.isExact(value) || FractionText.of(value) != nil
      case .sign(let text):
        !["e^", "√", "log", "tanh", "more terms", "rounding"].contains { text.contains($0) }
      case .breakOpportunity: true
      }
    }
      && line.tokens.contains { token in
        // Whole numbers behind ≈ have lost digits that no fraction gives back.
        switch token {
        case .number(let value, _, _), .factor(let value, _, _): FractionText.of(value) != nil
        case .sign, .breakOpportunity: false
        }
      }
  }

  // MARK: - Pieces

  private func pieces(of tokens: [Token]) -> [String] {
    var groups = tokens.split(separator: .breakOpportunity, omittingEmptySubsequences: true)
      .map(Array.init)
    if isBrief, isSumOfProducts(tokens) { groups = withoutZeros(tokens) }
    var pieces = groups.map { group in
      group.enumerated().map { position, token in
        text(of: token, behind: position > 0 ? group[position - 1] : nil)
      }.joined()
    }
    // What stood behind the last term was left out.
    if isBrief, let last = pieces.last, last.hasSuffix(" + ") {
      pieces[pieces.count - 1] = String(last.dropLast(3))
    }
    return pieces.isEmpty ? ["0"] : pieces
  }

  private func isSumOfProducts(_ tokens: [Token]) -> Bool {
    tokens.allSatisfy { token in
      if case .sign(let text) = token { ["·", " + ", "bias "].contains(text) } else { true }
    }
  }

  /// The terms of a sum, each with the plus sign behind it, but for those that are products with a zero.
  private func withoutZeros(_ tokens: [Token]) -> [[Token]] {
    let terms = tokens.filter { $0 != .breakOpportunity }
      .split(separator: .sign(" + ")).map(Array.init)
    let kept = terms.filter { term in
      !term.contains(.sign("·"))
        || !term.contains { token in
          switch token {
          case .number(0, _, _), .factor(0, _, _): true
          default: false
          }
        }
    }
    return kept.map { $0 + [.sign(" + ")] }
  }

  private func text(of token: Token, behind other: Token?) -> String {
    let (value, isFactor): (Double, Bool)
    switch token {
    case .number(let number, _, _): (value, isFactor) = (number, false)
    case .factor(let number, _, _): (value, isFactor) = (number, true)
    case .sign, .breakOpportunity: return line.text(of: token)
    }
    guard let fraction = FractionText.of(value) else { return line.text(of: token) }
    var needsParentheses = isFactor && value < 0
    if case .sign(let sign)? = other, sign.hasSuffix(" / ") || sign.hasSuffix("^") {
      needsParentheses = true
    }
    return needsParentheses ? "(\(fraction))" : fraction
  }
}
