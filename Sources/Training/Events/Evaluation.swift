import TensorEngine

/// What a test on all test images gave.
public struct Evaluation: Hashable, Sendable {
  /// After how many steps.
  public let step: Int
  /// The mean loss.
  public let loss: Double
  /// How many images of each class (row) were taken for each class (column).
  public let confusion: [[Int]]
  /// How many images got scores that are no numbers; they are in no cell of ``confusion``.
  public private(set) var unanswered = 0

  /// The share of images that were right.
  public var accuracy: Double {
    let right = confusion.indices.map { confusion[$0][$0] }.reduce(0, +)
    return Double(right) / Double(max(1, confusion.joined().reduce(unanswered, +)))
  }
}

/// What the network makes of a test image.
public struct ImagePrediction: Hashable, Sendable {
  /// The image's number in the test set.
  public let index: Int
  /// Its intensities, [C, H, W].
  public let pixels: [UInt8]
  /// [C, H, W].
  public let shape: Shape
  /// Its class.
  public let label: Int
  /// The probability of each class.
  public let probabilities: [Float]
}

extension ImagePrediction {
  /// The planes of the image.
  public var channels: Int { shape[0] }
  /// Its rows.
  public var height: Int { shape[1] }
  /// Its columns.
  public var width: Int { shape[2] }
}

/// The tensors of a network at one moment, by PyTorch's names.
public struct ModelSnapshot: Sendable {
  /// After how many steps.
  public let step: Int
  /// The parameters.
  public let parameters: [String: Tensor<Float>]
  /// The gradient of each parameter in the last step.
  public let gradients: [String: Tensor<Float>]
  /// The running statistics.
  public let statistics: [String: Tensor<Float>]
}
