import Storyboards
import TerminalKit

/// Where each plane of a frame stands on the stage.
struct StageLayout {
  /// A plane at its place.
  struct Placed {
    let panel: Int
    let plane: Int
    let grid: GridView
    /// Whether it is being typed.
    let isEntry: Bool
    let title: StyledText
    let titleArea: Rect
    let area: Rect
  }

  /// A panel's title at its place.
  struct Header {
    let title: StyledText
    let area: Rect
  }

  /// A sign between two panels.
  struct Sign {
    let text: String
    let area: Rect
  }

  let headers: [Header]
  let planes: [Placed]
  let signs: [Sign]
  /// How many rows the grids take, titles included.
  let height: Int

  /// Lays out the panels side by side, spaciously where there is room.
  ///
  /// - Parameters:
  ///   - concealment: What stands in place of results.
  ///   - area: The rectangle for grids and their titles.
  ///   - allowsSpace: Whether cells may stand apart; without, the height is the least possible.
  init(
    _ storyboard: Storyboard, _ frame: Frame, _ concealment: StageView.Concealment,
    in area: Rect, allowsSpace: Bool
  ) {
    let columns = storyboard.panels.indices.map { index in
      PanelColumn(storyboard, frame, panel: index, concealment)
    }
    let gap = area.width >= 60 ? 5 : 3
    let gaps = gap * max(0, columns.count - 1)
    let spacious = columns.map { $0.size(isSpacious: true) }
    let isSpacious =
      allowsSpace
      && spacious.map(\.width).reduce(gaps, +) <= area.width
      && (spacious.map(\.height).max() ?? 0) <= area.height
    let sizes = isSpacious ? spacious : columns.map { $0.size(isSpacious: false) }
    let widths = Self.sharing(area.width - gaps, among: sizes.map(\.width))
    height = min(area.height, sizes.map(\.height).max() ?? 0)

    var headers: [Header] = []
    var planes: [Placed] = []
    var signs: [Sign] = []
    var x = area.minX + max(0, (area.width - gaps - widths.reduce(0, +)) / 2)
    for (index, column) in columns.enumerated() {
      let place = Rect(x: x, y: area.minY, width: widths[index], height: area.height)
      headers.append(
        Header(title: column.header, area: place.splitTop(column.headerHeight).top))
      planes += column.placed(in: place, isSpacious: isSpacious)
      x += widths[index]
      if index + 1 < columns.count {
        let middle = area.minY + 1 + max(0, (height - 1) / 2)
        let sign = Self.sign(before: storyboard.panels[index + 1])
        signs.append(Sign(text: sign, area: Rect(x: x, y: middle, width: gap, height: 1)))
        x += gap
      }
    }
    self.headers = headers
    self.planes = planes
    self.signs = signs
  }

  /// The cell drawn at a point of the screen.
  func cell(at point: Point) -> CellReference? {
    for placed in planes {
      if let position = placed.grid.position(at: point, in: placed.area) {
        return CellReference(
          panel: placed.panel, plane: placed.plane, row: position.row, column: position.column)
      }
    }
    return nil
  }

  /// Where the cursor of a grid being typed stands: behind the last character of its cell.
  func cursor(of entry: StageEntry) -> Point? {
    for placed in planes where placed.isEntry {
      guard let frame = placed.grid.frame(of: entry.cursorPosition, in: placed.area) else {
        return nil
      }
      return Point(x: frame.maxX - 1, y: frame.minY)
    }
    return nil
  }

  /// What joins a panel to the one on its left.
  private static func sign(before panel: Storyboards.Panel) -> String {
    if panel.isFilledByFrames { return "→" }
    if panel.title == "bias" { return "+" }
    return panel.role == .kernel ? "∗" : ""
  }

  /// Cuts the widest columns first when room is short.
  private static func sharing(_ room: Int, among wanted: [Int]) -> [Int] {
    // No column keeps more than all of the room.
    var widths = wanted.map { min($0, max(room, 4)) }
    while widths.reduce(0, +) > max(room, 0), let widest = widths.max(), widest > 4,
      let index = widths.firstIndex(of: widest)
    {
      widths[index] -= 1
    }
    return widths
  }
}

/// One panel's planes, one below the other.
private struct PanelColumn {
  let panel: Storyboards.Panel
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

  func size(isSpacious: Bool) -> Size {
    var (width, height) = (titleWidth, 0)
    for (plane, grid) in grids {
      let size = grid.view(isSpacious: isSpacious).idealSize
      width = max(width, size.width, DisplayWidth.of(title(of: plane)))
      height += size.height + titleHeight
    }
    return Size(width: width, height: height + headerHeight)
  }

  /// Stacks the planes; where not all fit, those that take part come first.
  func placed(in area: Rect, isSpacious: Bool) -> [StageLayout.Placed] {
    let views = grids.map { (plane: $0.plane, view: $0.grid.view(isSpacious: isSpacious)) }
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
