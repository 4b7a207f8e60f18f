import Storyboards
import TerminalKit
import Typesetting

/// What a plane's cells look like in one frame.
struct PlaneGrid: Sendable {
  let panel: Panel
  /// The plane's position in the panel.
  let index: Int
  /// The parts that cells play, by position in row-major order.
  let marks: [Int: Mark.Kind]
  /// How many of the panel's cells are finished.
  let finishedCells: Int
  /// What stands in place of results, here and elsewhere on the stage.
  private let stage: StageView.Concealment
  /// The number being typed into one of the cells.
  var typed: TypedNumber?
  /// The cells of a product that somebody has got wrong, by position.
  var mistaken: Set<Int> = []
  /// The cell that somebody points at, which stays in view.
  var pointed: CellReference?
  /// The cells that are in view before others; where there are none, the middle of what takes part is.
  var sights: [CellReference] = []
  /// What stands before numbers that are read as copies, and before those that are copied, by position.
  var copySigns: [Int: Character] = [:]
  /// Whether numbers have a shade behind them that says how large they are.
  var isShaded = false

  /// How close cells stand, and how much of a number they say.
  enum Density {
    /// Wide, and more than a line a row.
    case spacious
    /// In columns wider than numbers need.
    case wide
    /// As close as their numbers allow.
    case compact
    /// Closer still: numbers have two decimals, or the few that say as much.
    case brief
  }

  private var plane: Plane { panel.planes[index] }

  /// The widths of its numbers and of the labels of its rows: those of all planes of the panel, so that what
  /// stands in one place in turn has the same columns.
  struct Widths {
    private(set) var number = 1
    private(set) var brief = 1
    private(set) var label = 0

    /// - Parameter least: The columns of a number at least, `0.4133`; brief ones, `−0.41`, have one less.
    init(_ planes: [Plane], least: Int) {
      (number, brief) = (least, max(1, least - 1))
      for plane in planes {
        number = max(number, plane.screenWidth())
        brief = max(brief, plane.screenWidth(isBrief: true))
        label = max(label, plane.labelWidth)
      }
    }
  }

  private let widths: Widths

  /// Whether every cell takes part, and none of them more than another, of what is no input that is read.
  private let isWhole: Bool

  init(
    panel: Panel, index: Int, widths: Widths, marks: [Int: Mark.Kind], finishedCells: Int,
    concealment: StageView.Concealment
  ) {
    self.widths = widths
    (self.panel, self.index, self.marks) = (panel, index, marks)
    (self.finishedCells, stage) = (finishedCells, concealment)
    isWhole =
      !panel.isRead && marks.count == panel.planes[index].values.count
      && marks.values.allSatisfy { $0 == .window }
  }

  /// What stands in place of this panel's numbers.
  private var concealment: StageView.Concealment { panel.tellsResults ? stage : .none }

  /// Whether it is being typed.
  var isEntry: Bool {
    guard case .entry(let entry) = concealment, panel.isFilledByFrames else { return false }
    return entry.rows == plane.rows && entry.columns == plane.columns
  }

  /// The grid to draw.
  func view(_ density: Density) -> GridView { view(CellSize(density)) }

  /// The room that it takes: that of all its cells, also while their number is kept back.
  func idealSize(_ cells: CellSize) -> Size {
    let rows = plane.rows
    guard rows > 0 else { return .zero }
    let spacing = panel.isLayer ? 0 : cells.rowSpacing
    return Size(
      width: max(widths.label, cells.labelWidth) + plane.columns * (columnWidth(cells) + 1) + 1,
      height: rows * cells.height + (rows - 1) * spacing)
  }

  /// The width of its columns.
  func columnWidth(_ cells: CellSize) -> Int {
    max(widestText(cells.density), cells.leastWidth, 1)
  }

  /// The grid with columns of a width at least.
  func view(_ cells: CellSize) -> GridView {
    if stage == .unknownSize, !panel.isOptional, panel.tellsResults || panel.tellsSize {
      var unknown = GridView([[GridView.Item("?", .dim)]], minimumCellWidth: cells.leastWidth)
      unknown.cellHeight = cells.height
      return unknown
    }
    return cellGrid(cells)
  }

  private func cellGrid(_ cells: CellSize) -> GridView {
    let width = columnWidth(cells)
    var grid = GridView(
      rowCount: plane.rows, columnCount: plane.columns, cellWidth: width,
      rowSpacing: panel.isLayer ? 0 : cells.rowSpacing, focus: focus
    ) { position in
      if let typed, typed.cell.row == position.row, typed.cell.column == position.column {
        // A column keeps its width: of a long number its end is seen, and all of it below.
        return GridView.Item(
          typed.text.isEmpty
            ? plane.text(row: position.row, column: position.column)
            : String(typed.text.suffix(width)),
          Style.accent.reversed.bold.underlined, mark: .round)
      }
      return item(position.row, position.column, cells.density)
    }
    grid.cellHeight = cells.height
    let numbers = max(
      widestText(cells.density), panel.columnAxis == nil ? 0 : cells.numberWidth)
    grid.trailingRoom = (width - numbers) / 2
    if !isEntry, !sights.isEmpty {
      let sought = sights + [pointed].compactMap(\.self)
      grid.soughtColumns = Set(sought.map(\.column)).sorted()
      grid.soughtRows = Set(sought.map(\.row)).sorted()
    }
    // Those of a unit stand in its frame, where its edges are drawn.
    grid.rowLabels = panel.isLayer ? [] : plane.rowLabels
    grid.labelWidth = max(widths.label, cells.labelWidth)
    return grid
  }

  /// Columns keep their width while cells fill up, so that nothing jumps.
  func widestText(_ density: Density) -> Int {
    let width = density == .brief ? widths.brief : widths.number
    guard case .entry(let entry) = concealment, isEntry else { return width }
    return max(width, entry.widestText)
  }

  /// The cell that must stay in view: the one pointed at, one that the frame names, or the middle of what
  /// takes part.
  private var focus: GridView.Position {
    if let pointed { return GridView.Position(row: pointed.row, column: pointed.column) }
    if case .entry(let entry) = concealment, isEntry { return entry.cursorPosition }
    if let sight = sights.first { return GridView.Position(row: sight.row, column: sight.column) }
    guard let least = marks.keys.min(), let most = marks.keys.max() else {
      return GridView.Position(row: 0, column: 0)
    }
    return GridView.Position(
      row: (least / plane.columns + most / plane.columns) / 2,
      column: (least % plane.columns + most % plane.columns) / 2)
  }

  private func item(_ row: Int, _ column: Int, _ density: Density) -> GridView.Item {
    let position = row * plane.columns + column
    // Products would tell the sum.
    if concealment.hidesSums, panel.isOptional { return GridView.Item(Plane.nothing, .dim) }
    if concealment.hidesSums, panel.isSentBack { return GridView.Item("?", .dim) }
    if keepsBackStep(position) {
      return GridView.Item("?", marks[position] == nil ? .dim : Style.dim.reversed, mark: .square)
    }
    let kind = plane.kind(row: row, column: column)
    if concealment.hidesSums, kind == .cropped { return GridView.Item("?", .dim) }
    let turn = panel.turn(row: row, column: column, plane: index)
    switch concealment {
    case .entry(let entry) where isEntry: return entry.items[position]
    case .entry, .unknownSize: return GridView.Item("?", .dim)
    case .found(let found), .questionMarks(_, let found, _):
      if let turn, !found.contains(turn) {
        switch marks[position] {
        case .result: return GridView.Item("?", panel.role.style.reversed.bold, mark: .square)
        case .chosen: return GridView.Item("?", Style.dim.reversed, mark: .round)
        default: return GridView.Item("?", .dim)
        }
      }
    case .none:
      if let turn, turn >= finishedCells {
        return switch marks[position] {
        case .chosen: GridView.Item(Plane.nothing, Style.dim.reversed, mark: .round)
        case .window, .result: GridView.Item(Plane.nothing, .dim, mark: .square)
        case .uncovered, nil: GridView.Item(Plane.nothing, .dim)
        }
      }
    }
    // That the ring of a max pool never wins is a part of what is asked.
    let isTelling = stage.hidesSums && kind == .padding && plane[row, column].isInfinite
    let sign = copySigns[position]
    let isBrief = density == .brief
    let text =
      isTelling
      ? Plane.nothing
      : sign == nil
        ? plane.text(row: row, column: column, isBrief: isBrief)
        : plane.number(row: row, column: column, isBrief: isBrief)
    var item = item(text, row, column)
    item.sign = sign
    return item
  }

  /// What is written in a cell, in the style of the part that it plays.
  private func item(_ text: String, _ row: Int, _ column: Int) -> GridView.Item {
    let position = row * plane.columns + column
    if mistaken.contains(position) {
      return GridView.Item(text, Style.failure.reversed.bold, mark: .round)
    }
    var style = style(row, column)
    if copySigns[position] == CopyLink.source { style = style.bold.underlined }
    switch marks[position] {
    case nil: return GridView.Item(text, shaded(style, row, column))
    // Beside the input a grid that is used whole needs no reverse: one block in the input and one in the
    // result lead the eye.
    case .window where isWhole:
      return GridView.Item(text, shaded(style, row, column), mark: .square)
    case .window: return GridView.Item(text, style.reversed, mark: .square)
    case .chosen: return GridView.Item(text, style.reversed.bold, mark: .round)
    case .result: return GridView.Item(text, style.reversed.bold, mark: .square)
    case .uncovered: return GridView.Item(text, .dim)
    }
  }

  /// Whether a number that leads to results is kept back: what leads to one that has been found stands on
  /// its frame.
  private func keepsBackStep(_ position: Int) -> Bool {
    guard panel.leadsToResults else { return false }
    if case .found = concealment { return marks[position] == nil }
    return concealment.hidesSums
  }

  private func shaded(_ style: Style, _ row: Int, _ column: Int) -> Style {
    // A switch is a place, a target a class: neither is bright or dark.
    guard isShaded, panel.operand != .switches, panel.operand != .target,
      plane.kind(row: row, column: column).isElement,
      let heat = HeatShade(plane[row, column], among: plane.largestMagnitude)
    else { return style }
    return style.shaded(heat)
  }

  private func style(_ row: Int, _ column: Int) -> Style {
    Style(panel.hue(row: row, column: column, plane: index))
  }
}

extension Plane {
  /// How many columns its widest number takes on a screen, whichever characters that has.
  func screenWidth(isBrief: Bool = false) -> Int {
    max(isBrief ? briefWidth : numberWidth, holdsInfinity ? "-inf".count : 0)
  }
}
