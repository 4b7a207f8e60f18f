import Storyboards
import TerminalKit

/// Asking a cell what it has to do with the others.
extension LessonModel {
  /// The frame that answers; `nil` while nothing is pointed at.
  var pointedFrame: Frame? {
    guard let pointer, let storyboard = step.storyboard, !hidesResults else { return nil }
    var frame = storyboard.pointing(at: pointer.cell)
    // The planes on the stage stay, so that the cell pointed at does not go away.
    frame.visiblePlanes = storyboard.frames[framePosition].visiblePlanes
    // A step that stops early keeps the rest for a question to come.
    frame.finishedCells = storyboard.frames[step.frames.upperBound - 1].finishedCells
    return frame
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
    guard let found = frame(making: pointer.cell) else {
      return .notice("No frame of this step makes that cell; point at a result.")
    }
    self.pointer = nil
    state.playback.pause()
    state.playback.go(to: found - step.frames.lowerBound)
    return .stay
  }

  /// The frame of this step whose result a cell is.
  func frame(making cell: CellReference) -> Int? {
    guard let storyboard = step.storyboard, storyboard.panels[cell.panel].isFilledByFrames else {
      return nil
    }
    // Frames follow the cells' order in most stories; look there first.
    let planes = storyboard.panels[cell.panel].planes
    let guess =
      planes[..<cell.plane].reduce(0) { $0 + $1.values.count }
      + cell.row * planes[cell.plane].columns + cell.column
    return ([guess] + Array(step.frames)).first { frame in
      step.frames.contains(frame)
        && storyboard.frames[frame].marks.contains { $0.cell == cell && $0.kind == .result }
    }
  }
}
