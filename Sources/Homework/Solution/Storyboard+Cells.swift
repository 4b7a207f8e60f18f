import Storyboards

/// Which cells of a result a story's frames make.
extension Storyboard {
  /// Where a frame's result is: `(0,1)`, `channel 2 (0,1)`, `(3)` in a row; empty for a lone number.
  ///
  /// - Parameter isByFilter: Whether a channel of the result is named by the filter that makes it, as the
  ///   channels of an input are others.
  func label(of frame: Frame, isByFilter: Bool) -> String {
    guard let cell = resultCell(of: frame) else { return "" }
    let plane = panels[cell.panel].planes[cell.plane]
    let (rows, columns) = (plane.layout.rows, plane.layout.columns)
    var parts: [String] = []
    if !plane.title.isEmpty {
      parts.append(isByFilter ? plane.title.replacing("channel", with: "filter") : plane.title)
    }
    let row = rows.element(at: cell.row) ?? cell.row
    let column = columns.element(at: cell.column) ?? cell.column
    if rows.size > 1 {
      parts.append("(\(row),\(column))")
    } else if columns.size > 1 {
      parts.append("(\(column))")
    }
    return parts.joined(separator: " ")
  }

  private var resultPanel: Int? { panels.firstIndex(where: \.isFilledByFrames) }

  /// The cells in a row and a column of each plane of the result, of one channel alone where it is
  /// named; `nil` where the result is a lone number.
  func resultCells(row: Int, column: Int, channel: Int?) -> [CellReference]? {
    guard let panel = resultPanel, let first = panels[panel].planes.first else { return nil }
    let (rows, columns) = (first.layout.rows, first.layout.columns)
    if rows.size * columns.size == 1, panels[panel].planes.count == 1 { return nil }
    guard row < rows.size, column < columns.size else { return [] }
    return planes(ofChannel: channel, in: panel).map { plane in
      CellReference(
        panel: panel, plane: plane, row: rows.start + row, column: columns.start + column)
    }
  }

  /// All cells of a channel of the result; `nil` where it has no such planes.
  func cells(ofChannel channel: Int) -> [CellReference]? {
    guard let panel = resultPanel, panels[panel].planes.count > 1 else { return nil }
    return planes(ofChannel: channel, in: panel).flatMap { plane in
      let layout = panels[panel].planes[plane].layout
      return (0..<layout.rows.size).flatMap { row in
        (0..<layout.columns.size).map { column in
          CellReference(
            panel: panel, plane: plane, row: layout.rows.start + row,
            column: layout.columns.start + column)
        }
      }
    }
  }

  private func planes(ofChannel channel: Int?, in panel: Int) -> [Int] {
    let planes = panels[panel].planes.indices
    guard let channel, planes.count > 1 else { return Array(planes) }
    return planes.filter { $0 == channel }
  }
}
