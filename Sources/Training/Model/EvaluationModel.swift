import Datasets
import NeuralNetworks
import TensorEngine

/// A network in evaluation mode, on the parameters of somebody else.
final class EvaluationModel {
  private let dataset: Dataset
  private let classes: Int
  private let batchSize: Int
  private let batch: TestBatch
  private let losses: TensorBuffer<Float>
  private let scores: TensorBuffer<Float>
  private let probabilities: TensorBuffer<Float>
  private let executable: any Executable<Float>

  /// The most images that are tested at once, and what their number is a multiple of: backends are
  /// fastest with whole groups of images.
  private static let (largestBatch, group) = (256, 16)

  init(
    _ architecture: Architecture, dataset: Dataset, memory: NetworkMemory,
    backend: some Backend<Float>
  ) throws {
    self.dataset = dataset
    classes = dataset.classCount
    let groups = max(1, (dataset.test.count + Self.group - 1) / Self.group)
    batchSize = min(groups * Self.group, Self.largestBatch)
    let network = try architecture.build(
      batchSize: batchSize, mode: .evaluation, inputShape: dataset.inputShape, classes: classes)
    var graph = network.graph
    let target = try graph.input([batchSize], name: "target")
    let loss = try graph.crossEntropy(network.output, target: target, reduction: .none)
    batch = try TestBatch(dataset, size: batchSize, on: backend)
    losses = try backend.makeBuffer([batchSize])
    scores = try backend.makeBuffer([batchSize, classes])
    probabilities = try backend.makeBuffer([batchSize, classes])
    let shares = try graph.append(.softmax(axis: 1), [network.output])
    var bindings = memory.bindings(network)
    bindings[network.input] = batch.images
    bindings[target] = batch.labels
    bindings[loss] = losses
    bindings[network.output] = scores
    bindings[shares] = probabilities
    executable = try backend.compile(graph, outputs: [], bindings: bindings)
  }

  /// Tests all images; the rest of the last batch is computed and not counted.
  func evaluate(step: Int) throws -> Evaluation {
    var sum = 0.0
    var confusion = Array(repeating: Array(repeating: 0, count: classes), count: classes)
    var unanswered = 0
    var first = 0
    while first < dataset.test.count {
      let range = first..<min(first + batchSize, dataset.test.count)
      batch.fill(range)
      _ = try executable.run([:])
      let (losses, guesses) = (losses.tensor.elements, scores.tensor.positionsOfLargest)
      for (row, index) in range.enumerated() {
        sum += Double(losses[row])
        if losses[row].isFinite {
          confusion[Int(dataset.test.labels[index])][guesses[row]] += 1
        } else {
          unanswered += 1
        }
      }
      first = range.upperBound
    }
    return Evaluation(
      step: step, loss: sum / Double(max(1, dataset.test.count)), confusion: confusion,
      unanswered: unanswered)
  }

  /// What the network makes of the first test images.
  ///
  /// - Parameter count: How many; at most one batch.
  func predictions(_ count: Int) throws -> [ImagePrediction] {
    let range = 0..<min(count, batchSize, dataset.test.count)
    batch.fill(range)
    _ = try executable.run([:])
    let shares = probabilities.tensor.elements
    return range.map { index in
      ImagePrediction(
        index: index, pixels: dataset.test.planes(at: index), shape: dataset.inputShape,
        label: Int(dataset.test.labels[index]),
        probabilities: Array(shares[index * classes..<(index + 1) * classes]))
    }
  }
}
