import StageUI
import Storyboards
import TerminalKit

extension LessonModel {
  /// Answers to the mouse.
  ///
  /// The wheel steps through frames; hovering over a cell shows what it has to do with the others;
  /// a click on a result shows the frame that makes it, one on a cell being typed moves there.
  mutating func update(_ mouse: MouseEvent, in screen: Rect) -> Outcome {
    switch mouse.kind {
    case .scrollDown, .scrollUp:
      pointer = nil
      return perform(mouse.kind == .scrollDown ? .nextFrame : .previousFrame)
    case .move:
      guard pointer?.isKeyboard != true, !state.playback.isPlaying else { return .stay }
      pointer = cell(at: mouse.point, in: screen).map { Pointer($0, isKeyboard: false) }
      return .stay
    case .press(.left):
      guard let cell = cell(at: mouse.point, in: screen) else { return .stay }
      return click(cell)
    case .press, .release: return .stay
    }
  }

  private func cell(at point: Point, in screen: Rect) -> CellReference? {
    // Glyphs change no distances, so either set finds the cell.
    LessonView(model: self).cell(at: point, in: TutorView.body(of: screen), glyphs: .unicode)
  }

  private mutating func click(_ cell: CellReference) -> Outcome {
    guard let panel = step.storyboard?.panels[cell.panel], panel.isFilledByFrames else {
      return .stay
    }
    if hidesResults {
      guard hasGridOnStage, case .grid(var grid) = state.question?.entry else { return .stay }
      grid.select(cell.row * panel.planes[cell.plane].columns + cell.column)
      state.question?.entry = .grid(grid)
      return .stay
    }
    pointer = Pointer(cell, isKeyboard: false)
    return showPointed()
  }
}
