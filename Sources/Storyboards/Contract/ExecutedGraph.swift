import TensorEngine

/// A graph with the value of every node that was computed.
public struct ExecutedGraph: Sendable {
  /// The computation.
  public let graph: Graph
  /// The values, by node.
  public private(set) var values: [NodeID: Tensor<Double>]
  /// Where gradients start; `nil` where each result is looked at by itself.
  public var gradientStart: GradientStart?
  /// The nodes that are but a part of what somebody knows as one op: their results are not its output.
  public var parts: Set<NodeID> = []
  /// What somebody calls the op that a node is the result of, where several nodes make it up or its own name
  /// is another one.
  public var operations: [NodeID: String] = [:]

  /// The result that the gradients are of, and what flows back into it.
  public struct GradientStart: Sendable {
    /// The node of the result.
    public let output: NodeID
    /// dLoss/dOutput; `nil` for ones.
    public let upstream: Tensor<Double>?
    /// What the result is differentiated by: the input and what is learned, not masks, targets and kept
    /// statistics; `nil` for all that is given.
    public let variables: Set<NodeID>?

    /// Names a result.
    public init(output: NodeID, upstream: Tensor<Double>?, variables: Set<NodeID>? = nil) {
      self.output = output
      self.upstream = upstream
      self.variables = variables
    }
  }

  /// Whether a gradient is found at a node on the way back: the result that gradients start at depends on
  /// it, and it on something that is differentiated by, along operands that gradients flow to.
  ///
  /// Where no start is known each value is looked at by itself, but for those that are gradients.
  ///
  /// - Complexity: O(nodes · operands).
  func receivesGradient(_ id: NodeID) -> Bool {
    guard let start = gradientStart else { return !graph.isGradient(id) }
    guard id <= start.output, !graph.isGradient(id) else { return false }
    func leads(_ sources: Set<NodeID>, to target: NodeID) -> Bool {
      var led = sources
      for node in graph.ids where !led.contains(node) {
        let roles = graph[node].op.operandRoles
        let isLed = graph[node].inputs.enumerated().contains { position, operand in
          led.contains(operand) && roles[min(position, roles.count - 1)].receivesGradient
        }
        if isLed { led.insert(node) }
      }
      return led.contains(target)
    }
    return leads([id], to: start.output)
      && leads(start.variables ?? Set(graph.inputs), to: id)
  }

  /// What was given to its inputs.
  var feeds: [NodeID: Tensor<Double>] {
    values.filter { node, _ in
      if case .input = graph[node].op { true } else { false }
    }
  }

  /// Creates an executed graph from values of any number type.
  public init<Scalar>(_ graph: Graph, values: [NodeID: Tensor<Scalar>]) {
    self.graph = graph
    self.values = values.mapValues { Tensor<Double>(converting: $0) }
  }

  /// Runs a graph on a backend, keeping every node's value.
  ///
  /// What rounding in `Double` leaves over of sums that come to nothing is 0.
  ///
  /// - Throws: ``BackendError`` when a feed is missing.
  public init<B: Backend>(
    running graph: Graph, on backend: B, feeds: [NodeID: Tensor<Double>]
  ) throws {
    let executable = try backend.compile(graph, outputs: graph.ids)
    let values = try executable.run(feeds.mapValues { Tensor<B.Scalar>(converting: $0) })
    self.init(graph, values: values)
    if B.Scalar.self == Double.self { self.values = Cancelling.cleared(graph, self.values) }
  }
}
