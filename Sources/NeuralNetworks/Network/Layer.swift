import ConvolutionArithmetic
import TensorEngine

/// A layer of a built network: a row of its summary, a box of its picture.
public struct Layer: Hashable, Sendable {
  /// Where it stands in the network, such as `layer1.0.conv1`.
  public let name: String
  /// The name of PyTorch's module, such as `Conv2d`.
  public let kind: String
  /// The node it reads.
  public let input: NodeID
  /// The node of its result.
  public let output: NodeID
  /// The shape of its result for one image.
  public let outputShape: Shape
  /// What slides over the image, rows first; `nil` for a layer without windows.
  public let windows: [SlidingWindow]?
  /// The groups that its channels are split into.
  public let groups: Int
  /// Positions of its parameters in ``BuiltNetwork/parameters``.
  public let parameters: Range<Int>
  /// How many numbers it learns.
  public let parameterCount: Int
  /// The multiply-adds of one image, as ``Op/cost(_:result:)`` counts them.
  public let multiplyAdds: Int
  /// The part of the image that a cell of the result depends on, for rows and columns; `nil` once
  /// cells depend on all of it.
  public let receptiveField: [ReceptiveField]?
  /// The sizes that do not come out even, in words; empty when they do.
  public let remarks: [String]
}
