import TensorEngine

/// A tensor that training changes.
public struct Parameter: Hashable, Sendable {
  /// The name in PyTorch's state dict, such as `layer1.0.conv1.weight`.
  public let name: String
  /// The lengths of the axes: a convolution's weight is [O, C/G, K, K], a linear layer's [out, in].
  public let shape: Shape
  /// What it holds before training.
  public let initializer: Initializer
  /// The input node that stands for it.
  public let node: NodeID
  /// Whether training leaves it as it is.
  public let isFrozen: Bool
}

/// A mean or variance that batch norm keeps for evaluation.
public struct RunningStatistic: Hashable, Sendable {
  /// The name in PyTorch's state dict, such as `bn1.running_mean`.
  public let name: String
  /// [C].
  public let shape: Shape
  /// What it holds before training: 0 for a mean, 1 for a variance.
  public let initialValue: Double
  /// The input node that stands for it.
  public let node: NodeID
  /// The node of its value after a training step; `nil` in evaluation, and where the layer is frozen.
  public let updated: NodeID?
}
