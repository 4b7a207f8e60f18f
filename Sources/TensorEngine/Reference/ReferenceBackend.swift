/// The backend that defines what is right: plain nested loops, one kernel for each op.
///
/// It runs in `Double` for gradient checks and worked solutions, and in `Float` to be compared
/// with the fast backends bit for bit on small integers. It is written to be read; speed comes
/// from the others.
public struct ReferenceBackend<Scalar: TensorScalar>: HostBackend {
  /// `reference`.
  public let name = "reference"

  /// Creates the backend.
  public init() {}

  /// Prepares a graph for running; nothing needs preparing but the list of nodes to compute.
  public func compile(
    _ graph: Graph, outputs: [NodeID], bindings: [NodeID: TensorBuffer<Scalar>] = [:]
  ) -> any Executable<Scalar> {
    ReferenceExecutable<Scalar>(graph, outputs: outputs, bindings: bindings)
  }
}

extension ReferenceBackend: TrainingBackend where Scalar == Float {}

/// A graph that the reference backend runs node by node.
final class ReferenceExecutable<Scalar: TensorScalar>: Executable {
  private let graph: Graph
  private let outputs: Set<NodeID>
  private let bindings: [NodeID: TensorBuffer<Scalar>]
  private let order: [NodeID]

  init(_ graph: Graph, outputs: [NodeID], bindings: [NodeID: TensorBuffer<Scalar>]) {
    graph.checkBindings(bindings)
    self.graph = graph
    self.outputs = Set(outputs).subtracting(bindings.keys)
    self.bindings = bindings
    self.order = graph.nodesNeeded(for: outputs + graph.boundResults(bindings))
  }

  func run(_ feeds: [NodeID: Tensor<Scalar>]) throws -> [NodeID: Tensor<Scalar>] {
    var values: [NodeID: Tensor<Scalar>] = [:]
    for id in order {
      let node = graph[id]
      if case .input = node.op {
        values[id] = try bindings[id]?.tensor ?? graph.feed(for: id, from: feeds)
      } else {
        let operands = node.inputs.map { values[$0]! }
        try node.op.checkIndices(operands, resultShape: node.shape)
        let value = ReferenceKernels.apply(node.op, operands, resultShape: node.shape)
        bindings[id]?.assign(value)
        values[id] = value
      }
    }
    return values.filter { outputs.contains($0.key) }
  }
}

extension Graph {
  /// The value fed to an input node, checked.
  ///
  /// - Throws: ``BackendError`` when it is missing or has another shape.
  public func feed<Scalar>(
    for id: NodeID, from feeds: [NodeID: Tensor<Scalar>]
  ) throws(BackendError) -> Tensor<Scalar> {
    let node = self[id]
    let name = node.name ?? "input \(id.index)"
    guard let value = feeds[id] else {
      throw .missingFeed(name: name, shape: node.shape)
    }
    guard value.shape == node.shape else {
      throw .wrongFeedShape(name: name, expected: node.shape, actual: value.shape)
    }
    return value
  }
}

extension Graph {
  /// The bound nodes whose values a run computes, in order.
  public func boundResults<Scalar>(_ bindings: [NodeID: TensorBuffer<Scalar>]) -> [NodeID] {
    bindings.keys.filter { if case .input = self[$0].op { false } else { true } }.sorted()
  }

  /// Makes sure that buffers fit their nodes.
  ///
  /// - Precondition: Every bound node is in this graph and has its buffer's shape.
  public func checkBindings<Scalar>(_ bindings: [NodeID: TensorBuffer<Scalar>]) {
    for (id, buffer) in bindings {
      precondition(
        self[id].shape == buffer.shape,
        "node \(id.index) of shape \(self[id].shape) is bound to a buffer of \(buffer.shape)")
    }
  }
}
