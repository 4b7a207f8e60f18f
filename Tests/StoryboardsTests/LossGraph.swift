import Storyboards
import TensorEngine
import Testing

/// A loss with its gradient by the scores, run.
struct LossGraph {
  let loss: NodeID
  /// dLoss/dInput.
  let gradient: NodeID
  /// The nodes that the loss is made of, but for itself.
  let parts: Set<NodeID>
  var executed: ExecutedGraph

  /// Runs a loss.
  ///
  /// - Parameters:
  ///   - given: The target, under its name.
  ///   - upstream: What flows back into the loss; ones when absent.
  ///   - append: Puts the loss behind input and target.
  init(
    of input: Tensor<Double>, _ given: Tensor<Double>, named name: String = "0.target",
    upstream: Tensor<Double>? = nil,
    _ append: (inout Graph, _ input: NodeID, _ target: NodeID) throws -> NodeID
  ) throws {
    var graph = Graph()
    let x = try graph.input(input.shape, name: "input")
    let target = try graph.input(given.shape, name: name)
    let first = graph.ids.count
    loss = try append(&graph, x, target)
    parts = Set(graph.ids.dropFirst(first)).subtracting([loss])
    var feeds: [NodeID: Tensor<Double>] = [x: input, target: given]
    var flowing: NodeID?
    if let upstream {
      let node = try graph.input(upstream.shape, name: "upstream")
      (feeds[node], flowing) = (upstream, node)
    }
    gradient = try #require(try graph.appendGradients(of: loss, by: [x], upstream: flowing)[x])
    executed = try ExecutedGraph(running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
    executed.gradientStart = .init(output: loss, upstream: upstream)
  }
}
