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
  private let pointsAtCurrent: Bool
  /// The planes that the frame is about, where others are in view too.
  private let current: Set<Int>
  /// Planes that have their room and are not to be seen: how many results there are is not to be told.
  private let kept: Set<Int>
  /// Whether how large its grids are is not to be told.
  private let hidesSize: Bool
  /// The widths of the columns of all of its planes.
  private let widths: PlaneGrid.Widths
  /// The widest of its planes' titles, in view or not, so that nothing moves from frame to frame.
  private let planeTitleWidth: Int
  /// The grids that tell how much room one of its planes takes.
  private let largest: [PlaneGrid]
  /// Whether some frames leave columns out between those that are to be in view.
  private let hasSights: Bool
  /// Whether some frames have more of its planes in view than others.
  private let variesPlanes: Bool
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
    let widths = PlaneGrid.Widths(panel.planes)
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
    let item = itemSize(cells)
    let perRow = min(max(1, roomFor), perRow)
    let rows = (max(1, roomFor) + perRow - 1) / perRow
    return Size(
      width: max(titleWidth, perRow * item.width + (perRow - 1) * Self.gap),
      height: rows * item.height + (rows - 1) * spacing(cells) + headerHeight)
  }

  /// The lines between planes below each other: where rows stand apart, so does the name of a plane from the
  /// grid above it.
  private func spacing(_ cells: CellSize) -> Int { !panel.isLayer && cells.rowPitch > 1 ? 1 : 0 }

  /// The rows that it needs at least with cells close together: a curve says the same when it is lower.
  func leastHeight(_ cells: CellSize) -> Int {
    plot == nil ? size(cells).height : PlotBlock.leastHeight + headerHeight
  }

  /// The largest of its planes with their titles, in view or not.
  private func itemSize(_ cells: CellSize) -> Size {
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

  /// The columns kept for how many planes are left out, where that is more in one frame than in another.
  private static let countRoom = ", 00 more".count

  /// A panel as narrow as this is not cut.
  private static let narrowest = 12

  /// The columns between two planes side by side.
  private static let gap = 2

  /// Stacks the planes; where not all fit, those that take part come first.
  func placed(in area: Rect, _ cells: CellSize) -> [StageLayout.Placed] {
    let item = itemSize(cells)
    guard !grids.isEmpty, item.height > 0 else { return [] }
    let body = area.splitTop(headerHeight).rest
    if panel.isLayer, let units = placedUnits(in: body, cells) { return units }
    let perRow = min(max(1, roomFor), perRow)
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
      return StageLayout.Placed(
        panel: index, plane: grids[position].plane, grid: view,
        isEntry: grids[position].grid.isEntry,
        title: title(of: grids[position].plane),
        titleArea: Rect(
          x: x, y: slot.minY, width: perRow == 1 ? body.width : item.width, height: titleHeight),
        area: Rect(
          x: x + indent, y: slot.minY + titleHeight, width: width,
          height: min(view.idealSize.height, max(0, body.maxY - slot.minY - titleHeight))))
    }
  }

  /// The rows in which planes have their names, in view or not.
  func nameRows(in area: Rect, _ cells: CellSize) -> [Int] {
    let body = area.splitTop(headerHeight).rest
    guard titleHeight > 0, !panel.isLayer, !body.isEmpty else { return [] }
    let perRow = min(max(1, roomFor), perRow)
    let rows = (max(1, roomFor) + perRow - 1) / perRow
    let pitch = itemSize(cells).height + spacing(cells)
    return (0..<rows).map { body.minY + $0 * pitch }.filter { $0 < body.maxY }
  }

  /// The panel's own title, above all of its planes; as far as there is room it says how many of them are
  /// in view where some are not, and which part of a grid that is cut.
  ///
  /// - Parameter isLow: Whether it has fewer rows than all of it takes.
  func header(over placed: [StageLayout.Placed], width: Int, isLow: Bool) -> StyledText {
    let title = StyledText(panel.heading, panel.role.style.bold)
    if hidesSize { return title }
    let all = panel.canShowAll ? panel.planes.count : grids.count
    // What is left out, and not which of them it is: they are called by their positions below.
    let left = all - placed.count - kept.count
    let counts = left > 0 ? [", \(left) more", " +\(left)"] : []
    let parts = placed.first.map(extents) ?? []
    let room = width - title.width
    let words = (parts.map { $0 + (counts.first ?? "") }) + counts
    let text = words.first { DisplayWidth.of($0) <= room } ?? ""
    // What is in view is said in more words in one frame and in fewer in another: the title stays.
    let isFolded =
      placed.contains { $0.grid.isFolded(in: $0.area) }
      || !parts.isEmpty && hasSights
    let isVaried = variesPlanes && (panel.canShowAll || isLow)
    return title
      + StyledText(
        isFolded
          ? text.padded(to: room) : isVaried ? text.padded(to: min(room, Self.countRoom)) : text,
        .dim)
  }

  /// Which elements of a cut grid are in view, in words and briefly; empty for one that is whole.
  ///
  /// The rows are left to the lines above and below them, where those have room.
  private func extents(of placed: StageLayout.Placed) -> [String] {
    let layout = panel.planes[placed.plane].layout
    let visible = placed.grid.visible(in: placed.area)
    let spans = [
      placed.grid.countsRows(in: placed.area)
        ? nil : layout.rows.span(of: visible.rows, "row"),
      layout.columns.span(of: visible.columns, layout.rows.size > 1 ? "column" : "position"),
    ].compactMap { $0 }
    guard !spans.isEmpty else { return [] }
    // The title of a column matrix names columns already.
    let forms = panel.columnAxis == .places ? [\AxisSpan.brief] : [\.words, \.brief, \.count]
    return forms.map { form in spans.map { ", " + $0[keyPath: form] }.joined() }
  }

  /// How many rows the header takes.
  var headerHeight: Int { 1 }

  /// Twice the row, from the top, on which its grids are centred where it takes so many rows.
  ///
  /// A name without a grid stands on the line of the grids.
  func middle(ofRows rows: Int) -> Int {
    panel.isName ? rows : headerHeight + titleHeight + rows
  }

  /// How many rows each plane's title takes.
  private var titleHeight: Int { planeTitleWidth > 0 ? 1 : 0 }

  private var titleWidth: Int { DisplayWidth.of(panel.heading) }

  private static let pointer = "▸ "

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

extension Panel {
  /// Whether all of its planes may be in view in every frame: they are channels or filters of a tensor, or
  /// their gradients.
  var canShowAll: Bool { showsTensor && planes.count > 1 && planesPerRow == 1 }
}
