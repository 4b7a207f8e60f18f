/// What of a storyboard stays in view while somebody looks at a cell of it.
extension Storyboard {
  /// Cells to have in view, together with the row or the column of one more in every panel whose rows or
  /// columns stand for the same.
  ///
  /// Panels that belong together show the same of themselves, so that what stands in one line still does.
  public func sights(_ sights: [CellReference], holding cell: CellReference) -> [CellReference] {
    let panel = panels[cell.panel]
    return panels.indices.flatMap { other -> [CellReference] in
      let own = sights.filter { $0.panel == other }
      let sharesRow = panel.rowAxis != nil && panels[other].rowAxis == panel.rowAxis
      let sharesColumn = panel.columnAxis != nil && panels[other].columnAxis == panel.columnAxis
      guard sharesRow || sharesColumn, let first = own.first else { return own }
      let plane = other == cell.panel ? cell.plane : first.plane
      let held = CellReference(
        panel: other, plane: plane, row: sharesRow ? cell.row : first.row,
        column: sharesColumn ? cell.column : first.column)
      return [held] + own
    }
  }

  /// The same with what is in the middle of a panel's cells that take part, where none of it is named: what
  /// is in view of it stays.
  public func sights(of frame: Frame, keeping panel: Int) -> [CellReference] {
    let cells = frame.marks.map(\.cell).filter { $0.panel == panel }.sorted()
    guard !frame.sights.contains(where: { $0.panel == panel }), let first = cells.first,
      let last = cells.last(where: { $0.plane == first.plane })
    else { return frame.sights }
    return frame.sights + [
      CellReference(
        panel: panel, plane: first.plane, row: (first.row + last.row) / 2,
        column: (first.column + last.column) / 2)
    ]
  }
}
