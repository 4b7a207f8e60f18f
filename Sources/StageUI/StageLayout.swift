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

  /// A curve at its place.
  struct PlacedPlot {
    let plot: PlotBlock
    let area: Rect
  }

  /// The frame of a unit, or what there is room for of it.
  struct Box {
    let end: UnitEdge.End
    let area: Rect
    /// Whether it has an upper and a lower side.
    let isWhole: Bool
  }

  /// A line below the panels, from one to another that is computed from it too.
  struct Wire {
    let area: Rect
  }

  /// How many rows of a graph are out of view, above those that are or below.
  struct Count {
    let rows: Int
    let isAbove: Bool
    let area: Rect
  }

  let headers: [Header]
  let planes: [Placed]
  let plots: [PlacedPlot]
  /// The frames of units.
  let boxes: [Box]
  let signs: [Sign]
  let wires: [Wire]
  let counts: [Count]
  /// How many rows the grids take, titles included.
  let height: Int
  private let choice: StageTableChoice
  /// The lines from one row of cells to the next.
  let rowPitch: Int
  /// Whether every grid is in view whole.
  let isWhole: Bool
  /// The first cells of the grids of the panels in view, in the order of the panels.
  let grids: [CellReference]

  /// Lays out the panels as a table, spaciously where there is room.
  ///
  /// Where not all cells fit, panels that may be left out are, numbers are written briefly, and what
  /// takes part in the frames has precedence: first of all a window is to be seen whole.
  ///
  /// - Parameters:
  ///   - concealment: What stands in place of results.
  ///   - present: The frame on the stage, where another one is drawn: the answer to pointing moves nothing.
  ///   - typed: The number being typed into a cell.
  ///   - focus: The cell that has to be in view; `nil` for the middle of what takes part.
  ///   - isFinished: Whether every result has its number, also those that later frames make.
  ///   - isShaded: Whether numbers have shades behind them.
  ///   - samples: What is known of the storyboard's frames.
  ///   - arrangement: How all planes of its panels stand; `nil` for those alone that the frame is about.
  ///   - area: The rectangle for grids and their titles.
  ///   - spacing: How far apart cells may stand.
  init(
    _ storyboard: Storyboard, _ frame: Frame, _ concealment: StageView.Concealment,
    present: Frame? = nil, typed: TypedNumber? = nil, focus: CellReference? = nil,
    isFinished: Bool = false,
    isShaded: Bool = false,
    samples: StageSamples, arrangement: PlaneArrangement? = nil, in area: Rect,
    _ spacing: StageSpacing
  ) {
    let blocks = storyboard.panels.indices.map { index in
      PanelBlock(
        storyboard, frame, panel: index, samples: samples, concealment, typed: typed,
        focus: focus, isFinished: isFinished, isShaded: isShaded, showsAll: arrangement != nil)
    }
    if let bandsPerRow = storyboard.bandsPerRow {
      let choice = StageTableChoice(
        rows: blocks, bandsPerRow: bandsPerRow, reach: samples.reach, in: area.size)
      let about = (present ?? frame).marks.last { $0.kind == .result }?.cell.panel
      self.init(
        choice, in: area, spacing, isShaded: isShaded, about: about ?? 0,
        focus: (typed?.cell ?? focus)?.panel)
      return
    }
    let choice =
      arrangement.map { StageTableChoice(blocks, reach: samples.reach, $0, in: area.size) }
      ?? StageTableChoice(
        blocks, reach: samples.reach, goesOnBelow: storyboard.goesOnBelow, in: area.size)
    self.init(choice, in: area, spacing, isShaded: isShaded)
  }

  /// Puts everything at its place.
  ///
  /// - Parameters:
  ///   - panel: The panel that the frame is about, whose row of a graph is in view.
  ///   - focus: The panel that somebody points at.
  private init(
    _ choice: StageTableChoice, in area: Rect, _ spacing: StageSpacing, isShaded: Bool,
    about panel: Int = 0, focus: Int? = nil
  ) {
    let table = choice.table
    let area = area.splitLeft(table.rows?.leading ?? 0).rest
    self.choice = choice
    let sized = table.sized(in: area, spacing, isShaded: isShaded)
    height = min(area.height, sized.height)
    rowPitch = sized.rowPitch
    isWhole = table.isWhole(in: area.size)
    grids = table.grids
    var headers: [Header] = []
    var planes: [Placed] = []
    var plots: [PlacedPlot] = []
    var boxes: [Box] = []
    var signs: [Sign] = []
    let left =
      area.minX + max(0, (area.width - table.total(sized.widths, sized.gap)) / 2)
      + table.indent(sized.gap)
    let view = table.rowsInView(sized, about: panel, focus: focus, in: area.height)
    counts = view?.counts(in: area) ?? []
    var y = area.minY + (counts.contains(where: \.isAbove) ? 1 : 0)
    var wires: [Wire] = []
    for (band, whole) in sized.heights.enumerated()
    where view?.bands.contains(band) ?? true {
      if band > (view?.bands.lowerBound ?? 0) { y += sized.gap(before: band) }
      var x = left + table.inset(ofBand: band, sized.widths, sized.gap)
      var middles: [Int: Int] = [:]
      let bandHeight = table.hasWires(band: band) ? max(1, whole - 1) : whole
      var placedBlocks: [PlacedBlock] = []
      let columns = table.columns(ofBand: band)
      let middle = columns.reduce(0) { middle, column in
        guard let block = table.block(band: band, column: column) else { return middle }
        let tall = min(block.size(sized.cells[column]).height, bandHeight)
        return max(middle, block.middle(ofRows: tall))
      }
      for column in columns {
        let columnWidth = sized.widths[column]
        defer { x += columnWidth + sized.gap }
        guard let block = table.block(band: band, column: column) else { continue }
        let cells = sized.cells[column]
        let tall = block.panel.isLayer ? bandHeight : min(block.size(cells).height, bandHeight)
        // Grids stand centred on one row, their titles above them.
        let lower = max(0, min(middle - block.middle(ofRows: tall), 2 * (bandHeight - tall))) / 2
        let place = Rect(
          x: x, y: y + lower, width: columnWidth, height: tall
        ).intersection(area)
        middles[block.index] = place.minX + place.width / 2
        for start in block.panel.wires.compactMap({ middles[$0] }) {
          let end = place.minX + place.width / 2
          wires.append(
            Wire(
              area: Rect(x: start, y: y + bandHeight, width: end - start + 1, height: 1)
                .intersection(area)))
        }
        let placed = block.placed(in: place, cells)
        if !block.panel.isName {
          headers.append(
            Header(
              block, over: placed, in: place, margin: (sized.gap - 1) / 2, of: area,
              isLow: tall < block.size(cells).height))
        }
        planes += placed
        if block.panel.isLayer { boxes += block.boxes(around: placed, in: place, cells) }
        if let plot = block.plot {
          plots.append(
            PlacedPlot(plot: plot, area: place.splitTop(block.headerHeight).rest))
        }
        placedBlocks.append(
          PlacedBlock(block: block, area: place, nameRows: block.nameRows(in: place, cells)))
      }
      let line = Self.line(ofSignsBetween: placedBlocks, around: 2 * y + max(0, middle - 1))
      // A name without a grid stands on the line of the signs beside it.
      for placed in placedBlocks where placed.block.panel.isName {
        let place = Rect(x: placed.area.minX, y: line, width: placed.area.width, height: 1)
        headers.append(Header(placed.block, in: place, of: area))
      }
      signs += Self.signs(
        between: placedBlocks, on: line,
        before: table.beginsWithSign(band: band) ? sized.gap : nil)
      y += whole
    }
    self.headers = headers
    self.planes = planes
    self.plots = plots
    self.boxes = boxes
    self.signs = signs
    self.wires = wires
  }

  /// The panels as they stand.
  var table: StageTable { choice.table }

  /// How many rows they need at least where nothing is to be cut.
  ///
  /// - Complexity: That of going through all ways in which they may stand, where they are cut.
  var leastHeight: Int { choice.leastHeight }

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

  /// Where the cursor of a number being typed stands.
  func cursor(of typed: TypedNumber) -> Point? {
    let cell = typed.cell
    let placed = planes.first { $0.panel == cell.panel && $0.plane == cell.plane }
    let frame = placed.flatMap {
      $0.grid.frame(of: GridView.Position(row: cell.row, column: cell.column), in: $0.area)
    }
    return frame.map { Point(x: $0.maxX - 1, y: $0.minY) }
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
}
