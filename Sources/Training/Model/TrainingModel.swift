import Datasets
import NeuralNetworks
import TensorEngine

/// Two compiled graphs of a network: one that learns, one that is tested.
///
/// Both read the same parameters. Everything they touch is bound, so that a step allocates nothing.
final class TrainingModel {
  /// Parameters, gradients and running statistics.
  let memory: NetworkMemory
  let batchSize: Int
  /// What someone who takes the weights elsewhere has to know about the images.
  let imageFacts: ImageFacts

  private let backend: any TrainingBackend
  let images: TensorBuffer<Float>
  let labels: TensorBuffer<Float>
  private var nextLabels: [Float] = []
  private let step: TensorBuffer<Float>
  private let learning: any TrainingStep

  private let test: EvaluationModel

  /// Compiles the graphs and draws the initial parameters.
  init(
    _ architecture: Architecture, dataset: Dataset, batchSize: Int, seed: UInt64,
    backend: any TrainingBackend
  ) throws {
    let graph = try TrainingGraph(
      architecture, batchSize: batchSize, inputShape: dataset.inputShape,
      classes: dataset.classCount)
    let network = graph.network
    self.backend = backend
    memory = try NetworkMemory(network, on: backend)
    self.batchSize = batchSize
    imageFacts = ImageFacts(dataset)
    images = try backend.makeBuffer(graph.graph[network.input].shape)
    labels = try backend.makeBuffer([batchSize])
    step = try backend.makeBuffer(.scalar)
    let loss = try backend.makeBuffer(.scalar)
    let scores = try backend.makeBuffer([batchSize, dataset.classCount])
    // Weights before training, kernels, checkpoints and batches that are prepared are copies, for which
    // nobody can ask politely later.
    let weights = memory.parameters.parts.map(\.count).reduce(0, +)
    _ = try backend.makeMemory(count: 3 * weights + 4 * images.count)
    memory.initialize(seed: seed)

    var bindings = memory.bindings(graph)
    bindings[network.input] = images
    bindings[graph.target] = labels
    bindings[graph.loss] = loss
    bindings[network.output] = scores
    if let node = network.step { bindings[node] = step }
    learning = try backend.makeStep(
      TrainingPass(
        graph.graph, bindings: bindings, loss: graph.loss, scores: network.output,
        labels: graph.target,
        images: PixelImages(network.input, scales: dataset.normalization.channels)))
    test = try EvaluationModel(architecture, dataset: dataset, memory: memory, backend: backend)
  }

  /// Whether images come as pixels, which the backend moves and normalises.
  var takesPixels: Bool { learning.images != nil }

  /// Takes the batch of the next step, maybe while the last one is computed: its labels wait until that has been
  /// compared with its own.
  ///
  /// - Precondition: Its images are pixels where the model ``takesPixels``, else numbers.
  func take(images: BatchImages, labels: UnsafeBufferPointer<Float>) {
    switch images {
    case .numbers(let numbers): self.images.write(numbers)
    case .pixels(let pixels, let movements):
      guard let images = learning.images else {
        preconditionFailure("pixels were given to a backend that takes numbers")
      }
      images.take(pixels, movements)
    }
    nextLabels.removeAll(keepingCapacity: true)
    nextLabels.append(contentsOf: labels)
  }

  /// Begins to compute loss, scores and gradients of the batch that was taken, to update the running statistics, and to
  /// change the parameters.
  ///
  /// Once a loss was no number, neither parameters nor statistics change, though it is told later.
  ///
  /// - Parameters:
  ///   - number: The step's number, which decides what dropout drops.
  ///   - change: How the parameters change, if nobody else has a say in it.
  func learn(step number: Int, changing change: ParameterChange? = nil) throws {
    step.scalar = Float(number)
    nextLabels.withUnsafeBufferPointer(labels.write)
    try learning.begin(change)
  }

  /// Lets steps change something again behind a loss that was no number.
  func reopen() { learning.outcomes.reopen() }

  /// The mean loss of the earliest step that has not been told, and how many of its images were right.
  ///
  /// - Throws: ``BackendError``.
  func outcome() throws(BackendError) -> (loss: Float, correct: Int) {
    try learning.outcomes.next()
  }

  /// Waits until the last step is made.
  ///
  /// - Throws: ``BackendError`` with what failed.
  func finish() throws(BackendError) { try backend.finish() }

  /// Tests the network on all test images.
  ///
  /// - Parameter report: Is told how far it is, and says whether it goes on.
  /// - Returns: What came of it; `nil` where it did not go on.
  func evaluate(step: Int, _ report: (TestProgress) throws -> Bool) throws -> Evaluation? {
    try test.evaluate(step: step, report)
  }

  /// What the network makes of some test images.
  func predictions(_ images: some Collection<Int>) throws -> [ImagePrediction] {
    try test.predictions(Array(images))
  }

  /// How large the gradient of each layer's weights is; biases and scales have none of their own.
  ///
  /// - Complexity: O(parameters).
  var gradientSizes: [GradientSize] {
    zip(memory.network.learned, memory.gradients.parts).compactMap { parameter, gradient in
      guard parameter.shape.rank > 1 else { return nil }
      let squares = gradient.tensor.elements.reduce(0.0) { $0 + Double($1) * Double($1) }
      let layer =
        parameter.name.hasSuffix(".weight") ? parameter.name.dropLast(7) : parameter.name[...]
      return GradientSize(
        layer: String(layer), size: (squares / Double(parameter.shape.count)).squareRoot())
    }
  }

  /// A copy of all tensors.
  func snapshot(step: Int) -> ModelSnapshot {
    ModelSnapshot(
      step: step, parameters: memory.parameterValues, gradients: memory.gradientValues,
      statistics: memory.statisticValues)
  }
}
