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
  ///
  /// - Parameter report: Is told before each batch how far the test is, and says whether it goes on.
  /// - Returns: What came of it; `nil` where it did not go on.
  func evaluate(step: Int, _ report: (TestProgress) throws -> Bool) throws -> Evaluation? {
    var sum = 0.0
    var answers: [TestAnswer] = []
    let isWhole = try forEachBatch(of: Array(0..<dataset.test.count)) { images in
      let (losses, guesses) = (losses.tensor.elements, scores.tensor.positionsOfLargest)
      for (row, image) in images.enumerated() {
        sum += Double(losses[row])
        answers.append(
          TestAnswer(
            label: Int(dataset.test.labels[image]),
            prediction: losses[row].isFinite ? guesses[row] : nil))
      }
    } before: {
      try report(TestProgress(done: answers.count, count: dataset.test.count))
    }
    guard isWhole else { return nil }
    return Evaluation(
      step: step, loss: sum / Double(max(1, answers.count)), answers: answers, classes: classes)
  }

  /// What the network makes of some test images.
  func predictions(_ images: [Int]) throws -> [ImagePrediction] {
    var predictions: [ImagePrediction] = []
    _ = try forEachBatch(of: images) { images in
      let shares = probabilities.tensor.elements
      for (row, image) in images.enumerated() {
        predictions.append(
          ImagePrediction(
            index: image, pixels: dataset.test.planes(at: image), shape: dataset.inputShape,
            label: Int(dataset.test.labels[image]),
            probabilities: Array(shares[row * classes..<(row + 1) * classes])))
      }
    }
    return predictions
  }

  /// Runs images through the network, as many at once as fit.
  ///
  /// - Returns: Whether it went on to the last of them.
  private func forEachBatch(
    of images: [Int], _ body: (ArraySlice<Int>) throws -> Void,
    before: () throws -> Bool = { true }
  ) throws -> Bool {
    for first in stride(from: 0, to: images.count, by: batchSize) {
      guard try before() else { return false }
      let part = images[first..<min(first + batchSize, images.count)]
      batch.fill(part)
      _ = try executable.run([:])
      try body(part)
    }
    return true
  }
}
