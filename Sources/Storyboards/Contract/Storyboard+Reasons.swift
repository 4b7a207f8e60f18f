/// Why a cell that is pointed at has to do with no result.
extension Storyboard {
  /// A place of a table at which nothing meets: that it holds no number, and why.
  func pointing(atNothing cell: CellReference) -> Frame {
    let panel = panels[cell.panel]
    let why =
      panel.isSlope
      ? "this result cannot feel that input, whatever the numbers are"
      : panel.role == .kernel || panel.leadsToResults
        ? "nothing of the input meets the output here: a place of the zero pattern, no weight"
        : "the one does not read the other"
    return Frame(
      caption: "\(name(of: cell)): \(why).", marks: [Mark(cell, .chosen)], arithmetic: [],
      finishedCells: .max)
  }

  /// Why a cell of the input goes into no result; empty where there is nothing to say.
  func whyUnread(_ kind: CellKind, in panel: Panel) -> String {
    if kind == .cropped { return "it is cut off by padding" }
    return panel.operand == .input || panel.operand == .upstream ? dependence?.whyUnread ?? "" : ""
  }
}
