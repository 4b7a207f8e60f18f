import StageUI
import Storyboards
import TensorEngine

/// A layer's storyboard being stepped through.
struct StoryState: Sendable {
  /// The layer's name.
  let layer: String
  /// The step whose weights its numbers come from.
  let step: Int
  /// The nodes that make up the layer.
  let nodes: [NodeID]
  /// Which of them is explained.
  let position: Int
  /// The explanation.
  let storyboard: Storyboard
  /// The frame on the stage.
  var playback: Playback
  /// The speed of playing, an index of `Playback.speeds`.
  var speed = 1
  /// The answer to pointing at a cell; `nil` while nothing is pointed at.
  var pointed: Frame?

  /// Explains one of a layer's nodes.
  ///
  /// - Parameters:
  ///   - layer: The layer's name.
  ///   - part: Its part in the inspection.
  ///   - position: Which of its nodes is explained.
  ///   - cell: The number to begin with: channel, row and column of the output.
  ///   - inspection: The values.
  /// - Throws: `StoryError` when a value was not kept.
  init(
    layer: String, part: Inspection.Layer, position: Int,
    cell: (channel: Int, row: Int, column: Int), in inspection: Inspection
  ) throws(StoryError) {
    self.layer = layer
    step = inspection.step
    nodes = part.nodes
    self.position = position
    storyboard = try Storyboard.explaining(part.nodes[position], in: inspection.executed)
    playback = Playback(count: storyboard.frames.count)
    playback.go(to: storyboard.frame(at: cell) ?? 0)
  }

  /// The frame on the stage, or the answer to pointing.
  var stage: StageView {
    StageView(storyboard: storyboard, position: playback.position, pointed: pointed)
  }
}

extension Storyboard {
  /// The frame that makes one number of the result.
  fileprivate func frame(at cell: (channel: Int, row: Int, column: Int)) -> Int? {
    guard let index = panels.firstIndex(where: { $0.isFilledByFrames }) else { return nil }
    let panel = panels[index]
    guard panel.planes.indices.contains(cell.channel) else { return nil }
    let plane = panel.planes[cell.channel]
    // A row of numbers is one line on the stage, however the picture breaks it.
    let isLine = plane.rows == 1
    let row = isLine ? 0 : plane.dataRows.lowerBound + cell.row
    let column = plane.dataColumns.lowerBound + cell.column
    guard row < plane.rows, column < plane.columns else { return nil }
    return frame(
      making: CellReference(panel: index, plane: cell.channel, row: row, column: column))
  }
}
