import TensorEngine

/// A network with its loss and the loss' gradients: what one training step runs.
public struct TrainingGraph: Sendable {
  /// The network, built for training.
  public let network: BuiltNetwork
  /// The computation, gradients included.
  public let graph: Graph
  /// The images' class numbers, [N].
  public let target: NodeID
  /// The mean loss, [], without a penalty.
  public let loss: NodeID
  /// The gradient of each learned parameter, by the loss and the penalty, in the order of ``BuiltNetwork/learned``.
  public let gradients: [NodeID]

  /// Builds the graph of a classifier's training step with cross entropy.
  ///
  /// - Parameters:
  ///   - architecture: The network.
  ///   - batchSize: N.
  ///   - inputShape: The images, [C, H, W]; those the network was made for when absent.
  ///   - classes: The classes; those it was made for when absent.
  ///   - penalty: What large weights add to the loss.
  /// - Throws: ``NetworkError`` when a layer does not fit or the result is no row of scores.
  public init(
    _ architecture: Architecture, batchSize: Int, inputShape: Shape? = nil, classes: Int? = nil,
    penalty: WeightPenalty? = nil
  ) throws {
    let network = try architecture.build(
      batchSize: batchSize, mode: .training, inputShape: inputShape, classes: classes)
    guard network.graph[network.output].shape == [batchSize, classes ?? architecture.classes]
    else {
      throw NetworkError.unsuitable(
        network: architecture.name,
        message: "its result has shape \(network.graph[network.output].shape), which is no score"
          + " for each of \(classes ?? architecture.classes) classes",
        remedy: "End it with fc \(classes ?? architecture.classes).")
    }
    let learned = network.learned.map(\.node)
    guard !learned.isEmpty || network.parameters.isEmpty else {
      throw NetworkError.unsuitable(
        network: architecture.name, message: "all of its layers are frozen, so none can learn",
        remedy: "Leave one out of --freeze, such as the last.")
    }
    var graph = network.graph
    target = try graph.input([batchSize], name: "target")
    loss = try graph.crossEntropy(network.output, target: target)
    var objective = loss
    if let penalty {
      for weight in network.learned where weight.shape.rank > 1 {
        let added = try penalty.append(on: weight.node, to: &graph)
        objective = try graph.append(.binary(.add), [objective, added])
      }
    }
    let found = try graph.appendGradients(of: objective, by: learned)
    gradients = learned.compactMap { found[$0] }
    self.network = network
    self.graph = graph
  }
}
