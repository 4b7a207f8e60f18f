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

  /// Moves to the next plane that the frame on a stage shows, in the order of the panels; while
  /// numbers are typed, to the next one that has a number to change.
  mutating func moveToNextPlane(of player: StagePlayer) {
    let storyboard = player.storyboard
    let visible = storyboard.frames[player.position].visiblePlanes
    let planes = storyboard.panels.indices.flatMap { panel in
      (visible[panel] ?? Array(storyboard.panels[panel].planes.indices))
        .filter { !storyboard.panels[panel].planes[$0].values.isEmpty }
        .compactMap { plane in
          player.isEditing
            ? player.firstCellToChange(inPlane: plane, of: panel)
            : CellReference(panel: panel, plane: plane, row: 0, column: 0)
        }
    }
    let current = planes.firstIndex { $0.panel == cell.panel && $0.plane == cell.plane }
    guard !planes.isEmpty else { return }
    cell = planes[((current ?? -1) + 1) % planes.count]
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
