/// A copy in the padding that a frame reads, and the cell that it is a copy of.
public struct CopyLink: Hashable, Sendable {
  /// The cell of the padding.
  public let copy: CellReference
  /// The cell whose number is copied there.
  public let source: CellReference

  /// The way from the copy to what it is a copy of, which lies level with it, above, below, or across.
  public var arrow: Character {
    switch ((source.row - copy.row).signum(), (source.column - copy.column).signum()) {
    case (0, -1): "←"
    case (0, _): "→"
    case (-1, 0): "↑"
    case (_, 0): "↓"
    case (-1, -1): "↖"
    case (-1, _): "↗"
    case (_, -1): "↙"
    case (_, _): "↘"
    }
  }

  /// What stands before the number of a cell that is copied.
  public static let source: Character = "•"
}

extension Storyboard {
  /// The copies in the padding that a frame reads, in the order of its marks.
  ///
  /// - Parameter panel: The panel, by its position.
  /// - Complexity: O(marks).
  public func copies(in frame: Frame, panel: Int) -> [CopyLink] {
    guard panels[panel].planes.first?.layout.holdsCopies == true else { return [] }
    var seen: Set<CellReference> = []
    return frame.marks.compactMap { mark in
      let cell = mark.cell
      guard cell.panel == panel, mark.kind.takesPart, seen.insert(cell).inserted else { return nil }
      let plane = panels[panel].planes[cell.plane]
      guard plane.kind(row: cell.row, column: cell.column) == .padding,
        plane.holdsElement(row: cell.row, column: cell.column),
        let element = plane.layout.element(row: cell.row, column: cell.column)
      else { return nil }
      return CopyLink(
        copy: cell,
        source: CellReference(
          panel: panel, plane: cell.plane, row: plane.layout.rows.position(of: element.row),
          column: plane.layout.columns.position(of: element.column)))
    }
  }

  /// What stands before numbers of a plane that a frame reads as copies, and before those that are
  /// copied: by their positions in row-major order.
  public func copySigns(in frame: Frame, panel: Int) -> [Int: [Int: Character]] {
    var signs: [Int: [Int: Character]] = [:]
    for link in copies(in: frame, panel: panel) {
      let columns = panels[panel].planes[link.copy.plane].columns
      signs[link.copy.plane, default: [:]][link.copy.row * columns + link.copy.column] = link.arrow
      signs[link.copy.plane, default: [:]][link.source.row * columns + link.source.column] =
        CopyLink.source
    }
    return signs
  }
}
