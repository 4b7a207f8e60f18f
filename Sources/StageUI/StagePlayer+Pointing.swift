import Storyboards
import TerminalKit
import Typesetting

/// Pointing.
extension StagePlayer {
  mutating func togglePointing() {
    guard !isPointing else { return point(at: nil) }
    state.isPlaying = false
    point(at: Pointer(in: storyboard.frames[position], of: storyboard))
  }

  /// The frame that makes the cell pointed at, where it may be looked at.
  private var framePointedAt: Int? {
    pointer.flatMap { storyboard.frame(making: $0.cell) }.flatMap {
      visibleFrames.contains($0) ? $0 : nil
    }
  }

  /// Why the cell pointed at leads to no frame; `nil` where it leads to one.
  var reasonNotToShow: String? {
    framePointedAt == nil ? "no frame of this \(noun) makes that cell" : nil
  }

  /// Leaves pointing for the frame that makes the cell pointed at.
  mutating func showPointed() -> Outcome {
    guard pointer != nil else { return .done }
    guard let found = framePointedAt else {
      return .refused("No frame of this \(noun) makes that cell.")
    }
    leave()
    go(to: found)
    return .done
  }

  /// The gradient that can be compared with differences: the one pointed at, or that of the number pointed
  /// at, as far as it may be looked at.
  private var comparableGradient: CellReference? {
    guard let cell = pointer?.cell, !hidesResults else { return nil }
    let finishedCells = storyboard.frames[visibleFrames.upperBound - 1].finishedCells
    return storyboard.comparableGradient(of: cell)
      .flatMap { isFinished($0, after: finishedCells) ? $0 : nil }
  }

  /// Why there is nothing to compare with differences; `nil` where there is.
  var reasonNotToCheck: String? {
    if !storyboard.hasNumericGradients { return "this view has no gradients to compare with" }
    return comparableGradient == nil ? "no gradient of this cell stands here" : nil
  }

  /// Tells what the gradient pointed at, or that of the number pointed at, comes to by differences.
  func checkGradient() -> Outcome {
    guard let cell = comparableGradient, let check = storyboard.numericGradient(at: cell) else {
      return .refused("No gradient of this cell stands here.")
    }
    return .answered(check.sentence(of: storyboard.name(of: cell)))
  }

  mutating func point(at pointer: Pointer?) {
    guard pointer != state.pointer else { return }
    if pointer != nil { state.picture = nil }
    state.pointer = pointer
    // While numbers are typed the frame on the stage is shown, and what a cell has to do with all others is
    // a search through every frame.
    pointed = pointer.flatMap { hidesResults || isEditing ? nil : answer(to: $0.cell) }
  }

  /// The frame that makes a cell, or the result that it flows back to; `nil` for another cell.
  private func frame(about cell: CellReference) -> Int? {
    guard storyboard.panels[cell.panel].isUpstream, let subject = storyboard.subject(of: cell)
    else {
      return storyboard.frame(making: cell)
    }
    return storyboard.cells(of: subject).lazy.compactMap(storyboard.frame(making:)).first
  }

  /// The planes in view while a cell is pointed at: those that a result is made from; or else those of the
  /// frame on the stage, or of the first that has the cell in view.
  private func visiblePlanes(pointingAt cell: CellReference) -> [Int: [Int]] {
    let current = storyboard.frames[position]
    let other =
      frame(about: cell)
      ?? (current.shows(cell) ? nil : storyboard.firstFrame(showing: cell))
    return (other.map { storyboard.frames[$0] } ?? current).visiblePlanes
  }

  /// The first frame that has a cell in view, where the one on the stage has not and it may be looked at.
  private func frameShowing(_ cell: CellReference) -> Frame? {
    guard !storyboard.frames[position].shows(cell),
      let frame = storyboard.firstFrame(showing: cell), visibleFrames.contains(frame)
    else { return nil }
    return storyboard.frames[frame]
  }

  /// What stays in view while a cell is pointed at: under a mouse everything that is, and where the arrow
  /// keys have led to, that cell and what belongs in one line with it.
  private func sights(pointingAt cell: CellReference) -> [CellReference] {
    let current = storyboard.frames[position]
    guard isPointing else { return storyboard.sights(of: current, keeping: cell.panel) }
    let own = frame(about: cell).map { storyboard.frames[$0].sights }
    return storyboard.sights(own ?? current.sights, holding: cell)
  }

  /// The answer to pointing at a cell: with planes among which the cell is, and with results only as far as
  /// the frames that may be looked at.
  private func answer(to cell: CellReference) -> Frame {
    let visiblePlanes = visiblePlanes(pointingAt: cell)
    let finishedCells = storyboard.frames[visibleFrames.upperBound - 1].finishedCells
    let sights = sights(pointingAt: cell)
    // A step that stops early keeps the rest for a question to come.
    guard isFinished(cell, after: finishedCells) else {
      return Frame(
        caption: "This result is not computed yet in this \(noun).",
        marks: [Mark(cell, .chosen)], arithmetic: [], visiblePlanes: visiblePlanes,
        finishedCells: finishedCells, sights: sights)
    }
    var frame = storyboard.pointing(at: cell).summing(as: frameShowing(cell))
    frame.visiblePlanes = visiblePlanes
    frame.finishedCells = finishedCells
    frame.sights = sights
    guard let gradient = storyboard.gradient(of: cell),
      isFinished(gradient, after: finishedCells)
    else { return frame }
    let plane = storyboard.panels[gradient.panel].planes[gradient.plane]
    let value = NumberText.short(plane[gradient.row, gradient.column])
    // The sum that makes the gradient is what somebody looks for who points here.
    return Frame(
      caption: frame.caption + " Its gradient is \(value).",
      marks: frame.marks + [Mark(gradient, .window)],
      arithmetic: frame.arithmetic.isEmpty
        ? storyboard.pointing(at: gradient).arithmetic : frame.arithmetic,
      visiblePlanes: visiblePlanes, plotMarks: frame.plotMarks, finishedCells: finishedCells,
      sights: sights)
  }

  /// Whether a cell has its number once so many are finished, as far as they may be looked at.
  private func isFinished(_ cell: CellReference, after finishedCells: Int) -> Bool {
    let turn = storyboard.panels[cell.panel]
      .turn(row: cell.row, column: cell.column, plane: cell.plane)
    guard let turn else { return true }
    if case .found(let found, _) = reveal { return found.contains(turn) }
    return turn < finishedCells
  }
}

extension Frame {
  /// The same with the sum of the frame whose planes it shows, where it has none of its own.
  fileprivate func summing(as other: Frame?) -> Frame {
    guard let other, arithmetic.isEmpty else { return self }
    return Frame(
      caption: caption, marks: marks, arithmetic: other.arithmetic, visiblePlanes: visiblePlanes,
      plotMarks: plotMarks, finishedCells: finishedCells, sights: sights)
  }
}
