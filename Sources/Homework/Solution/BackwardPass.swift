import Problems
import Storyboards
import TensorEngine
import Typesetting

/// The nodes of a problem's way back, in a reader's words.
public struct BackwardPass: Sendable {
  /// What flows back through one op.
  struct Section: Sendable {
    /// The op, from 0; one past the last for what flows back into the result.
    let step: Int
    /// The nodes, in the order in which they are computed.
    var nodes: [NodeID]
    /// What the gradient of the op's input is called.
    let name: String
  }

  private let problem: BuiltProblem

  /// The way back of a problem.
  public init(_ problem: BuiltProblem) {
    self.problem = problem
  }

  /// The nodes that a reader follows, in the order in which the chain rule makes them.
  public var nodes: [NodeID] {
    guard !problem.gradients.isEmpty else { return [] }
    let forward = problem.steps.flatMap(\.nodes).max() ?? problem.input
    return problem.graph.ids.filter { node in
      node > forward && (!names(of: node).isEmpty || problem.graph[node].op.isWorthExplaining)
    }
  }

  /// The nodes by the op that they flow back through, the last op first.
  ///
  /// A node without a name is on the way to the next one that has one.
  var sections: [Section] {
    var sections: [Section] = []
    var waiting: [NodeID] = []
    for node in nodes {
      waiting.append(node)
      guard let step = step(of: node) else { continue }
      if let place = sections.firstIndex(where: { $0.step == step }) {
        sections[place].nodes += waiting
      } else {
        sections.append(
          Section(step: step, nodes: waiting, name: name(ofInputOf: step)))
      }
      waiting = []
    }
    return sections
  }

  /// The op through which a named gradient flows back: one past the last for what flows into the
  /// result; `nil` for a node without a name.
  private func step(of node: NodeID) -> Int? {
    if let name = problem.gradients.first(where: { $0.node == node })?.name {
      return Int(name.prefix { $0 != "." }) ?? 0
    }
    return problem.resultGradients.firstIndex(of: node).map { $0 + 1 }
  }

  private func name(ofInputOf step: Int) -> String {
    step > 0 ? name(ofResultOf: step - 1) : "dLoss/d(input)"
  }

  private func name(ofResultOf step: Int) -> String {
    "dLoss/d(result of \(step + 1). \(problem.steps[step].operation))"
  }

  /// What a node is the gradient of: `dLoss/d(weight of 1. conv2d)`, `dLoss/d(result of 2. relu)`; none
  /// of a node between two such.
  public func names(of node: NodeID) -> [String] {
    let results = problem.steps.indices.filter { index in
      problem.resultGradients.indices.contains(index) && problem.resultGradients[index] == node
    }
    return results.map(name(ofResultOf:))
      + problem.gradients.filter { $0.node == node }.map { "dLoss/d(\(title(of: $0.name)))" }
  }

  /// A value of the problem as people count: `0.weight` is the `weight of 1. conv2d`.
  public func title(of name: String) -> String {
    let parts = name.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let step = Int(parts[0]), problem.steps.indices.contains(step) else {
      return name
    }
    return "\(parts[1]) of \(step + 1). \(problem.steps[step].operation)"
  }

  /// What a node does, in words; `nil` where its heading says it.
  public func rule(of node: NodeID) -> String? {
    let meaning = problem.graph[node].meaning.map { "\($0.capitalizedFirst)." }
    if names(of: node).isEmpty, meaning != nil { return nil }
    return meaning ?? problem.graph[node].op.backwardRule
  }

  /// What a node is, and what it does.
  ///
  /// - Parameter isLoss: Whether the gradient of a loss is told by its formula, and not by the last step
  ///   of the chain rule.
  public func text(of node: NodeID, isLoss: Bool = false) -> String {
    let names = names(of: node)
    let heading = names.isEmpty ? nil : names.joined(separator: " = ") + "."
    if isLoss, let heading { return "\(heading) The steps of the chain rule as one formula." }
    let meaning = problem.graph[node].meaning.map { "\($0.capitalizedFirst)." }
    return [heading, rule(of: node) ?? (names.isEmpty ? meaning : nil)].compactMap { $0 }
      .joined(separator: " ")
  }
}
