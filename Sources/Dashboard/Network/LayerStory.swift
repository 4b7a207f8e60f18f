import StageUI
import Storyboards
import TensorEngine

/// A layer's storyboard being stepped through.
struct LayerStory: Sendable {
  /// The layer's name.
  let layer: String
  /// The step whose weights its numbers come from.
  let step: Int
  /// The nodes that make up the layer.
  let nodes: [NodeID]
  /// Which of them is explained.
  let position: Int
  /// The explanation.
  var player: StagePlayer

  /// What the frames of a player are called together.
  static let noun = "storyboard"

  /// Explains one of a layer's nodes.
  ///
  /// - Parameters:
  ///   - layer: The layer's name.
  ///   - part: Its part in the inspection.
  ///   - position: Which of its nodes is explained.
  ///   - index: The number of the layer's output to begin with.
  ///   - inspection: The values.
  /// - Throws: `StoryError` when a value was not kept.
  init(
    layer: String, part: Inspection.Layer, position: Int, index: [Int],
    in inspection: Inspection
  ) throws(StoryError) {
    self.layer = layer
    step = inspection.step
    nodes = part.nodes
    self.position = position
    let node = part.nodes[position]
    player = StagePlayer(try LinkedViews(of: node, in: inspection.executed), noun: Self.noun)
    player.go(to: player.storyboard.frame(making: ElementReference(node, index)) ?? 0)
  }
}
