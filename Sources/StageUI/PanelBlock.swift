import Storyboards
import TerminalKit
import Typesetting

/// One panel on the stage: its title, and its planes below each other or in rows of several.
struct PanelBlock {
  let panel: Panel
  let index: Int
  let grids: [(plane: Int, grid: PlaneGrid)]
  /// The curve that it shows instead.
  let plot: PlotBlock?
  /// Whether planes are in view that the frame is not about.
  private let showsAll: Bool
  /// Whether one title among several says which plane the frame is about.
  let pointsAtCurrent: Bool
  /// The planes that the frame is about, where others are in view too.
  let current: Set<Int>
  /// Planes that have their room and are not to be seen: how many results there are is not to be told.
  let kept: Set<Int>
  /// Whether how large its grids are is not to be told.
  let hidesSize: Bool
  /// The widths of the columns of all of its planes.
  private let widths: PlaneGrid.Widths
  /// The widest of its planes' titles, in view or not, so that nothing moves from frame to frame.
  private let planeTitleWidth: Int
  /// The grids that tell how much room one of its planes takes.
  private let largest: [PlaneGrid]
  /// Whether some frames leave columns out between those that are to be in view.
  let hasSights: Bool
  /// Whether some frames have more of its planes in view than others.
  let variesPlanes: Bool
  /// How many planes have their room, in view or not, so that nothing moves from frame to frame.
  private let roomFor: Int
  /// How many planes stand side by side at most.
  private var perRow: Int

  /// A panel in a frame.
  ///
  /// - Parameter showsAll: Whether planes that the frame is not about are in view too.
  init(
    _ storyboard: Storyboard, _ frame: Frame, panel index: Int, samples: StageSamples,
    _ concealment: StageView.Concealment, typed: TypedNumber? = nil,
    focus: CellReference? = nil, isFinished: Bool = false, isShaded: Bool = false,
    showsAll: Bool = false
  ) {
    let panel = storyboard.panels[index]
    let own = frame.visiblePlanes[index]
    let showsAll = showsAll && panel.canShowAll
    let visible = showsAll ? Array(panel.planes.indices) : own ?? Array(panel.planes.indices)
    self.panel = panel
    self.index = index
    self.showsAll = showsAll
    let results = frame.marks.filter { $0.cell.panel == index && $0.kind == .result }
    let isNamed = panel.planes.count > 1 && (showsAll || own == nil && panel.isFilledByFrames)
    pointsAtCurrent = isNamed
    current = isNamed ? Set(own ?? results.map(\.cell.plane)) : []
    kept =
      showsAll && concealment.hidesCount && panel.tellsResults
      ? Set(panel.planes.indices).subtracting(own ?? visible) : []
    hidesSize = concealment == .unknownSize && (panel.tellsResults || panel.tellsSize)
    plot = panel.plot.map {
      PlotBlock(
        $0, mark: concealment == .none ? frame.plotMarks[index] : nil,
        markWidth: samples.markWidths[index] ?? 0,
        tellsKinds: concealment == .none)
    }
    perRow = panel.planesPerRow
    let widths = PlaneGrid.Widths(
      panel.planes, least: panel.role == .input ? 1 : samples.leastNumberWidth)
    self.widths = widths
    hasSights = samples.sightedPanels.contains(index)
    variesPlanes = !showsAll && samples.variedPlanes.contains(index)
    let hasPointerRoom = isNamed || variesPlanes && panel.isFilledByFrames
    let titleWidth = panel.planes.reduce(0) { max($0, DisplayWidth.of($1.title)) }
    planeTitleWidth = titleWidth + (hasPointerRoom && titleWidth > 0 ? Self.pointer.count : 0)
    roomFor = showsAll ? visible.count : samples.mostPlanes[index] ?? panel.planes.count
    var marks: [Int: [Int: Mark.Kind]] = [:]
    for mark in frame.marks where concealment.shows(mark.kind) && mark.cell.panel == index {
      // A winner among the inputs would tell the hidden result.
      let kind = mark.kind == .chosen && concealment.hidesSums ? .window : mark.kind
      let cell = mark.cell.row * panel.planes[mark.cell.plane].columns + mark.cell.column
      marks[mark.cell.plane, default: [:]][cell] = kind
    }
    let copySigns =
      concealment.shows(.window) ? storyboard.copySigns(in: frame, panel: index) : [:]
    let grids = visible.map { plane -> (plane: Int, grid: PlaneGrid) in
      var grid = PlaneGrid(
        panel: panel, index: plane, widths: widths, marks: marks[plane] ?? [:],
        finishedCells: isFinished ? .max : frame.finishedCells,
        concealment: concealment)
      grid.isShaded = isShaded
      grid.copySigns = copySigns[plane] ?? [:]
      grid.mistaken = concealment.mistaken(in: panel.planes[plane], plane, of: index)
      if let typed, typed.cell.panel == index, typed.cell.plane == plane { grid.typed = typed }
      if let focus, focus.panel == index, focus.plane == plane { grid.pointed = focus }
      if concealment.shows(.window) {
        grid.sights = frame.sights.filter { $0.panel == index && $0.plane == plane }
      }
      return (plane, grid)
    }
    self.grids = grids
    largest = Self.largest(of: panel, grids, widths)
  }

  /// The same with so many planes side by side.
  func abreast(_ planesPerRow: Int) -> PanelBlock {
    var block = self
    block.perRow = planesPerRow
    return block
  }

  /// How many planes may stand side by side, the fewest first, each with fewer rows than the one before;
  /// what belongs together stays in one row or has rows of its own.
  var waysAbreast: [Int] {
    let (count, together) = (max(1, roomFor), showsAll ? panel.planesTogether : 1)
    guard showsAll || panel.planes.count > 1 else { return [perRow] }
    var ways: [Int] = []
    for perRow in 1...count
    where (together % perRow == 0 || perRow % together == 0)
      && ways.last.map({ (count + $0 - 1) / $0 > (count + perRow - 1) / perRow }) ?? true
    {
      ways.append(perRow)
    }
    return ways
  }

  /// The same with fewer planes side by side.
  func narrowed(to planesPerRow: Int) -> PanelBlock {
    var block = self
    block.perRow = min(perRow, planesPerRow)
    return block
  }

  /// The same with more planes side by side.
  func spread(_ planesPerRow: Int) -> PanelBlock {
    var block = self
    block.perRow = max(perRow, planesPerRow)
    return block
  }

  /// The width of the widest number, so that columns of panels that stand below each other can be as
  /// wide.
  func cellWidth(_ cells: CellSize) -> Int {
    grids.reduce(1) { max($0, $1.grid.columnWidth(cells)) }
  }

  /// The width of the widest number itself.
  func numberWidth(_ cells: CellSize) -> Int {
    grids.reduce(0) { max($0, $1.grid.widestText(cells.density)) }
  }

  /// The first cells of its grids, in view or not.
  var firstCells: [CellReference] {
    grids.filter { !panel.planes[$0.plane].values.isEmpty && !kept.contains($0.plane) }
      .map { CellReference(panel: index, plane: $0.plane, row: 0, column: 0) }
  }

  /// How many columns its grids have.
  var columnCount: Int { panel.planes.first?.columns ?? 0 }

  /// The room that it takes with its title.
  func size(_ cells: CellSize) -> Size {
    if let plot {
      let size = plot.size(cells)
      return Size(width: max(titleWidth, size.width), height: size.height + headerHeight)
    }
    let (item, rows, abreast) = (itemSize(cells), roomRows, roomAbreast)
    return Size(
      width: max(titleWidth, abreast * item.width + (abreast - 1) * Self.gap),
      height: rows * item.height + (rows - 1) * spacing(cells) + headerHeight)
  }

  /// How many planes have their room side by side.
  var roomAbreast: Int { min(max(1, roomFor), perRow) }

  /// In how many rows planes have their room.
  var roomRows: Int { (max(1, roomFor) + roomAbreast - 1) / roomAbreast }

  /// The lines between planes below each other: where rows stand apart, so does the name of a plane from the
  /// grid above it.
  func spacing(_ cells: CellSize) -> Int { !panel.isLayer && cells.rowPitch > 1 ? 1 : 0 }

  /// The rows that it needs at least with cells close together: a curve says the same when it is lower.
  func leastHeight(_ cells: CellSize) -> Int {
    plot == nil ? size(cells).height : PlotBlock.leastHeight + headerHeight
  }

  /// The largest of its planes with their titles, in view or not.
  func itemSize(_ cells: CellSize) -> Size {
    largest.reduce(Size(width: planeTitleWidth, height: 0)) { size, grid in
      let ideal = panel.isLayer ? boxSize(grid, cells) : grid.idealSize(cells)
      return Size(
        width: max(size.width, ideal.width), height: max(size.height, ideal.height + titleHeight))
    }
  }

  /// The first grid in view, and those of the planes with the most columns and the most rows.
  private static func largest(
    of panel: Panel, _ grids: [(plane: Int, grid: PlaneGrid)], _ widths: PlaneGrid.Widths
  ) -> [PlaneGrid] {
    let planes = panel.planes
    let largest = [
      planes.indices.max { planes[$0].columns < planes[$1].columns },
      planes.indices.max { planes[$0].rows < planes[$1].rows },
    ].compactMap { $0 }
    return grids.prefix(1).map(\.grid)
      + Set(largest).sorted().map { plane in
        grids.first { $0.plane == plane }?.grid
          ?? PlaneGrid(
            panel: panel, index: plane, widths: widths, marks: [:], finishedCells: .max,
            concealment: .none)
      }
  }

  /// The width at which some columns of each plane are in view, with arrows beside them, and the
  /// whole title.
  func width(ofColumns count: Int, _ cells: CellSize) -> Int {
    // A curve says the same when it is narrower; numbers out of view say nothing.
    if let plot { return max(titleWidth, plot.size(CellSize(.brief)).width) }
    if perRow > 1, roomFor > 1 { return size(cells).width }
    let whole = size(cells).width
    if whole <= Self.narrowest { return whole }
    let grid = grids.reduce(0) { width, item in
      max(width, Self.width(ofColumns: count, cellWidth: item.grid.view(cells).cellWidth))
    }
    return max(titleWidth, planeTitleWidth, grid + labelWidth)
  }

  /// That of all planes, in view or not, with whole numbers; less where a plane has fewer columns.
  func leastWidth(ofColumns count: Int) -> Int {
    if let plot { return max(titleWidth, plot.size(CellSize(.brief)).width) }
    return panel.planes.reduce(max(titleWidth, planeTitleWidth)) { width, plane in
      let number = plane.screenWidth()
      let whole = plane.columns * (number + 1) + 1
      return max(
        width, min(whole, Self.width(ofColumns: count, cellWidth: number)) + labelWidth)
    }
  }

  /// The columns that the labels of its rows take.
  var labelWidth: Int { widths.label }

  private static func width(ofColumns count: Int, cellWidth: Int) -> Int {
    count * (cellWidth + 1) + 1 + 2
  }

  /// A panel as narrow as this is not cut.
  private static let narrowest = 12

  /// The columns between two planes side by side.
  static let gap = 2

  /// How many rows the header takes.
  var headerHeight: Int { 1 }

  /// Twice the row, from the top, on which its grids are centred where it takes so many rows.
  ///
  /// A name without a grid stands on the line of the grids.
  func middle(ofRows rows: Int) -> Int {
    panel.isName ? rows : headerHeight + titleHeight + rows
  }

  /// How many rows each plane's title takes.
  var titleHeight: Int { planeTitleWidth > 0 ? 1 : 0 }

  private var titleWidth: Int { DisplayWidth.of(panel.heading) }

  static let pointer = "▸ "
}

extension Panel {
  /// Whether all of its planes may be in view in every frame: they are channels or filters of a tensor, or
  /// their gradients.
  var canShowAll: Bool { showsTensor && planes.count > 1 && planesPerRow == 1 }
}
