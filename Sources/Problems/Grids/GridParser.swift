import TensorEngine

/// The parser of grids that are written as text.
struct GridParser {
  /// What separates two numbers, from weakest to strongest.
  private enum Break: Int, Comparable {
    case none, row, plane, block

    static func < (left: Break, right: Break) -> Bool { left.rawValue < right.rawValue }
  }

  private let node: SourceNode
  private let what: String
  private let text: WrittenText
  private var place = 0

  /// Everything read so far.
  private var numbers: [Double] = []
  /// The lengths that the first row, plane and block of their kind have; empty before there is one.
  private var row: [Int] = []
  private var plane: [Int] = []
  private var block: [Int] = []
  /// How many rows the plane has that is being read, how many planes its block, how many blocks
  /// there are.
  private var rowCount = 0
  private var planeCount = 0
  private var blockCount = 0
  /// Where the row starts, in the text and in the numbers.
  private var rowStart = 0
  private var rowStartCount = 0
  /// The strongest break met, which decides the rank.
  private var strongest = Break.none
  /// Whether the row parts its numbers by commas; `nil` before its second number.
  private var hasCommas: Bool?

  init(_ node: SourceNode, _ what: String) {
    self.node = node
    self.what = what
    self.text = node.writtenText
  }

  /// Reads the whole grid.
  mutating func parse() throws(Diagnostic) -> Tensor<Double> {
    skipSpace()
    rowStart = place
    while place < text.bytes.count {
      let start = place
      let separator = try readBreak()
      if separator == .none, place == text.bytes.count { break }
      if separator != .none {
        try finish(separator, at: start)
        strongest = max(strongest, separator)
        rowStart = place
        hasCommas = nil
        continue
      }
      let (number, comma) = try readNumber()
      numbers.append(number)
      try noteSeparator(comma)
      guard numbers.count <= ProblemLimits.mostNumbers else {
        throw GridLiteral.tooLarge(what, at: node)
      }
    }
    try finish(.block, at: text.bytes.count)
    return assembled()
  }

  /// Reads white space and separators; what they amount to.
  ///
  /// A line end is a row's end, a blank line a plane's, unless a sign there says it already. White
  /// space at the end of the text separates nothing.
  private mutating func readBreak() throws(Diagnostic) -> Break {
    var lines = 0
    var signs: [(Break, Int)] = []
    while place < text.bytes.count {
      switch text.bytes[place] {
      case UInt8(ascii: "\n"): lines += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"): break
      case UInt8(ascii: "/"): signs.append((.row, place))
      case UInt8(ascii: ";"):
        if place + 1 < text.bytes.count, text.bytes[place + 1] == UInt8(ascii: ";") {
          signs.append((.block, place))
          place += 1
        } else {
          signs.append((.plane, place))
        }
      default:
        return try strength(lines, signs)
      }
      place += 1
    }
    return signs.isEmpty ? .none : try strength(lines, signs)
  }

  private func strength(_ lines: Int, _ signs: [(Break, Int)]) throws(Diagnostic) -> Break {
    if signs.count > 1 { throw empty(at: signs[1].1) }
    if let sign = signs.first { return sign.0 }
    return lines == 0 ? .none : lines == 1 ? .row : .plane
  }

  /// Reads a number and the comma behind it; where that stands, if there is one.
  private mutating func readNumber() throws(Diagnostic) -> (number: Double, comma: Int?) {
    let start = place
    while place < text.bytes.count, !isSeparator(text.bytes[place]) { place += 1 }
    guard place > start else {
      throw node.diagnostic(
        at: start, of: text, "\(what): a number is missing before this comma",
        remedy: "Write a number on both sides of each comma.")
    }
    let number: Double
    switch NumberSyntax.parse(text.bytes[start..<place]) {
    case .number(let value): number = value
    case .problem(let problem, let remedy):
      throw node.diagnostic(at: start, of: text, "\(what): \(problem)", remedy: remedy)
    }
    // One comma may follow, which needs another number after it.
    var next = place
    while next < text.bytes.count, isBlank(text.bytes[next]) { next += 1 }
    if next < text.bytes.count, text.bytes[next] == UInt8(ascii: ",") {
      place = next + 1
      while place < text.bytes.count, isBlank(text.bytes[place]) { place += 1 }
      guard place < text.bytes.count, !isRowEnd(text.bytes[place]),
        text.bytes[place] != UInt8(ascii: "\n")
      else {
        throw node.diagnostic(
          at: next, of: text, "\(what): a number is missing after this comma",
          remedy: "Write a number on both sides of each comma.")
      }
      return (number, next)
    }
    return (number, nil)
  }

  /// Makes sure that one row does not part its numbers both ways: `0,5 1,5` is two numbers to
  /// whoever writes decimals with a comma, and four to this parser.
  private mutating func noteSeparator(_ comma: Int?) throws(Diagnostic) {
    var next = place
    while next < text.bytes.count, isBlank(text.bytes[next]) { next += 1 }
    // What is last in its row is followed by no separator.
    guard next < text.bytes.count, !isRowEnd(text.bytes[next]),
      text.bytes[next] != UInt8(ascii: "\n")
    else { return }
    let isComma = comma != nil
    defer { hasCommas = isComma }
    guard let hasCommas, hasCommas != isComma else { return }
    throw node.diagnostic(
      at: comma ?? place, of: text,
      GridLiteral.mixedText(what), remedy: GridLiteral.mixedRemedy)
  }

  /// Closes the row, and the plane and the block where the separator is strong enough.
  private mutating func finish(_ separator: Break, at position: Int) throws(Diagnostic) {
    let length = numbers.count - rowStartCount
    guard length > 0 else { throw empty(at: min(position, max(0, text.bytes.count - 1))) }
    rowStartCount = numbers.count
    row = try agreed([length], with: row, count: rowCount)
    rowCount += 1
    guard separator >= .plane else { return }
    plane = try agreed([rowCount] + row, with: plane, count: planeCount)
    (row, rowCount) = ([], 0)
    planeCount += 1
    guard separator >= .block else { return }
    block = try agreed([planeCount] + plane, with: block, count: blockCount)
    (plane, planeCount) = ([], 0)
    blockCount += 1
  }

  /// The lengths of a part, which must be those of the first of its kind where there is one.
  private func agreed(
    _ lengths: [Int], with first: [Int], count: Int
  ) throws(Diagnostic) -> [Int] {
    guard !first.isEmpty, lengths != first else { return lengths }
    throw node.diagnostic(
      at: rowStart, of: text,
      GridLiteral.raggedText(what, count + 1, Shape(lengths), Shape(first)),
      remedy: GridLiteral.raggedRemedy(Shape(first))
        + (hasFractions ? " A '/' begins a row: 1/4 is written 0.25." : ""))
  }

  /// Whether a slash may have been meant as that of a fraction: one between two digits.
  private var hasFractions: Bool {
    let bytes = text.bytes
    return bytes.indices.dropFirst().dropLast().contains { index in
      bytes[index] == UInt8(ascii: "/")
        && [bytes[index - 1], bytes[index + 1]].allSatisfy {
          (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
    }
  }

  /// All blocks as one tensor, whose rank follows from the strongest break.
  private func assembled() -> Tensor<Double> {
    let rank = strongest.rawValue + 1
    return Tensor(Shape(Array(([blockCount] + block).suffix(rank))), numbers)
  }

  private func empty(at position: Int) -> Diagnostic {
    node.diagnostic(
      at: position, of: text, "\(what): a row without numbers",
      remedy: "Write numbers between separators; none belongs at the start or the end.")
  }

  private mutating func skipSpace() {
    while place < text.bytes.count, WrittenText.isSpace(text.bytes[place]) { place += 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private func isRowEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: ";")
  }

  private func isSeparator(_ byte: UInt8) -> Bool {
    WrittenText.isSpace(byte) || isRowEnd(byte) || byte == UInt8(ascii: ",")
  }
}
