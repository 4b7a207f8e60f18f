import Storyboards
import TensorEngine

/// A problem as a graph, ready to run on any backend.
public struct BuiltProblem: Sendable {
  /// What one op of the problem became.
  public struct Step: Sendable {
    /// The op's position in the problem, from 0.
    public let index: Int
    /// The op's name in problem files.
    public let operation: String
    /// The parameters that were given, such as `weight 3×3, stride 2`; may be empty.
    public let summary: String
    /// The value the op was applied to.
    public let input: NodeID
    /// The result.
    public let output: NodeID
    /// The node that explains the op: its convolution, its product, its pool.
    public let main: NodeID
    /// Every node that the op made, operands first; the parameters among them.
    public let nodes: [NodeID]
    /// Results beside the output: the switches of a max pool that was asked for them, updated
    /// running statistics.
    public let extras: [NamedNode]
  }

  /// A node with the name under which it is printed.
  public struct NamedNode: Sendable {
    /// The name: `input`, `0.weight`, `indices`.
    public let name: String
    /// The node.
    public let node: NodeID
  }

  /// The problem.
  public let problem: Problem
  /// The computation, gradients included where they were asked for.
  public let graph: Graph
  /// A value for each input node of the graph.
  public let feeds: [NodeID: Tensor<Double>]
  /// The input, at full rank.
  public let input: NodeID
  /// A step for each op.
  public let steps: [Step]
  /// The last result.
  public let output: NodeID
  /// What the output is differentiated by: the input and every tensor parameter that is learned; nothing
  /// where the last op moves weights, for no loss comes after that.
  public let variables: Set<NodeID>
  /// The gradient that flows back into the output; `nil` when none was given (ones are used) or
  /// gradients were not asked for.
  public let upstream: NodeID?
  /// dLoss/dOutput as it was given, whether gradients were asked for or not; `nil` for ones.
  public let upstreamValue: Tensor<Double>?
  /// The gradients of the input and of every tensor parameter, keyed `input`, `0.weight`, …, each
  /// in its value's full layout; empty when they were not asked for.
  public let gradients: [NamedNode]
  /// The gradient of each op's result, by the op's index; empty when gradients were not asked for.
  public let resultGradients: [NodeID]
  /// What running it asks of the machine.
  public let cost: ProblemCost
  /// Things worth knowing that do not keep the problem from running.
  public let notes: [Diagnostic]
}

extension BuiltProblem {
  /// The nodes of an op that a reader follows, one after the other; the last one makes its result.
  ///
  /// A product to which a bias is added is no part of its own: it is followed where both are joined.
  public func parts(of step: Step) -> [NodeID] {
    let told = Set(step.nodes.compactMap { graph.product(biasedBy: $0) })
    let result = resultNode(of: step)
    return step.nodes.filter { node in
      node != result && !told.contains(node)
        && (node == step.main || graph[node].op.isWorthExplaining)
    } + [result]
  }

  /// The node that makes an op's result, whatever shape it has been given since.
  private func resultNode(of step: Step) -> NodeID {
    var node = step.output
    while node != step.main, !graph[node].op.isWorthExplaining,
      let source = graph[node].inputs.first,
      step.nodes.contains(source)
    {
      node = source
    }
    return node
  }
}
