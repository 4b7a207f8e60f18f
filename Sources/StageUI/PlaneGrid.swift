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
  /// What stands in place of results.
  let concealment: StageView.Concealment

  /// How close cells stand, and how much of a number they say.
  enum Density {
    /// Empty lines between rows, and at least three characters a cell.
    case spacious
    /// As close as their numbers allow.
    case compact
    /// Closer still: numbers have two decimals, or the few that say as much.
    case brief
  }

  private var plane: Plane { panel.planes[index] }

  /// Whether it is being typed.
  var isEntry: Bool {
    guard case .entry(let entry) = concealment else { return false }
    return entry.rows == plane.rows && entry.columns == plane.columns
  }

  /// The grid to draw.
  func view(_ density: Density) -> GridView {
    let isSpacious = density == .spacious
    if concealment == .unknownSize {
      return GridView([[GridView.Item("?", .dim)]], minimumCellWidth: isSpacious ? 3 : 1)
    }
    return GridView(
      rowCount: plane.rows, columnCount: plane.columns,
      cellWidth: max(widestText(density), isSpacious ? 3 : 1), rowSpacing: isSpacious ? 1 : 0,
      focus: focus
    ) { position in
      item(position.row, position.column, density)
    }
  }

  /// Columns keep their width while cells fill up, so that nothing jumps.
  private func widestText(_ density: Density) -> Int {
    let width = density == .brief ? plane.briefWidth : plane.numberWidth
    guard case .entry(let entry) = concealment, isEntry else { return width }
    return max(width, entry.widestText)
  }

  /// The cell that must stay in view: the middle of what takes part.
  private var focus: GridView.Position {
    if case .entry(let entry) = concealment, isEntry { return entry.cursorPosition }
    guard let least = marks.keys.min(), let most = marks.keys.max() else {
      return GridView.Position(row: 0, column: 0)
    }
    return GridView.Position(
      row: (least / plane.columns + most / plane.columns) / 2,
      column: (least % plane.columns + most % plane.columns) / 2)
  }

  private func item(_ row: Int, _ column: Int, _ density: Density) -> GridView.Item {
    let position = row * plane.columns + column
    switch concealment {
    case .none: break
    case .entry(let entry) where isEntry: return entry.items[position]
    case .questionMarks where marks[position] == .result:
      return GridView.Item("?", panel.role.style.reversed.bold, mark: .square)
    case .entry, .questionMarks, .unknownSize: return GridView.Item("?", .dim)
    }
    if !panel.isFinished(
      row: row, column: column, plane: index, finishedCells: finishedCells)
    {
      return marks[position] == .chosen
        ? GridView.Item("·", Style.dim.reversed, mark: .round) : GridView.Item("·", .dim)
    }
    let value = plane[row, column]
    let text =
      density == .brief
      ? NumberText.brief(value, decimals: plane.briefDecimals) : NumberText.short(value)
    let role = plane.holdsElement(row: row, column: column) ? panel.role : .padding
    switch marks[position] {
    case nil: return GridView.Item(text, role.style)
    case .window: return GridView.Item(text, role.style.reversed, mark: .square)
    case .chosen: return GridView.Item(text, role.style.reversed.bold, mark: .round)
    case .result: return GridView.Item(text, role.style.reversed.bold, mark: .square)
    case .uncovered: return GridView.Item(text, Style.warning.underlined)
    }
  }
}
