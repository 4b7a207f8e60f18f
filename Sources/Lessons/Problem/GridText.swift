import TensorEngine

/// The parser of grids that are written as text.
struct GridText {
  /// What separates two numbers, from weakest to strongest.
  private enum Break: Int, Comparable {
    case none, row, plane, block

    static func < (left: Break, right: Break) -> Bool { left.rawValue < right.rawValue }
  }

  private let node: SourceNode
  private let what: String
  private let text: WrittenText
  private var place = 0

  /// The rows of the plane that is being read, the planes of the block, the blocks.
  private var row: [Double] = []
  private var rows: [Tensor<Double>] = []
  private var planes: [Tensor<Double>] = []
  private var blocks: [Tensor<Double>] = []
  private var rowStart = 0
  /// The strongest break met, which decides the rank.
  private var strongest = Break.none

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
        continue
      }
      row.append(try readNumber())
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

  private mutating func readNumber() throws(Diagnostic) -> Double {
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
    }
    return number
  }

  /// Closes the row, and the plane and the block where the separator is strong enough.
  private mutating func finish(_ separator: Break, at position: Int) throws(Diagnostic) {
    guard !row.isEmpty else { throw empty(at: min(position, max(0, text.bytes.count - 1))) }
    try append(Tensor([row.count], row), to: \.rows)
    row = []
    guard separator >= .plane else { return }
    try append(stacked(rows), to: \.planes)
    rows = []
    guard separator >= .block else { return }
    try append(stacked(planes), to: \.blocks)
    planes = []
  }

  private mutating func append(
    _ part: Tensor<Double>, to list: WritableKeyPath<GridText, [Tensor<Double>]>
  ) throws(Diagnostic) {
    if let first = self[keyPath: list].first, first.shape != part.shape {
      throw node.diagnostic(
        at: rowStart, of: text,
        GridLiteral.raggedText(what, self[keyPath: list].count + 1, part.shape, first.shape),
        remedy: GridLiteral.raggedRemedy(first.shape))
    }
    self[keyPath: list].append(part)
  }

  private func stacked(_ parts: [Tensor<Double>]) -> Tensor<Double> {
    Tensor(Shape([parts.count] + parts[0].shape.dimensions), parts.flatMap(\.elements))
  }

  /// All blocks as one tensor, whose rank follows from the strongest break.
  private func assembled() -> Tensor<Double> {
    let all = stacked(blocks)
    let rank = strongest.rawValue + 1
    return all.reshaped(to: Shape(Array(all.shape.dimensions.suffix(rank))))
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
