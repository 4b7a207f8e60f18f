import TensorEngine

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
