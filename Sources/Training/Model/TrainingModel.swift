import Datasets
import NeuralNetworks
import TensorEngine

/// Two compiled graphs of a network: one that learns, one that is tested.
///
/// Both read the same parameters. Everything they touch is bound, so that neither a step nor a test
/// allocates.
final class TrainingModel {
  /// Parameters, gradients and running statistics.
  let memory: NetworkMemory
  let batchSize: Int
  let classes: Int
  /// What someone who takes the weights elsewhere has to know about the images.
  let imageFacts: ImageFacts

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
    memory = NetworkMemory(network)
    memory.initialize(seed: seed)
    self.batchSize = batchSize
    classes = dataset.classCount
    imageFacts = ImageFacts(dataset)
    images = TensorBuffer(graph.graph[network.input].shape)
    labels = TensorBuffer([batchSize])
    scores = TensorBuffer([batchSize, classes])

    var bindings = memory.bindings(graph)
    bindings[network.input] = images
    bindings[graph.target] = labels
    bindings[graph.loss] = loss
    bindings[network.output] = scores
    if let node = network.step { bindings[node] = step }
    learning = try backend.compile(graph.graph, outputs: [], bindings: bindings)
    test = try EvaluationModel(architecture, dataset: dataset, memory: memory, backend: backend)
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
    ModelSnapshot(
      step: step, parameters: memory.parameterValues, gradients: memory.gradientValues,
      statistics: memory.statisticValues)
  }
}
