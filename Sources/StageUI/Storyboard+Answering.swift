import Storyboards

extension Storyboard {
  /// The answer to pointing at a cell while a frame is on the stage: ``pointing(at:)`` with the
  /// planes of that frame, so that the cell pointed at does not go away.
  ///
  /// - Parameters:
  ///   - cell: The cell pointed at.
  ///   - position: The frame on the stage.
  ///   - finishedCells: How many results may be seen; a cell beyond them is not explained.
  /// - Returns: A frame for ``StageView/init(storyboard:position:concealment:pointed:hasCaption:)``.
  public func pointing(
    at cell: CellReference, from position: Int, finishedCells: Int = .max
  ) -> Frame {
    let visiblePlanes = frames[position].visiblePlanes
    let isFinished = panels[cell.panel].isFinished(
      row: cell.row, column: cell.column, plane: cell.plane, finishedCells: finishedCells)
    guard isFinished else {
      return Frame(
        caption: "This result is not computed yet in this step.",
        marks: [Mark(cell, .chosen)], arithmetic: [], visiblePlanes: visiblePlanes,
        finishedCells: finishedCells)
    }
    var frame = pointing(at: cell)
    frame.visiblePlanes = visiblePlanes
    frame.finishedCells = finishedCells
    return frame
  }
}
