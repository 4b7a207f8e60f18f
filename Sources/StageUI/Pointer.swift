import Storyboards

/// A cell of the stage that is pointed at, by the mouse or by the arrow keys.
public struct Pointer: Codable, Hashable, Sendable {
  /// The cell.
  public private(set) var cell: CellReference
  /// Whether the arrow keys move it; the mouse's pointer goes when the mouse goes.
  public let isKeyboard: Bool

  init(_ cell: CellReference, isKeyboard: Bool) {
    self.cell = cell
    self.isKeyboard = isKeyboard
  }

  /// Points at the first cell that a frame marks, or else at the first of the storyboard, for the
  /// arrow keys to move on; `nil` where there is no cell at all.
  init?(in frame: Frame, of storyboard: Storyboard) {
    let panel = storyboard.panels.firstIndex { !$0.planes.isEmpty && !$0.planes[0].values.isEmpty }
    guard let panel else { return nil }
    let first = frame.marks.first?.cell ?? CellReference(panel: panel, plane: 0, row: 0, column: 0)
    self.init(first, isKeyboard: true)
  }

  /// Moves within the plane and stays inside.
  mutating func move(rows: Int, columns: Int, in storyboard: Storyboard) {
    let plane = storyboard.panels[cell.panel].planes[cell.plane]
    cell = CellReference(
      panel: cell.panel, plane: cell.plane,
      row: min(max(0, cell.row + rows), plane.rows - 1),
      column: min(max(0, cell.column + columns), plane.columns - 1))
  }

  /// Moves to the grid behind or before the present one; while numbers are typed, to one that has a
  /// number to change.
  ///
  /// - Parameters:
  ///   - step: 1 for the next grid, −1 for the one before.
  ///   - grids: The first cells of the grids that there are to point at.
  ///   - player: Whose stage it is.
  mutating func move(byGrids step: Int, among grids: [CellReference], of player: StagePlayer) {
    let cells =
      player.isEditing
      ? grids.compactMap { player.firstCellToChange(inPlane: $0.plane, of: $0.panel) } : grids
    guard !cells.isEmpty else { return }
    let current = cells.firstIndex { $0.panel == cell.panel && $0.plane == cell.plane }
    cell = cells[((current ?? (step > 0 ? -1 : cells.count)) + step + cells.count) % cells.count]
  }
}

extension Storyboard {
  /// Some grids, and behind them those of their panels that other frames are about, where these are not too
  /// many to go through.
  func grids(with drawn: [CellReference]) -> [CellReference] {
    var rest = drawn
    var grids: [CellReference] = []
    while let panel = rest.first?.panel {
      let own = rest.filter { $0.panel == panel }
      rest.removeAll { $0.panel == panel }
      let planes = panels[panel].planes.indices
      guard own.count < planes.count, planes.count <= Self.mostGridsOfPanel else {
        grids += own
        continue
      }
      grids += planes.map { CellReference(panel: panel, plane: $0, row: 0, column: 0) }
        .filter { own.contains($0) || firstFrame(showing: $0) != nil }
    }
    return grids
  }

  /// How many grids of a panel one goes through.
  private static var mostGridsOfPanel: Int { 12 }

  /// The first cell of each grid that a frame is about, in the order of the panels.
  func grids(of frame: Frame) -> [CellReference] {
    panels.indices.flatMap { panel in
      (frame.visiblePlanes[panel] ?? Array(panels[panel].planes.indices))
        .filter { !panels[panel].planes[$0].values.isEmpty }
        .map { CellReference(panel: panel, plane: $0, row: 0, column: 0) }
    }
  }
}

extension CellReference {
  /// Whether a storyboard has the cell.
  func exists(in storyboard: Storyboard) -> Bool {
    guard storyboard.panels.indices.contains(panel),
      storyboard.panels[panel].planes.indices.contains(plane)
    else { return false }
    let plane = storyboard.panels[panel].planes[plane]
    return (0..<plane.rows).contains(row) && (0..<plane.columns).contains(column)
  }
}
