import Storyboards
import TensorEngine

/// A value of a problem that people ask for by name: the result of one of its ops, of a part of one, or
/// a gradient.
public enum ProblemValue: Hashable, Sendable {
  /// The result of an op, by its index from 0.
  case operation(Int)
  /// The result of a part of an op, both by their index from 0; the last part's is the op's own.
  case part(operation: Int, index: Int)
  /// dLoss/d-something: `input`, `0.weight`, …
  case gradient(String)

  /// What stands before the name of a gradient.
  public static let gradientPrefix = "gradient:"

  /// Its name on the command line: `0`, `0.1`, `gradient:input`, `gradient:0.weight`.
  public var name: String {
    switch self {
    case .operation(let index): String(index)
    case .part(let operation, let index): "\(operation).\(index)"
    case .gradient(let name): ProblemValue.gradientPrefix + name
    }
  }

  /// Reads a name; `nil` for what is neither a number, nor two with a point between them, nor a
  /// gradient.
  public init?(named name: String) {
    if name.hasPrefix(ProblemValue.gradientPrefix) {
      self = .gradient(String(name.dropFirst(ProblemValue.gradientPrefix.count)))
      return
    }
    let numbers = name.split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count <= 2, let operation = Int(numbers[0]) else { return nil }
    guard numbers.count == 2 else {
      self = .operation(operation)
      return
    }
    guard let index = Int(numbers[1]) else { return nil }
    self = .part(operation: operation, index: index)
  }
}

extension BuiltProblem {
  /// Every value that can be asked for: the ops in order, each with its parts where it has several,
  /// then the gradients that were asked for.
  public var values: [ProblemValue] {
    steps.indices.flatMap { operation -> [ProblemValue] in
      let parts = parts(of: steps[operation]).indices.map {
        ProblemValue.part(operation: operation, index: $0)
      }
      return [.operation(operation)] + (parts.count > 1 ? parts : [])
    } + gradients.map { .gradient($0.name) }
  }

  /// The value that is meant where none is named: the last result, or where that only has another
  /// shape than the one before, the one that was computed last.
  public var usualValue: ProblemValue {
    let last = steps.last { parts(of: $0).contains { graph[$0].op.isWorthExplaining } }?.index
    return .operation(last ?? steps.count - 1)
  }

  /// The node that explains a value; `nil` where the problem has no such value.
  public func node(explaining value: ProblemValue) -> NodeID? {
    switch value {
    case .operation(let index): parts(ofOperation: index).last
    case .part(let operation, let index):
      parts(ofOperation: operation).indices.contains(index)
        ? parts(ofOperation: operation)[index] : nil
    case .gradient(let name): gradients.first { $0.name == name }?.node
    }
  }

  /// What computes a value: the op's name in problem files, for a gradient that of its node.
  public func operation(of value: ProblemValue) -> String? {
    switch value {
    case .operation(let index): steps.indices.contains(index) ? steps[index].operation : nil
    case .part, .gradient: node(explaining: value).map { graph[$0].op.name }
    }
  }

  private func parts(ofOperation index: Int) -> [NodeID] {
    steps.indices.contains(index) ? parts(of: steps[index]) : []
  }
}
