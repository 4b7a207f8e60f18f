import Datasets
import Interchange
import NeuralNetworks
import TensorEngine

/// A trained network that is asked about pictures.
public final class Predictor {
  /// What the network sees, and what it makes of it.
  public struct Answer: Sendable {
    /// The size of the picture as it was given, in pixels.
    public let size: (width: Int, height: Int)
    /// How it was brought to the network's.
    public let fit: PictureFit
    /// The picture as the network sees it: of the size that it was trained on.
    public let seen: RasterImage
    /// The classes with their probabilities, the most probable first.
    public let classes: [(name: String, probability: Float)]
  }

  /// The file with its weights.
  private let path: String
  private let facts: ImageFacts
  private let image: TensorBuffer<Float>
  private let probabilities: TensorBuffer<Float>
  private let executable: any Executable<Float>

  /// Prepares the network of a run; the images that it learnt from are not needed.
  ///
  /// - Parameters:
  ///   - path: The run's folder; its best checkpoint is used, or the newest where it has none.
  ///   - architecture: Its network.
  ///   - backend: What computes.
  /// - Throws: ``TrainingError`` or ``InterchangeError`` when there is no checkpoint that fits.
  public init(
    _ run: RunFolder, architecture: Architecture, backend: some Backend<Float>
  ) throws {
    path = try run.bestCheckpoint().path + "/" + Checkpoint.modelName
    let file = try Safetensors(contentsOf: path)
    facts = try ImageFacts(metadata: file.metadata, path: path)
    let classes = facts.classNames.count
    let network = try architecture.build(
      batchSize: 1, mode: .evaluation, inputShape: facts.shape, classes: classes)
    image = try backend.makeBuffer(Shape([1] + facts.shape.dimensions))
    probabilities = try backend.makeBuffer([1, classes])
    var graph = network.graph
    let shares = try graph.append(.softmax(axis: 1), [network.output])
    let memory = try NetworkMemory(network, on: backend)
    try memory.load(file, path: path)
    var bindings = memory.bindings(network)
    bindings[network.input] = image
    bindings[shares] = probabilities
    executable = try backend.compile(graph, outputs: [], bindings: bindings)
  }

  /// What the network makes of a picture of any size.
  ///
  /// - Parameters:
  ///   - picture: The picture.
  ///   - fit: What becomes of one of another shape than the network's images.
  /// - Throws: ``TrainingError`` when the answer is no number, as that of a diverged run is.
  public func answer(_ picture: RasterImage, fit: PictureFit = .crop) throws -> Answer {
    let shape = facts.shape
    let seen = picture.converted(toChannels: shape[0])
      .fitted(width: shape[2], height: shape[1], by: fit)
    let (area, channels) = (shape[1] * shape[2], facts.normalization.channels)
    image.assign(
      Tensor(image.shape, seen.planes.enumerated().map { channels[$0 / area].value(of: $1) }))
    _ = try executable.run([:])
    let shares = probabilities.tensor.elements
    guard shares.allSatisfy(\.isFinite) else {
      throw TrainingError(
        path: path, "the network's answers are no numbers, because its training diverged",
        remedy: "Train it again with a smaller learning rate.")
    }
    let classes = zip(facts.classNames, shares)
      .map { (name: $0, probability: $1) }
      .sorted { $0.probability > $1.probability }
    return Answer(
      size: (picture.width, picture.height), fit: fit, seen: seen, classes: classes)
  }
}
