import Storyboards
import TerminalKit

/// Pointing.
extension StagePlayer {
  mutating func togglePointing() {
    guard !isPointing else { return point(at: nil) }
    state.isPlaying = false
    point(at: Pointer(in: storyboard.frames[position], of: storyboard))
  }

  /// Leaves pointing for the frame that makes the cell pointed at.
  mutating func showPointed() -> Outcome {
    guard let pointer else { return .done }
    guard let found = storyboard.frame(making: pointer.cell), visibleFrames.contains(found) else {
      return .refused("No frame of this \(noun) makes that cell.")
    }
    leave()
    go(to: found)
    return .done
  }

  /// Tells what the gradient pointed at comes to by differences.
  func checkGradient() -> Outcome {
    guard let cell = pointer?.cell, !hidesResults, let check = storyboard.numericGradient(at: cell)
    else { return .refused("Point at a gradient that all cells send together, with v and Tab.") }
    return .told(check.sentence)
  }

  mutating func point(at pointer: Pointer?) {
    guard pointer != state.pointer else { return }
    if pointer != nil { state.turn = nil }
    state.pointer = pointer
    pointed = pointer.flatMap { hidesResults ? nil : answer(to: $0.cell) }
  }

  /// The answer to pointing at a cell: with the planes of the frame on the stage, so that the cell
  /// does not go away, and with results only as far as the frames that may be looked at.
  private func answer(to cell: CellReference) -> Frame {
    let visiblePlanes = storyboard.frames[position].visiblePlanes
    let finishedCells = storyboard.frames[visibleFrames.upperBound - 1].finishedCells
    let turn = storyboard.panels[cell.panel]
      .turn(row: cell.row, column: cell.column, plane: cell.plane)
    let isFinished =
      if case .found(let found, _) = reveal {
        turn.map(found.contains) ?? true
      } else {
        turn.map { $0 < finishedCells } ?? true
      }
    // A step that stops early keeps the rest for a question to come.
    guard isFinished else {
      return Frame(
        caption: "This result is not computed yet in this \(noun).",
        marks: [Mark(cell, .chosen)], arithmetic: [], visiblePlanes: visiblePlanes,
        finishedCells: finishedCells)
    }
    var frame = storyboard.pointing(at: cell)
    frame.visiblePlanes = visiblePlanes
    frame.finishedCells = finishedCells
    return frame
  }
}
