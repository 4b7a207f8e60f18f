import Lessons
import StageUI
import Storyboards

/// What stands on the stage of the open step.
extension LessonModel {
  /// The stage; `nil` for a step without one.
  var stageView: StageView? {
    guard let storyboard = step.storyboard else { return nil }
    return StageView(
      storyboard: storyboard, position: shownPosition(in: storyboard), concealment: concealment,
      pointed: hidesResults ? nil : pointedFrame, hasCaption: state.question == nil)
  }

  /// While an answer is typed the window follows it: to the cell of the grid being filled, or to
  /// the one the question is about.
  private func shownPosition(in storyboard: Storyboard) -> Int {
    switch concealment {
    case .none: return framePosition
    case .questionMarks(showsWindow: false): return framePosition
    case .questionMarks, .unknownSize:
      return state.question?.question.focus ?? framePosition
    case .entry(let grid):
      let hasFramePerCell = storyboard.frames.count == grid.items.count
      return hasFramePerCell ? grid.cursor : framePosition
    }
  }

  private var concealment: StageView.Concealment {
    guard hidesResults, let question = state.question else { return .none }
    if reveal == .size { return .questionMarks(showsWindow: false) }
    switch question.question.form {
    case .size, .choice: return .unknownSize
    case .number: return .questionMarks(showsWindow: question.question.focus != nil)
    case .grid:
      if hasGridOnStage, case .grid(let grid) = question.entry { return .entry(grid.stageEntry) }
      return .questionMarks(showsWindow: false)
    }
  }

  /// Whether the learner types into the stage's own output.
  var hasGridOnStage: Bool {
    guard step.hidesResults, let storyboard = step.storyboard,
      case .grid(let rows, let columns) = state.question?.question.form
    else { return false }
    return storyboard.panels.contains { panel in
      panel.isFilledByFrames && panel.planes.count == 1 && panel.planes[0].rows == rows
        && panel.planes[0].columns == columns
    }
  }
}
