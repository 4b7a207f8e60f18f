import TensorEngine
import Typesetting

/// A grid of numbers as it is written in a problem.
///
/// A grid is written as rows separated by `/` or line ends, numbers separated by spaces or commas;
/// planes (the channels of an image) are separated by `;` or a blank line, blocks of planes
/// (images of a batch, filters of a layer) by `;;`. Nested lists say the same.
///
///     1 2 3 / 4 5 6              // 2×3
///     1 0 / 0 1 ; 0 1 / 1 0      // two channels of 2×2
///     [[1, 2, 3], [4, 5, 6]]     // 2×3
///
/// The rank is as written: a single row has rank 1, a single number rank 0.
public struct GridLiteral: Sendable {
  /// The numbers, in the shape in which they are written.
  public let value: Tensor<Double>
  /// Where the grid stands.
  public let node: SourceNode

  /// Reads a grid.
  ///
  /// - Parameters:
  ///   - node: A text or nested lists.
  ///   - what: What the grid is, as in `input` or `weight`.
  /// - Throws: A diagnostic at the number or row that is wrong.
  public init(_ node: SourceNode, as what: String) throws(Diagnostic) {
    self.node = node
    self.value = try GridLiteral.read(node, what)
  }

  /// Puts numbers in place of those that are written somewhere.
  init(_ value: Tensor<Double>, at node: SourceNode) {
    (self.value, self.node) = (value, node)
  }

  /// The grid with leading axes of length 1 added until it has `rank` axes.
  public func value(ofRank rank: Int) -> Tensor<Double> {
    let missing = max(0, rank - value.shape.rank)
    return value.reshaped(
      to: Shape([Int](repeating: 1, count: missing) + value.shape.dimensions))
  }

  /// A number in the grid that is whole but too large for `Float` to hold exactly.
  var firstInexactInteger: Double? {
    value.elements.first { $0 == $0.rounded() && Double(Float($0)) != $0 }
  }

  private static func read(_ node: SourceNode, _ what: String) throws(Diagnostic) -> Tensor<Double>
  {
    switch node.content {
    case .scalar(_, let style):
      guard !node.isNull else {
        throw node.diagnostic("\(what) has no value", remedy: "Write a grid such as 1 2 / 3 4.")
      }
      if style == .plain, let text = node.scalar,
        case .number(let number) = NumberSyntax.parse(text)
      {
        return Tensor(.scalar, [number])
      }
      var parser = GridParser(node, what)
      return try parser.parse()
    case .sequence(let items):
      return try stack(items, node, what)
    case .mapping:
      throw node.diagnostic(
        "\(what) must be a grid of numbers, but this is \(node.kindText)",
        remedy: "Write rows separated by '/', such as 1 2 / 3 4, or lists: [[1, 2], [3, 4]].")
    }
  }

  /// Stacks the items of a list along a new first axis.
  private static func stack(
    _ items: [SourceNode], _ node: SourceNode, _ what: String
  ) throws(Diagnostic) -> Tensor<Double> {
    guard let first = items.first else {
      throw node.diagnostic("\(what) has an empty list", remedy: "Write at least one number.")
    }
    let firstValue = try read(first, what)
    var elements = firstValue.elements
    for (index, item) in items.enumerated().dropFirst() {
      let value = try read(item, what)
      guard value.shape == firstValue.shape else {
        // Of `[0,5 1,5]` YAML has made a list of 0, "5 1" and 5.
        if first.plainScalar != nil, item.plainScalar != nil,
          first.location.line == item.location.line
        {
          throw item.diagnostic(mixedText(what), remedy: mixedRemedy)
        }
        throw item.diagnostic(
          raggedText(what, index + 1, value.shape, firstValue.shape),
          remedy: raggedRemedy(firstValue.shape))
      }
      elements += value.elements
      guard elements.count <= ProblemLimits.mostNumbers else { throw tooLarge(what, at: item) }
    }
    return Tensor(Shape([items.count] + firstValue.shape.dimensions), elements)
  }

  /// The message for a grid with more numbers than a value may have.
  static func tooLarge(_ what: String, at node: SourceNode) -> Diagnostic {
    node.diagnostic(
      "\(what) has more than \(ProblemLimits.mostNumbers) numbers",
      remedy: "Use a smaller grid.")
  }

  /// What the message says about a row such as `0,5 1,5`: two numbers to whoever writes decimals with
  /// a comma.
  static func mixedText(_ what: String) -> String {
    "\(what): numbers are parted by commas and by spaces in one row"
  }

  static let mixedRemedy =
    "Write decimals with a point (0.5, not 0,5), and part numbers in one way."

  /// What the message says about a row or plane that differs from the first one.
  static func raggedText(_ what: String, _ number: Int, _ shape: Shape, _ first: Shape) -> String {
    let name = partName(first)
    if shape.rank != first.rank {
      // Lists nested differently; in text every part of a kind is nested alike.
      return "\(what): \(name) \(number) is \(nestingText(shape)), but \(name) 1 is"
        + " \(nestingText(first))"
    }
    let other = partText(first)
    return "\(what): \(name) \(number) has \(partText(shape)), but \(name) 1 has \(other)"
  }

  static func raggedRemedy(_ first: Shape) -> String {
    "Give every \(partName(first)) the same number of numbers."
  }

  private static func partName(_ shape: Shape) -> String {
    shape.rank <= 1 ? "row" : shape.rank == 2 ? "plane" : "block"
  }

  private static func nestingText(_ shape: Shape) -> String {
    switch shape.rank {
    case 0: "a number"
    case 1: "a list of numbers"
    default: "a list of lists"
    }
  }

  private static func partText(_ shape: Shape) -> String {
    if shape.rank <= 1 { return "\(shape.count) number\(shape.count == 1 ? "" : "s")" }
    return shape.sizeText + " numbers"
  }
}
