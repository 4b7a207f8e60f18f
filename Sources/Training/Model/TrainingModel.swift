import Datasets
import NeuralNetworks
import TensorEngine

/// A network's memory and its two compiled graphs: one that learns, one that is tested.
///
/// Both read the same parameters. Everything they touch is bound, so that neither a step nor a test
/// allocates.
final class TrainingModel {
  let network: BuiltNetwork
  let batchSize: Int
  let classes: Int
  /// What someone who takes the weights elsewhere has to know about the images.
  let imageFacts: ImageFacts

  /// All parameters as one vector, and each of them.
  let parameters: (whole: TensorBuffer<Float>, parts: [TensorBuffer<Float>])
  let gradients: (whole: TensorBuffer<Float>, parts: [TensorBuffer<Float>])
  let statistics: [TensorBuffer<Float>]

  let images: TensorBuffer<Float>
  let labels: TensorBuffer<Float>
  private let step = TensorBuffer<Float>(.scalar)
  private let loss = TensorBuffer<Float>(.scalar)
  private let scores: TensorBuffer<Float>
  private let learning: any Executable<Float>

  private let test: EvaluationModel

  /// Compiles the graphs and draws the initial parameters.
  init(
    _ architecture: Architecture, dataset: Dataset, batchSize: Int, seed: UInt64,
    backend: any Backend<Float>
  ) throws {
    let graph = try TrainingGraph(
      architecture, batchSize: batchSize, inputShape: dataset.inputShape,
      classes: dataset.classCount)
    let network = graph.network
    self.network = network
    self.batchSize = batchSize
    classes = dataset.classCount
    imageFacts = ImageFacts(dataset)
    let shapes = network.parameters.map(\.shape)
    parameters = TensorBuffer<Float>.packed(shapes)
    gradients = TensorBuffer<Float>.packed(shapes)
    statistics = network.statistics.map {
      TensorBuffer(Tensor($0.shape, repeating: Float($0.initialValue)))
    }
    for (parameter, buffer) in zip(network.parameters, parameters.parts) {
      buffer.assign(
        parameter.initializer.values(parameter.shape, seed: seed, name: parameter.name))
    }
    images = TensorBuffer(graph.graph[network.input].shape)
    labels = TensorBuffer([batchSize])
    scores = TensorBuffer([batchSize, classes])

    var bindings: [NodeID: TensorBuffer<Float>] = [
      network.input: images, graph.target: labels, graph.loss: loss, network.output: scores,
    ]
    if let node = network.step { bindings[node] = step }
    for (index, parameter) in network.parameters.enumerated() {
      bindings[parameter.node] = parameters.parts[index]
      bindings[graph.gradients[index]] = gradients.parts[index]
    }
    for (statistic, buffer) in zip(network.statistics, statistics) {
      bindings[statistic.node] = buffer
      if let updated = statistic.updated { bindings[updated] = buffer }
    }
    learning = try backend.compile(graph.graph, outputs: [], bindings: bindings)
    test = try EvaluationModel(
      architecture, dataset: dataset, parameters: parameters.parts, statistics: statistics,
      backend: backend)
  }

  /// Computes loss, scores and gradients of the batch in ``images`` and ``labels``, and updates the
  /// running statistics.
  ///
  /// - Parameter number: The step's number, which decides what dropout drops.
  /// - Returns: The mean loss, and how many images were right.
  func learn(step number: Int) throws -> (loss: Float, correct: Int) {
    step.pointer.pointee = Float(number)
    _ = try learning.run([:])
    var correct = 0
    for row in 0..<batchSize {
      let best = EvaluationModel.largest(scores.pointer + row * classes, count: classes)
      if Float(best) == labels.pointer[row] { correct += 1 }
    }
    return (loss.pointer.pointee, correct)
  }

  /// Tests the network on all test images.
  func evaluate(step: Int) throws -> Evaluation { try test.evaluate(step: step) }

  /// What the network makes of the first test images.
  func predictions(_ count: Int) throws -> [ImagePrediction] { try test.predictions(count) }

  /// A copy of all tensors.
  func snapshot(step: Int) -> ModelSnapshot {
    func named(_ buffers: [TensorBuffer<Float>]) -> [String: Tensor<Float>] {
      Dictionary(
        zip(network.parameters.map(\.name), buffers.map(\.tensor)), uniquingKeysWith: { $1 })
    }
    return ModelSnapshot(
      step: step, parameters: named(parameters.parts), gradients: named(gradients.parts),
      statistics: Dictionary(
        zip(network.statistics.map(\.name), statistics.map(\.tensor)), uniquingKeysWith: { $1 }))
  }

  /// Takes the parameters and statistics of a model for another batch size.
  func adopt(_ other: TrainingModel) {
    parameters.whole.assign(other.parameters.whole.tensor)
    for (mine, theirs) in zip(statistics, other.statistics) { mine.assign(theirs.tensor) }
  }
}
