import TensorEngine

extension ConformanceCase {
  /// A graph with numbers for its inputs, which single precision can hold.
  public struct Example: Sendable {
    /// What is computed.
    public let graph: Graph
    /// What is compared: the result, then gradients and whatever else is looked at.
    public let outputs: [NodeID]
    /// The numbers of the inputs.
    public let feeds: [NodeID: Tensor<Double>]

    /// Creates an example.
    public init(graph: Graph, outputs: [NodeID], feeds: [NodeID: Tensor<Double>]) {
      (self.graph, self.outputs, self.feeds) = (graph, outputs, feeds)
    }

    /// What a backend makes of it, in the order of the outputs.
    ///
    /// - Throws: ``BackendError`` when the backend cannot.
    public func results(on engine: some Backend) throws -> [Tensor<Double>] {
      let values = try engine.run(graph, outputs: outputs, feeds)
      return outputs.map { id in
        guard let value = values[id] else { preconditionFailure("an output was not returned") }
        return value
      }
    }

    /// What an output is: `output 2, relu [16, 3, 4, 4]`.
    public func name(ofOutput position: Int) -> String {
      let node = graph[outputs[position]]
      return "output \(position), \(node.op.name) \(node.shape)"
    }

    /// What the result is.
    var op: Op { graph[outputs[0]].op }

    /// The same with every number positive: what roundings are shares of.
    public var withoutSigns: Self {
      Self(
        graph: graph, outputs: outputs,
        feeds: feeds.mapValues { Tensor($0.shape, $0.elements.map(abs)) })
    }
  }
}

extension Backend {
  /// Runs a graph on numbers that are rounded to the backend's precision.
  ///
  /// - Throws: ``BackendError`` when the backend cannot.
  public func run(
    _ graph: Graph, outputs: [NodeID], _ feeds: [NodeID: Tensor<Double>]
  ) throws -> [NodeID: Tensor<Double>] {
    try compile(graph, outputs: outputs)
      .run(feeds.mapValues { Tensor(converting: $0) })
      .mapValues { Tensor(converting: $0) }
  }
}
