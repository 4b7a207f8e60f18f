import Storyboards
import TensorEngine

/// A value of a problem that people ask for by name: the result of one of its ops, or a gradient.
public enum ProblemValue: Hashable, Sendable {
  /// The result of an op, by its index from 0.
  case operation(Int)
  /// dLoss/d-something: `input`, `0.weight`, …
  case gradient(String)

  /// What stands before the name of a gradient.
  public static let gradientPrefix = "gradient:"

  /// Its name on the command line: `0`, `gradient:input`, `gradient:0.weight`.
  public var name: String {
    switch self {
    case .operation(let index): String(index)
    case .gradient(let name): ProblemValue.gradientPrefix + name
    }
  }

  /// Reads a name; `nil` for what is neither a whole number nor a gradient.
  public init?(named name: String) {
    if name.hasPrefix(ProblemValue.gradientPrefix) {
      self = .gradient(String(name.dropFirst(ProblemValue.gradientPrefix.count)))
    } else if let index = Int(name) {
      self = .operation(index)
    } else {
      return nil
    }
  }
}

extension BuiltProblem {
  /// Every value that can be asked for: the ops in order, then the gradients that were asked for.
  public var values: [ProblemValue] {
    steps.indices.map { .operation($0) } + gradients.map { .gradient($0.name) }
  }

  /// The value that is meant where none is named: the last result, or where that only has another
  /// shape than the one before, the one that was computed last.
  public var usualValue: ProblemValue {
    let last = steps.last { graph[$0.main].op.isWorthExplaining }?.index
    return .operation(last ?? steps.count - 1)
  }

  /// The node that explains a value; `nil` where the problem has no such value.
  public func node(explaining value: ProblemValue) -> NodeID? {
    switch value {
    case .operation(let index): steps.indices.contains(index) ? steps[index].main : nil
    case .gradient(let name): gradients.first { $0.name == name }?.node
    }
  }

  /// What computes a value: the op's name in problem files, for a gradient that of its node.
  public func operation(of value: ProblemValue) -> String? {
    switch value {
    case .operation(let index): steps.indices.contains(index) ? steps[index].operation : nil
    case .gradient: node(explaining: value).map { graph[$0].op.name }
    }
  }
}
