import TensorEngine

/// A network as a graph, for one batch size and one mode.
public struct BuiltNetwork: Sendable {
  /// The computation.
  public var graph: Graph
  /// Whether it is built for training or for evaluation.
  public let mode: NetworkMode
  /// N: how many images it takes at once.
  public let batchSize: Int
  /// The images, [N, C, H, W].
  public let input: NodeID
  /// The number of the training step, [], that dropout asks for; `nil` where nothing drops.
  public let step: NodeID?
  /// The result: scores [N, classes] of a classifier, maps [N, classes, H, W] of a segmenter.
  public let output: NodeID
  /// What layers compute with, in the order of PyTorch's `parameters()`.
  public let parameters: [Parameter]
  /// What batch norm remembers.
  public let statistics: [RunningStatistic]
  /// The layers in the order they run.
  public let layers: [Layer]

  /// The parameters that training changes: all that are not frozen.
  public var learned: [Parameter] { parameters.filter { !$0.isFrozen } }

  /// The number of classes.
  public var classes: Int { graph[output].shape[1] }

  /// How many numbers its parameters have.
  public var parameterCount: Int { parameters.map(\.shape.count).reduce(0, +) }

  /// The multiply-adds of one image.
  public var multiplyAdds: Int { layers.map(\.multiplyAdds).reduce(0, +) }
}
