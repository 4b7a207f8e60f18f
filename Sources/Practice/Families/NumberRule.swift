import Problems

/// How a number of a family is drawn: always the same, out of a range, or one of several.
///
///     3        n - k + 1        2..5        1 | 2 | 4
struct NumberRule: Sendable {
  private let alternatives: [(from: Expression, to: Expression)]
  private let node: SourceNode

  /// Reads a rule.
  init(_ node: SourceNode) throws(Diagnostic) {
    self.node = node
    var alternatives: [(Expression, Expression)] = []
    for part in try node.string("the number").split(
      separator: "|", omittingEmptySubsequences: false)
    {
      let ends = part.split(separator: "..", omittingEmptySubsequences: false)
      guard ends.count <= 2 else {
        throw node.diagnostic("a range has two ends", remedy: "Write it like 2..5.")
      }
      let from = try Expression(ends[0], in: node)
      alternatives.append((from, ends.count == 2 ? try Expression(ends[1], in: node) : from))
    }
    self.alternatives = alternatives
  }

  /// Draws a number.
  ///
  /// - Parameter names: The numbers before it.
  func draw(
    _ names: [String: Int], _ generator: inout SeededNumbers
  ) throws(Diagnostic) -> Int {
    let choice =
      alternatives.count == 1
      ? alternatives[0] : alternatives[generator.next(in: 0...(alternatives.count - 1))]
    let (from, to) = (try choice.from.value(names), try choice.to.value(names))
    guard from <= to, to - from < 1 << 20 else {
      throw node.diagnostic(
        "the range from \(from) to \(to) is \(from > to ? "empty" : "too large")",
        remedy: from > to
          ? "Write the smaller end first." : "Let it have at most a million numbers.")
    }
    return from == to ? from : generator.next(in: from...to)
  }
}
