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
  /// Where not all cells fit, numbers are written briefly, and what takes part in the frames has
  /// precedence: first of all a window is to be seen whole.
  ///
  /// - Parameters:
  ///   - concealment: What stands in place of results.
  ///   - reach: How many columns of each panel take part at once; 1 where absent.
  ///   - area: The rectangle for grids and their titles.
  ///   - allowsSpace: Whether cells may stand apart; without, the height is the least possible.
  init(
    _ storyboard: Storyboard, _ frame: Frame, _ concealment: StageView.Concealment,
    reach: [Int: Int], in area: Rect, allowsSpace: Bool
  ) {
    let columns = storyboard.panels.indices.map { index in
      PanelColumn(storyboard, frame, panel: index, concealment)
    }
    let density = Self.density(of: columns, reach, in: area, allowsSpace: allowsSpace)
    let gap = Self.gap(density, in: area)
    let gaps = gap * max(0, columns.count - 1)
    let sizes = columns.map { $0.size(density) }
    let widths = Self.sharing(
      area.width - gaps, among: sizes.map(\.width),
      needing: columns.map { $0.width(ofColumns: reach[$0.index] ?? 1, density) })
    height = min(area.height, sizes.map(\.height).max() ?? 0)

    var headers: [Header] = []
    var planes: [Placed] = []
    var signs: [Sign] = []
    var x = area.minX + max(0, (area.width - gaps - widths.reduce(0, +)) / 2)
    for (index, column) in columns.enumerated() {
      let place = Rect(x: x, y: area.minY, width: widths[index], height: area.height)
      headers.append(
        Header(title: column.header, area: place.splitTop(column.headerHeight).top))
      planes += column.placed(in: place, density)
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
  private static func sign(before panel: Panel) -> String {
    if panel.isFilledByFrames { return "→" }
    if panel.operand == .bias { return "+" }
    return panel.role == .kernel ? "∗" : ""
  }

  /// As spacious as there is room for what takes part.
  ///
  /// Whether numbers are brief does not depend on the planes of the frame, so that nothing jumps.
  private static func density(
    of columns: [PanelColumn], _ reach: [Int: Int], in area: Rect, allowsSpace: Bool
  ) -> PlaneGrid.Density {
    func fits(_ widths: [Int], _ density: PlaneGrid.Density) -> Bool {
      widths.reduce(gap(density, in: area) * max(0, columns.count - 1), +) <= area.width
    }
    let spacious = columns.map { $0.size(.spacious) }
    if allowsSpace, fits(spacious.map(\.width), .spacious),
      (spacious.map(\.height).max() ?? 0) <= area.height
    {
      return .spacious
    }
    let least = columns.map { $0.leastWidth(ofColumns: reach[$0.index] ?? 1) }
    return fits(least, .compact) ? .compact : .brief
  }

  private static func gap(_ density: PlaneGrid.Density, in area: Rect) -> Int {
    area.width >= 60 && density != .brief ? 5 : 3
  }

  /// Gives each column what it needs, and a fair part of the rest; the widest gives way where room is
  /// short.
  private static func sharing(_ room: Int, among wanted: [Int], needing needed: [Int]) -> [Int] {
    // No column keeps more than all of the room.
    var widths = zip(wanted, needed).map { min($0, $1, max(room, 4)) }
    while widths.reduce(0, +) > max(room, 0), let widest = widths.max(), widest > 4,
      let index = widths.firstIndex(of: widest)
    {
      widths[index] -= 1
    }
    // Whoever has the smallest share of what it wants comes next.
    while widths.reduce(0, +) < room,
      let index = widths.indices.filter({ widths[$0] < wanted[$0] }).min(by: {
        widths[$0] * wanted[$1] < widths[$1] * wanted[$0]
      })
    {
      widths[index] += 1
    }
    return widths
  }
}
