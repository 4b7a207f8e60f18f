/// What a frame adds up, for programs that compute with it.
extension Storyboard {
  /// The factors of each product whose sum a frame's result is; `nil` where its arithmetic is no sum of
  /// products, such as a maximum.
  ///
  /// Beyond ``Frame/terms``, which are the products as they are written, a difference is a term with a
  /// factor −1, a sum that is divided has 1 / divisor as a factor of each term, brackets are multiplied
  /// out, a result that is copied from one cell is a term of one factor, and one that nothing reaches
  /// has no terms. The sum comes to the frame's value, but for rounding.
  ///
  /// Lines that tell of something else than the frame's result, such as what flows back from it, are not
  /// read.
  ///
  /// - Complexity: O(tokens), and O(terms) of the products of brackets.
  public func addends(of frame: Frame) -> [[Double]]? {
    if let line = frame.untold { return line.products.map { $0.map { $0.map(\.value) } } }
    guard let line = frame.arithmetic.last, comesToResult(line, of: frame) else { return nil }
    return frame.terms ?? SumReader.addends(of: line)
  }

  private func comesToResult(_ line: ArithmeticLine, of frame: Frame) -> Bool {
    guard let cell = resultCell(of: frame) else { return true }
    let value = panels[cell.panel].planes[cell.plane][cell.row, cell.column]
    return line.result == value || line.result.isNaN && value.isNaN
  }
}

/// Reads a line of sums, differences, products, brackets and divisions by a number.
private struct SumReader {
  private enum Symbol: Equatable {
    case number(Double)
    case sign(Character)
  }

  private var symbols: [Symbol] = []
  private var next = 0

  /// The most products that brackets are multiplied out to.
  private static let mostAddends = 4096

  /// The products that a line adds up; `nil` for a line with other signs.
  static func addends(of line: ArithmeticLine) -> [[Double]]? {
    guard var reader = SumReader(line), let sum = reader.sum(), reader.next == reader.symbols.count
    else { return nil }
    return sum
  }

  private init?(_ line: ArithmeticLine) {
    guard let end = line.tokens.lastIndex(where: { $0 == .sign(" = ") || $0 == .sign(" ≈ ") })
    else { return nil }
    for token in line.tokens[..<end] {
      switch token {
      case .number(let value, _, _), .factor(let value, _, _): symbols.append(.number(value))
      case .breakOpportunity: break
      case .sign(let text):
        if text.standsBesideNumber { continue }
        guard read(text) else { return nil }
      }
    }
  }

  /// Takes in the signs of a text, and the whole numbers between them, `2/4·(`; says no where there are others.
  private mutating func read(_ text: String) -> Bool {
    var rest = Substring(text)
    while let first = rest.first {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      if let number = Double(digits) {
        symbols.append(.number(number))
      } else if " +−·/()".contains(first) {
        if first != " " { symbols.append(.sign(first)) }
      } else {
        return false
      }
      rest = rest.dropFirst(max(1, digits.count))
    }
    return true
  }

  private mutating func accept(_ sign: Character) -> Bool {
    guard next < symbols.count, symbols[next] == .sign(sign) else { return false }
    next += 1
    return true
  }

  private mutating func sum() -> [[Double]]? {
    guard var sum = product() else { return nil }
    while true {
      if accept("+") {
        guard let more = product() else { return nil }
        sum += more
      } else if accept("−") {
        guard let less = product() else { return nil }
        sum += less.map { [-1] + $0 }
      } else {
        return sum
      }
    }
  }

  private mutating func product() -> [[Double]]? {
    guard var terms = operand() else { return nil }
    while true {
      if accept("·") {
        guard let factors = operand(), terms.count * factors.count <= Self.mostAddends else {
          return nil
        }
        terms = terms.flatMap { term in factors.map { term + $0 } }
      } else if accept("/") {
        guard let divisor = operand(), divisor.count == 1 else { return nil }
        let value = divisor[0].reduce(1, *)
        if value != 1 { terms = terms.map { $0 + [1 / value] } }
      } else {
        return terms
      }
    }
  }

  private mutating func operand() -> [[Double]]? {
    if accept("−") { return operand().map { $0.map { [-1] + $0 } } }
    if accept("(") {
      guard let inner = sum(), accept(")") else { return nil }
      return inner
    }
    guard next < symbols.count, case .number(let value) = symbols[next] else { return nil }
    next += 1
    return [[value]]
  }
}
