/// A piece of a formula: signs and words, or a number.
enum FormulaPart: ExpressibleByStringInterpolation {
  case sign(String)
  /// A number written bare.
  case number(Operand)
  /// A number written in parentheses when negative.
  case factor(Operand)

  init(stringLiteral value: String) { self = .sign(value) }

  /// A constant written bare.
  static func constant(_ value: Double) -> FormulaPart { .number(.constant(value)) }
}

extension ArithmeticLine {
  /// The most terms a sum spells out. Beyond it one number stands for the rest, so that the mean
  /// of a whole photograph stays a line that can be drawn.
  static let largestTermCount = 1024

  /// A formula and what it comes to: `max(0, −2) = 0`.
  static func formula(_ parts: [FormulaPart], result: Operand) -> ArithmeticLine {
    ArithmeticLine(parts.map(\.token) + result.conclusion, result: result.value)
  }

  /// A sum of products: `1·1 + 3·0 + 2·2 + 1·(−1) = 4`.
  ///
  /// - Parameters:
  ///   - label: What stands before the sum, such as `channel 0`.
  ///   - terms: The factors of each term. An empty sum is written as 0.
  ///   - bias: A number added at the end.
  ///   - divisor: What the whole sum is divided by.
  ///   - result: What the line comes to.
  static func sum(
    label: String = "", of terms: [[Operand]], bias: Operand? = nil, divisor: Operand? = nil,
    result: Operand
  ) -> ArithmeticLine {
    var tokens: [Token] = label.isEmpty ? [] : [.sign("\(label): ")]
    if divisor != nil { tokens.append(.sign("(")) }
    tokens += sumTokens(terms)
    if let bias {
      if !terms.isEmpty { tokens += [.sign(" + "), .breakOpportunity] }
      tokens += [.sign("bias "), (terms.isEmpty ? FormulaPart.number(bias) : .factor(bias)).token]
    } else if terms.isEmpty {
      tokens.append(FormulaPart.constant(0).token)
    }
    if let divisor { tokens += [.sign(") / "), FormulaPart.factor(divisor).token] }
    return ArithmeticLine(tokens + result.conclusion, result: result.value)
  }

  /// The terms of a sum, joined by plus signs with a place to break the line behind each.
  static func sumTokens(_ terms: [[Operand]]) -> [Token] {
    var tokens: [Token] = []
    for (position, term) in terms.prefix(largestTermCount).enumerated() {
      if position > 0 { tokens += [.sign(" + "), .breakOpportunity] }
      for (place, operand) in term.enumerated() {
        if place > 0 { tokens.append(.sign("·")) }
        let isFirst = position == 0 && place == 0
        tokens.append((isFirst ? FormulaPart.number(operand) : .factor(operand)).token)
      }
    }
    let rest = terms.dropFirst(largestTermCount)
    if !rest.isEmpty {
      let sum = rest.reduce(0) { $0 + $1.reduce(1) { $0 * $1.value } }
      tokens += [
        .sign(" + "), .breakOpportunity, .sign("\(rest.count) more terms "),
        FormulaPart.factor(.constant(sum)).token,
      ]
    }
    return tokens
  }
}

extension FormulaPart {
  /// The piece as a token of a line.
  var token: ArithmeticLine.Token {
    switch self {
    case .sign(let text): .sign(text)
    case .number(let operand): .number(operand.value, operand.role, operand.cell)
    case .factor(let operand): .factor(operand.value, operand.role, operand.cell)
    }
  }
}

extension Operand {
  /// The end of a line that comes to this number.
  fileprivate var conclusion: [ArithmeticLine.Token] {
    [.sign(" = "), .number(value, role, cell)]
  }
}
