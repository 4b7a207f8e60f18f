import Storyboards
import TerminalKit

extension LessonModel {
  /// Answers to the mouse: the wheel steps through frames, a click on a result shows the frame
  /// that makes it, a click on a cell being typed moves there.
  mutating func update(_ mouse: MouseEvent, in screen: Rect) -> Outcome {
    switch mouse.kind {
    case .scrollDown: return update(.right)
    case .scrollUp: return update(.left)
    case .press(.left):
      // Glyphs change no distances, so either set finds the cell.
      let view = LessonView(model: self)
      let body = TutorView.body(of: screen)
      guard let cell = view.cell(at: mouse.point, in: body, glyphs: .unicode) else { return .stay }
      return click(cell)
    default: return .stay
    }
  }

  private mutating func click(_ cell: CellReference) -> Outcome {
    guard let storyboard = step.storyboard else { return .stay }
    let panel = storyboard.panels[cell.panel]
    guard panel.isFilledByFrames else { return .stay }
    if hidesResults {
      guard case .grid(var grid) = state.question?.entry else { return .stay }
      grid.select(cell.row * panel.planes[cell.plane].columns + cell.column)
      state.question?.entry = .grid(grid)
      return .stay
    }
    // Frames follow the cells' order in most stories; look there first.
    let guess =
      panel.planes[..<cell.plane].reduce(0) { $0 + $1.values.count }
      + cell.row * panel.planes[cell.plane].columns + cell.column
    let order = [guess] + Array(step.frames)
    let found = order.first { frame in
      step.frames.contains(frame)
        && storyboard.frames[frame].marks.contains { $0.cell == cell && $0.kind == .result }
    }
    guard let found else { return .notice("No frame of this step makes that cell.") }
    state.playback.pause()
    state.playback.go(to: found - step.frames.lowerBound)
    return .stay
  }
}
