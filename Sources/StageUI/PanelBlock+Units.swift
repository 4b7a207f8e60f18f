import Storyboards
import TerminalKit

/// A layer of a network: its units below each other, over all of the height.
extension PanelBlock {
  /// The room of a unit: its numbers and a frame, whose upper and lower side take rows where there are
  /// some.
  func boxSize(_ grid: PlaneGrid, _ cells: CellSize) -> Size {
    let size = grid.idealSize(alike(cells))
    let rows =
      switch cells.density {
      case .spacious: 3
      case .wide: 2
      case .compact, .brief: 0
      }
    return Size(width: size.width + 2, height: size.height + rows)
  }

  /// The same cells for all units of the layer.
  private func alike(_ cells: CellSize) -> CellSize {
    cells.aligned(
      leastWidth: cellWidth(cells),
      labelWidth: panel.planes.reduce(cells.labelWidth) { max($0, $1.labelWidth) })
  }

  /// The units, as far from each other as they can be; `nil` where they have no room.
  func placedUnits(in body: Rect, _ cells: CellSize) -> [StageLayout.Placed]? {
    let views = grids.map { $0.grid.view(alike(cells)) }
    guard let size = views.first?.idealSize, size.height * views.count <= body.height,
      size.width + 2 <= body.width
    else { return nil }
    return grids.indices.map { index in
      let middle = (2 * index + 1) * body.height / (2 * grids.count)
      // Whatever rounding does, a unit stays between those above and below it.
      let top = body.height - (grids.count - index) * size.height
      let y = body.minY + min(max(index * size.height, middle - size.height / 2), top)
      let area = Rect(
        x: body.minX + (body.width - size.width) / 2, y: y, width: size.width, height: size.height)
      return StageLayout.Placed(
        panel: self.index, plane: grids[index].plane, grid: views[index],
        isEntry: grids[index].grid.isEntry, title: StyledText(""),
        titleArea: Rect(x: area.minX, y: y, width: 0, height: 0), area: area)
    }
  }

  /// The frames around units; where one has no room for its upper and lower side, none of the layer has
  /// them.
  func boxes(
    around units: [StageLayout.Placed], in place: Rect, _ cells: CellSize
  ) -> [StageLayout.Box] {
    let gaps = zip(units, units.dropFirst()).map { $1.area.minY - $0.area.maxY }
    let body = place.splitTop(headerHeight).rest
    let isWhole =
      gaps.allSatisfy { $0 >= 2 }
      && units.allSatisfy { $0.area.minY > body.minY && $0.area.maxY < body.maxY }
    return units.map { unit in
      let area = unit.area
      let rows = isWhole ? 1 : 0
      return StageLayout.Box(
        end: UnitEdge.End(panel: unit.panel, plane: unit.plane),
        area: Rect(
          x: area.minX - 1, y: area.minY - rows, width: area.width + 2,
          height: area.height + 2 * rows), isWhole: isWhole)
    }
  }
}
