/// A piece of a formula: signs and words, or a number.
enum FormulaPart: ExpressibleByStringInterpolation {
  case sign(String)
  /// A number written bare.
  case number(ShownNumber)
  /// A number written in parentheses when negative.
  case factor(ShownNumber)
  /// A place where a long line may be broken.
  case breakOpportunity

  init(stringLiteral value: String) { self = .sign(value) }

  /// Terms joined by plus signs, with a place to break the line behind each.
  ///
  /// - Parameters:
  ///   - count: How many terms there are; none is written as 0.
  ///   - term: The parts of a term; its first number is written bare in the first term only.
  ///   - value: What a term comes to; asked for only beyond the terms that are spelled out.
  static func sum(
    count: Int, term: (Int) -> [FormulaPart], value: (Int) -> Double
  ) -> [FormulaPart] {
    guard count > 0 else { return [.constant(0)] }
    let spelledOut = min(count, ArithmeticLine.largestTermCount)
    var parts: [FormulaPart] = []
    for position in 0..<spelledOut {
      if position > 0 { parts += [" + ", .breakOpportunity] }
      parts += position == 0 ? term(0).withBareStart : term(position)
    }
    if spelledOut < count {
      let rest = EngineAside.sum((spelledOut..<count).map(value))
      parts += [
        " + ", .breakOpportunity, "\(count - spelledOut) more terms ", .factor(.constant(rest)),
      ]
    }
    return parts
  }

  /// A sum of products: `1·1 + 3·0`.
  static func sum(of terms: [[ShownNumber]]) -> [FormulaPart] {
    sum(count: terms.count) { position in
      terms[position].enumerated().flatMap { place, operand -> [FormulaPart] in
        place == 0 ? [.factor(operand)] : ["·", .factor(operand)]
      }
    } value: { position in
      terms[position].reduce(1) { $0 * $1.value }
    }
  }

  /// A constant written bare.
  static func constant(_ value: Double) -> FormulaPart { .number(.constant(value)) }
}

extension ArithmeticLine {
  /// The most terms a sum spells out.
  ///
  /// Beyond it one number stands for the rest, so that the mean of a whole photograph stays a line
  /// that can be drawn.
  static let largestTermCount = 1024

  /// A formula and what it comes to: `max(0, −2) = 0`.
  ///
  /// - Parameter addends: The numbers that are added or subtracted last, where they may cancel.
  static func formula(
    _ parts: [FormulaPart], adding addends: [Double] = [], result: ShownNumber
  ) -> ArithmeticLine {
    ArithmeticLine(parts.map(\.token), adding: addends, comingTo: result)
  }

  /// A result that is another number as it is: `3 = 3`.
  static func copy(of source: ShownNumber, result: ShownNumber) -> ArithmeticLine {
    .formula([.number(source)], result: result)
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
    label: String = "", of terms: [[ShownNumber]], bias: ShownNumber? = nil,
    divisor: ShownNumber? = nil,
    result: ShownNumber
  ) -> ArithmeticLine {
    var tokens: [Token] = label.isEmpty ? [] : [.sign("\(label): "), .breakOpportunity]
    let isBracketed = divisor != nil && terms.count > 1
    if isBracketed { tokens.append(.sign("(")) }
    if !terms.isEmpty { tokens += FormulaPart.sum(of: terms).map(\.token) }
    if let bias {
      if !terms.isEmpty { tokens += [.sign(" + "), .breakOpportunity] }
      tokens += [.sign("bias "), (terms.isEmpty ? FormulaPart.number(bias) : .factor(bias)).token]
    } else if terms.isEmpty {
      tokens.append(FormulaPart.constant(0).token)
    }
    if let divisor {
      tokens += [.sign(isBracketed ? ") / " : " / "), FormulaPart.factor(divisor).token]
    }
    let addends = terms.map { $0.reduce(1) { $0 * $1.value } } + (bias.map { [$0.value] } ?? [])
    return ArithmeticLine(
      tokens, adding: addends, isWholeSum: divisor == nil, comingTo: result)
  }
}

extension FormulaPart {
  /// The piece as a token of a line.
  var token: ArithmeticLine.Token {
    switch self {
    case .sign(let text): .sign(text)
    case .number(let operand): .number(operand.value, operand.role, operand.cell)
    case .factor(let operand): .factor(operand.value, operand.role, operand.cell)
    case .breakOpportunity: .breakOpportunity
    }
  }
}

extension [FormulaPart] {
  /// The same parts, beginning with a number that needs no parentheses; under a power it does.
  fileprivate var withBareStart: [FormulaPart] {
    guard case .factor(let operand) = first else { return self }
    if count > 1, case .sign(let sign) = self[1], sign.hasPrefix("²") { return self }
    return [.number(operand)] + dropFirst()
  }
}
