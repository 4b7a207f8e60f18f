import Storyboards
import TerminalKit

/// Where the planes of a panel stand, and what is written over them.
extension PanelBlock {
  /// Stacks the planes; where not all fit, those that take part come first.
  func placed(in area: Rect, _ cells: CellSize) -> [StageLayout.Placed] {
    let item = itemSize(cells)
    guard !grids.isEmpty, item.height > 0 else { return [] }
    let body = area.splitTop(headerHeight).rest
    if panel.isLayer, let units = placedUnits(in: body, cells) { return units }
    let perRow = roomAbreast
    let pitch = item.height + spacing(cells)
    let rows = max(1, (body.height + spacing(cells)) / pitch)
    let fitting = min(grids.count, rows * perRow)
    let busy =
      grids.firstIndex { $0.grid.pointed != nil }
      ?? grids.firstIndex { !$0.grid.marks.isEmpty } ?? 0
    let first = min(busy, grids.count - fitting)
    let left = max(0, (body.width - perRow * item.width - (perRow - 1) * Self.gap) / 2)
    return (first..<first + fitting).filter { !kept.contains(grids[$0].plane) }.map { position in
      let view = grids[position].grid.view(cells)
      let (row, column) = (position - first).quotientAndRemainder(dividingBy: perRow)
      let slot = Rect(
        x: body.minX + left + column * (item.width + Self.gap), y: body.minY + row * pitch,
        width: perRow == 1 ? body.width : item.width, height: item.height
      ).intersection(body)
      let width = min(view.idealSize.width, body.width)
      let indent = max(0, ((perRow == 1 ? body.width : item.width) - width) / 2)
      let x = perRow == 1 ? body.minX : slot.minX
      let title = title(of: grids[position].plane)
      // A plane's name stands over its numbers, not over what stands left of them, too.
      let shift = min(view.labelWidth, max(0, width + 2 * indent - title.width))
      return StageLayout.Placed(
        panel: index, plane: grids[position].plane, grid: view,
        isEntry: grids[position].grid.isEntry,
        title: title,
        titleArea: Rect(
          x: x + shift, y: slot.minY, width: (perRow == 1 ? body.width : item.width) - shift,
          height: titleHeight),
        area: Rect(
          x: x + indent, y: slot.minY + titleHeight, width: width,
          height: min(view.idealSize.height, max(0, body.maxY - slot.minY - titleHeight))))
    }
  }

  /// The rows in which planes have their names, in view or not.
  func nameRows(in area: Rect, _ cells: CellSize) -> [Int] {
    let body = area.splitTop(headerHeight).rest
    guard titleHeight > 0, !panel.isLayer, !body.isEmpty else { return [] }
    let pitch = itemSize(cells).height + spacing(cells)
    return (0..<roomRows).map { body.minY + $0 * pitch }.filter { $0 < body.maxY }
  }

  /// What a plane is called; where others are in view too, the one that the frame is about is marked.
  private func title(of plane: Int) -> StyledText {
    let title = panel.planes[plane].title
    guard pointsAtCurrent, !title.isEmpty else { return StyledText(title, panel.role.style) }
    let isCurrent = current.contains(plane) && current.count < panel.planes.count
    return isCurrent
      ? StyledText(Self.pointer + title, panel.role.style.bold)
      : StyledText(String(repeating: " ", count: Self.pointer.count) + title, panel.role.style)
  }
}
