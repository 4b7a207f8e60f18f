import Lessons
import StageUI
import Storyboards

/// The wrong computation beside the right one.
extension StepModel {
  /// Why there is nothing to compare; `nil` where there is.
  var noComparisonReason: String? {
    if comparison != nil || wrongWay != nil { return nil }
    guard question?.wrongWay == nil else { return "your way cannot be drawn here" }
    if (question?.misses ?? 0) == 0 {
      return "it lays a wrong answer beside the right one; there is none yet"
    }
    return question?.isExplained == true
      ? "the words below the answer say what led to it; there is no picture of that"
      : "what led to this answer is not known, so it has no picture"
  }

  /// Lays the learner's way beside the stage, or takes it away.
  mutating func toggleComparison() {
    comparison = comparison == nil ? wrongWay : nil
  }

  /// What the learner has computed, at the number that is asked for.
  private var wrongWay: StagePlayer? {
    guard let edits = question?.wrongWay, asked != nil, var live = content.live else { return nil }
    live.replace(with: edits)
    guard live.edits.count == edits.count, live.refusal == nil else { return nil }
    let views = live.views(startingWith: content.views?.start)
    var player = StagePlayer(views, noun: "way")
    player.leaveOutTurn()
    player.go(to: position(in: views.first))
    return player
  }

  /// The frame of another storyboard that makes the cell which is asked for: the last one where none is.
  private func position(in other: Storyboard) -> Int {
    let last = other.frames.count - 1
    guard let cell = askedCell, let story = content.storyboard,
      let plane = story.resultPlane, let otherPlane = other.resultPlane,
      plane.planes == otherPlane.planes
    else { return last }
    let size = plane.rows * plane.columns
    let (row, column) = (cell % size / plane.columns, cell % plane.columns)
    guard row < otherPlane.rows, column < otherPlane.columns else { return last }
    return min(
      last,
      cell / size * otherPlane.rows * otherPlane.columns + row * otherPlane.columns + column)
  }

  /// The result that is asked for, or of a grid the first one that is wrong.
  private var askedCell: Int? {
    guard let cells = asked?.cells, !cells.isEmpty else { return nil }
    guard case .grid(let grid)? = question?.entry else { return cells.lowerBound }
    return cells.lowerBound + (grid.wrong.min() ?? 0)
  }
}

extension Storyboard {
  /// How many planes the results fill, and how large they are.
  fileprivate var resultPlane: (planes: Int, rows: Int, columns: Int)? {
    guard let panel = panels.first(where: \.isFilledByFrames), let plane = panel.planes.first else {
      return nil
    }
    return (panel.planes.count, plane.rows, plane.columns)
  }
}
