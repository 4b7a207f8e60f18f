/// The backend that defines what is right: plain nested loops, one kernel for each op.
///
/// It runs in `Double` for gradient checks and worked solutions, and in `Float` to be compared
/// with the fast backends bit for bit on small integers. It is written to be read; speed comes
/// from the others.
public struct ReferenceBackend<Scalar: TensorScalar>: Backend {
  /// `reference`.
  public let name = "reference"

  /// Creates the backend.
  public init() {}

  /// Prepares a graph for running; nothing needs preparing but the list of nodes to compute.
  public func compile(_ graph: Graph, outputs: [NodeID]) -> any Executable<Scalar> {
    ReferenceExecutable<Scalar>(graph, outputs: outputs)
  }
}

/// A graph that the reference backend runs node by node.
final class ReferenceExecutable<Scalar: TensorScalar>: Executable {
  private let graph: Graph
  private let outputs: Set<NodeID>
  private let order: [NodeID]

  init(_ graph: Graph, outputs: [NodeID]) {
    self.graph = graph
    self.outputs = Set(outputs)
    self.order = graph.nodesNeeded(for: outputs)
  }

  func run(_ feeds: [NodeID: Tensor<Scalar>]) throws -> [NodeID: Tensor<Scalar>] {
    var values: [NodeID: Tensor<Scalar>] = [:]
    for id in order {
      let node = graph[id]
      if case .input = node.op {
        values[id] = try graph.feed(for: id, from: feeds)
      } else {
        let operands = node.inputs.map { values[$0]! }
        try node.op.checkIndices(operands, resultShape: node.shape)
        values[id] = ReferenceKernels.apply(node.op, operands, resultShape: node.shape)
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
