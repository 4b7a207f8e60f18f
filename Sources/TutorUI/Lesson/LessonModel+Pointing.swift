import StageUI
import Storyboards
import TerminalKit

/// Asking a cell what it has to do with the others.
extension LessonModel {
  /// The frame that answers a pointer.
  func answer(to pointer: Pointer?) -> Frame? {
    guard let pointer, let storyboard = step.storyboard, !hidesResults else { return nil }
    let finishedCells = storyboard.frames[visibleFrames.upperBound - 1].finishedCells
    // A step that stops early keeps the rest for a question to come.
    return storyboard.pointing(
      at: pointer.cell, from: framePosition, finishedCells: finishedCells)
  }

  mutating func togglePointing() {
    guard pointer?.isKeyboard != true, let storyboard = step.storyboard else {
      pointer = nil
      return
    }
    state.playback.pause()
    pointer = Pointer(in: storyboard.frames[framePosition], of: storyboard)
  }

  mutating func movePointer(rows: Int, columns: Int) {
    guard let storyboard = step.storyboard else { return }
    pointer?.move(rows: rows, columns: columns, in: storyboard)
  }

  mutating func movePointerToNextGrid() {
    guard let storyboard = step.storyboard else { return }
    let frame = storyboard.frames[framePosition]
    pointer?.moveToNextPlane(of: frame, in: storyboard)
  }

  /// Leaves pointing for the frame that makes the cell pointed at.
  mutating func showPointed() -> Outcome {
    guard let pointer else { return .stay }
    guard let found = step.storyboard?.frame(making: pointer.cell), visibleFrames.contains(found)
    else {
      return .notice("No frame of this step makes that cell.")
    }
    self.pointer = nil
    state.playback.pause()
    state.playback.go(to: found - step.frames.lowerBound)
    return .stay
  }
}
