import Problems
import TensorEngine
import Typesetting

/// How a grid of a family is drawn: its lengths, and the numbers in it.
struct GridRule: Sendable {
  /// The names that it may use.
  static let keys = ["size", "of", "distinct", "over"]

  private let lengths: [Expression]
  private let numbers: NumberRule
  /// Whether no number may occur twice.
  private let isDistinct: Bool
  /// What the whole numbers are divided by.
  private let divisor: Int
  private let node: SourceNode

  /// Reads a rule.
  init(_ node: SourceNode) throws(Diagnostic) {
    let values = try NamedValues(node, of: "a grid", names: GridRule.keys)
    let size = try values.required("size", of: "the grid", remedy: "Write 'size: [n, n]'.")
    guard case .sequence(let items) = size.content, (1...4).contains(items.count) else {
      throw size.diagnostic(
        "a size is a list of one to four lengths", remedy: "Write 'size: [n, n]'.")
    }
    var lengths: [Expression] = []
    for item in items { lengths.append(try Expression(item)) }
    self.lengths = lengths
    numbers = try NumberRule(
      try values.required("of", of: "the grid", remedy: "Write 'of: -2..4'."))
    isDistinct = try values["distinct"]?.boolean("distinct") ?? false
    divisor = try values["over"]?.integer("over") ?? 1
    guard divisor >= 1 else {
      throw node.diagnostic("'over' divides by a whole number from 1", remedy: "Change it.")
    }
    self.node = node
  }

  /// The most numbers of a grid: more than a learner looks at, and few enough to be computed each time
  /// that numbers are tried.
  private static let mostNumbers = 4_096

  /// Draws a grid.
  func draw(
    _ names: [String: Int], _ generator: inout SeededNumbers
  ) throws(Diagnostic) -> Tensor<Double> {
    var shape: [Int] = []
    for length in lengths { shape.append(try length.value(names)) }
    guard shape.allSatisfy({ $0 >= 1 }), let count = Shape.checkedCount(shape),
      count <= GridRule.mostNumbers
    else {
      throw node.diagnostic(
        "a grid of \(NumberText.size(shape)) cannot be drawn",
        remedy:
          "Lengths are 1 or more, and a grid has at most \(GridRule.mostNumbers) numbers.")
    }
    var drawn: [Int] = []
    var seen: Set<Int> = []
    var tries = 0
    while drawn.count < count {
      let number = try numbers.draw(names, &generator)
      tries += 1
      guard !isDistinct || seen.insert(number).inserted else {
        guard tries < 100 * count else {
          throw node.diagnostic(
            "there are not \(count) different numbers to draw from", remedy: "Widen 'of'.")
        }
        continue
      }
      drawn.append(number)
    }
    return Tensor(Shape(shape), drawn.map { Double($0) / Double(divisor) })
  }
}
