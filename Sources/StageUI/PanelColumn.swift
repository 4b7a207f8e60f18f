import Storyboards
import TerminalKit
import Typesetting

/// One panel's planes, one below the other.
struct PanelColumn {
  let panel: Panel
  let index: Int
  let grids: [(plane: Int, grid: PlaneGrid)]

  init(
    _ storyboard: Storyboard, _ frame: Frame, panel index: Int,
    _ concealment: StageView.Concealment
  ) {
    let panel = storyboard.panels[index]
    let visible = frame.visiblePlanes[index] ?? Array(panel.planes.indices)
    self.panel = panel
    self.index = index
    var marks: [Int: [Int: Mark.Kind]] = [:]
    for mark in frame.marks where concealment.shows(mark.kind) && mark.cell.panel == index {
      // A winner among the inputs would tell the hidden result.
      let kind = mark.kind == .chosen && concealment != .none ? .window : mark.kind
      let cell = mark.cell.row * panel.planes[mark.cell.plane].columns + mark.cell.column
      marks[mark.cell.plane, default: [:]][cell] = kind
    }
    self.grids = visible.map { plane in
      let grid = PlaneGrid(
        panel: panel, index: plane, marks: marks[plane] ?? [:], finishedCells: frame.finishedCells,
        concealment: panel.isFilledByFrames ? concealment : .none)
      return (plane, grid)
    }
  }

  func size(_ density: PlaneGrid.Density) -> Size {
    var (width, height) = (titleWidth, 0)
    for (plane, grid) in grids {
      let size = grid.view(density).idealSize
      width = max(width, size.width, DisplayWidth.of(title(of: plane)))
      height += size.height + titleHeight
    }
    return Size(width: width, height: height + headerHeight)
  }

  /// The width at which some columns of each plane are in view, with arrows beside them.
  func width(ofColumns count: Int, _ density: PlaneGrid.Density) -> Int {
    grids.reduce(0) { width, item in
      max(width, Self.width(ofColumns: count, cellWidth: item.grid.view(density).cellWidth))
    }
  }

  /// That of all planes, in view or not, with whole numbers; less where a plane has fewer columns.
  func leastWidth(ofColumns count: Int) -> Int {
    panel.planes.reduce(titleWidth) { width, plane in
      let whole = plane.columns * (plane.numberWidth + 1) + 1
      return max(
        width, min(whole, Self.width(ofColumns: count, cellWidth: plane.numberWidth)))
    }
  }

  private static func width(ofColumns count: Int, cellWidth: Int) -> Int {
    count * (cellWidth + 1) + 1 + 2
  }

  /// Stacks the planes; where not all fit, those that take part come first.
  func placed(in area: Rect, _ density: PlaneGrid.Density) -> [StageLayout.Placed] {
    let views = grids.map { (plane: $0.plane, view: $0.grid.view(density)) }
    guard let tallest = views.map({ $0.view.idealSize.height + titleHeight }).max() else {
      return []
    }
    let body = area.splitTop(headerHeight).rest
    let fitting = max(1, min(views.count, body.height / max(1, tallest)))
    let busy = grids.firstIndex { !$0.grid.marks.isEmpty } ?? 0
    let first = min(busy, views.count - fitting)
    var y = body.minY
    return (first..<first + fitting).map { position in
      let (plane, view) = views[position]
      let height = min(view.idealSize.height, max(0, body.maxY - y - titleHeight))
      defer { y += height + titleHeight }
      let width = min(view.idealSize.width, body.width)
      let indent = max(0, (body.width - width) / 2)
      return StageLayout.Placed(
        panel: index, plane: plane, grid: view, isEntry: grids[position].grid.isEntry,
        title: StyledText(title(of: plane), titleStyle),
        titleArea: Rect(x: body.minX, y: y, width: body.width, height: titleHeight),
        area: Rect(x: body.minX + indent, y: y + titleHeight, width: width, height: height))
    }
  }

  /// The panel's own title, above all of its planes.
  var header: StyledText { StyledText(panel.title, panel.role.style.bold) }

  /// How many rows the header takes.
  var headerHeight: Int { 1 }

  /// How many rows each plane's title takes.
  private var titleHeight: Int { hasPlaneTitles ? 1 : 0 }

  private var hasPlaneTitles: Bool { grids.contains { !title(of: $0.plane).isEmpty } }

  private var titleStyle: Style { panel.role.style }

  private var titleWidth: Int { DisplayWidth.of(panel.title) }

  private func title(of plane: Int) -> String { panel.planes[plane].title }
}
