import Datasets
import NeuralNetworks
import Storyboards
import TensorEngine
import Training

extension Inspection {
  /// Runs a test image through a network, forward and backward, in evaluation mode.
  ///
  /// - Parameters:
  ///   - prediction: The image and its class.
  ///   - snapshot: The weights.
  ///   - architecture: The network.
  ///   - dataset: What says how pixels are normalised.
  ///   - backend: What computes.
  /// - Throws: ``NetworkError`` or ``BackendError``.
  public init(
    _ prediction: ImagePrediction, _ snapshot: ModelSnapshot, architecture: Architecture,
    dataset: Dataset, backend: some Backend<Float>
  ) throws {
    let network = try architecture.build(
      batchSize: 1, mode: .evaluation, inputShape: dataset.inputShape,
      classes: dataset.classCount)
    var graph = network.graph
    let target = try graph.input([1], name: "target")
    let loss = try graph.crossEntropy(network.output, target: target)
    let outputs = network.layers.map(\.output)
    let slopes = try graph.appendGradients(of: loss, by: outputs)

    let memory = try NetworkMemory(network, on: backend)
    try memory.load(snapshot.value(named:shape:))
    let bindings = memory.bindings(network)
    let executable = try backend.compile(graph, outputs: graph.ids, bindings: bindings)
    let results = try executable.run([
      network.input: Self.normalised(prediction, dataset),
      target: Tensor([1], [Float(prediction.label)]),
    ])
    let values = results.merging(bindings.mapValues(\.tensor)) { $1 }

    let layers = network.layers.enumerated().compactMap { index, layer -> Layer? in
      guard let output = values[layer.output] else { return nil }
      let gradient = slopes[layer.output].flatMap { values[$0] }
      let known = Set(outputs[..<index] + [network.input, layer.input])
      return Layer(
        output: output, gradient: gradient, nodes: graph.nodes(making: layer.output, after: known))
    }
    self.init(
      image: prediction.index, step: snapshot.step, layers: layers,
      executed: ExecutedGraph(graph, values: values))
  }

  private static func normalised(_ image: ImagePrediction, _ dataset: Dataset) -> Tensor<Float> {
    let area = image.shape[1] * image.shape[2]
    let channels = dataset.normalization.channels
    return Tensor(
      Shape([1] + image.shape.dimensions),
      image.pixels.enumerated().map { channels[$0 / area].value(of: $1) })
  }
}

extension ModelSnapshot {
  /// The parameter or statistic of a name.
  fileprivate func value(named name: String, shape: Shape) throws(BackendError) -> Tensor<Float> {
    guard let value = parameters[name] ?? statistics[name] else {
      throw .missingFeed(name: name, shape: shape)
    }
    return value
  }
}

extension Graph {
  /// The nodes that a layer consists of, the one with most multiply-adds first, then in their order.
  fileprivate func nodes(making output: NodeID, after known: Set<NodeID>) -> [NodeID] {
    var found: Set<NodeID> = []
    var pending = [output]
    while let id = pending.popLast() {
      guard !known.contains(id), !found.contains(id) else { continue }
      switch self[id].op {
      case .input, .fill: continue
      default: break
      }
      found.insert(id)
      pending += self[id].inputs
    }
    // A dropout that does nothing is the layer before it.
    guard !found.isEmpty else { return [output] }
    func cost(_ id: NodeID) -> Int {
      self[id].op.cost(self[id].inputs.map { self[$0].shape }, result: self[id].shape).multiplyAdds
    }
    return found.sorted { (cost($1), $0) < (cost($0), $1) }
  }
}
