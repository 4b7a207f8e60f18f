import Storyboards
import TensorEngine

/// One test image run through the network, forward and backward, every value kept.
public struct Inspection: Sendable {
  /// One layer's part in it.
  public struct Layer: Sendable {
    /// What the layer makes of the image, `[1, C, H, W]` or `[1, F]`.
    public let output: Tensor<Float>
    /// How the loss changes with each of these numbers; `nil` where it does not depend on them.
    public let gradient: Tensor<Float>?
    /// The nodes that make up the layer, the one that does its work first.
    public let nodes: [NodeID]

    /// Creates a layer's part.
    public init(output: Tensor<Float>, gradient: Tensor<Float>?, nodes: [NodeID]) {
      self.output = output
      self.gradient = gradient
      self.nodes = nodes
    }
  }

  /// The image's number in the test set.
  public let image: Int
  /// The step whose weights were used.
  public let step: Int
  /// The layers in the network's order.
  public let layers: [Layer]
  /// The graph with the value of every node.
  public let executed: ExecutedGraph

  /// Creates an inspection.
  public init(image: Int, step: Int, layers: [Layer], executed: ExecutedGraph) {
    self.image = image
    self.step = step
    self.layers = layers
    self.executed = executed
  }
}
