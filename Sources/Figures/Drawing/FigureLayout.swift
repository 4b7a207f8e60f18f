import Storyboards
import Typesetting

/// Where everything of a storyboard stands in a figure, whatever draws it: panels as the cells of a
/// table, the title above, arithmetic and sentence below.
///
/// It is that of all frames, so that nothing moves from one to the next, and frames that are drawn
/// one by one can be laid over each other.
struct FigureLayout {
  /// A panel at its place.
  struct Placed {
    var figure: PanelFigure
    let origin: FigurePoint
    let width: Double

    /// Where the grid of a slot stands.
    func grid(_ slot: Int) -> FigureRect { figure.grid(slot, from: origin, width: width) }

    /// The middle of the panel's title.
    var titleX: Double { figure.middle(from: origin, width: width) }
  }

  /// A sign between two panels.
  struct Sign {
    let sign: PanelSign
    let middle: FigurePoint
    /// How high the lower of the panels is.
    let height: Double
  }

  /// A line below the panels, from one to another that is computed from it too.
  struct Wire {
    let start: FigurePoint
    let end: FigurePoint
  }

  /// The panels.
  let panels: [Placed]
  /// The signs between them.
  let signs: [Sign]
  /// The lines below them.
  let wires: [Wire]
  /// The size of everything.
  let size: (width: Double, height: Double)
  /// The lines of the title.
  let title: [String]
  /// How many columns a line of text has.
  let textColumns: Int
  /// The upper edge of the lines below the panels.
  let textY: Double

  /// The least columns of a line of text, so that small grids do not make a tower of words.
  private static let leastColumns = 64
  /// The columns up to which a long title makes a figure wider, before it is broken.
  private static let mostColumnsForTitle = 90
  /// How many frames are looked at for how much room things take, where there are more.
  private static let mostSamples = 64

  /// Lays a storyboard out.
  init(_ storyboard: Storyboard) {
    let samples = Self.samples(of: storyboard.frames)
    var table = FigureTable(storyboard, samples: samples)
    table.fitPage()
    table.alignColumns()
    let count = storyboard.frames.count
    let counter = DisplayWidth.of(FrameDrawing.counter(count - 1, of: count))
    let counterWidth = counter == 0 ? 0 : FigureMetrics.width(counter + 3)
    let titleWidth =
      FigureMetrics.width(DisplayWidth.of(storyboard.title), size: FigureMetrics.titleSize)
    // A title makes a figure wider, but not much.
    let wanted = max(
      table.width, min(titleWidth + counterWidth, FigureMetrics.width(Self.mostColumnsForTitle)))
    textColumns = max(
      Self.leastColumns, Int((wanted / FigureMetrics.characterWidth).rounded(.up)))
    let width = FigureMetrics.width(textColumns)
    title = storyboard.title.wrapped(
      to: Int((width - counterWidth) / FigureMetrics.width(1, size: FigureMetrics.titleSize)))
    let top =
      FigureMetrics.margin + Double(title.count) * FigureMetrics.titleLineHeight
      + FigureMetrics.textGap / 2
    let origin = FigurePoint(x: FigureMetrics.margin + (width - table.width) / 2, y: top)
    (panels, signs) = table.placed(from: origin)
    wires = Self.wires(among: panels)
    textY = top + table.height + FigureMetrics.textGap
    let columns = textColumns
    let lines = samples.reduce(1) {
      max($0, FigureText(storyboard.frames[$1], columns: columns).lines.count)
    }
    size = (
      width + 2 * FigureMetrics.margin,
      textY + Double(lines) * FigureMetrics.lineHeight + FigureMetrics.margin
    )
  }

  /// From the middle of a panel's lower edge to that of another.
  private static func wires(among panels: [Placed]) -> [Wire] {
    func end(_ placed: Placed) -> FigurePoint {
      FigurePoint(
        x: placed.titleX, y: placed.origin.y + placed.figure.height + FigureMetrics.wireGap)
    }
    return panels.flatMap { placed in
      placed.figure.panel.wires.compactMap { wired in
        panels.first { $0.figure.index == wired }.map { Wire(start: end($0), end: end(placed)) }
      }
    }
  }

  private static func samples(of frames: Frames) -> [Int] {
    let count = min(frames.count, mostSamples)
    guard count > 1 else { return [0] }
    return (0..<count).map { $0 * (frames.count - 1) / (count - 1) }
  }
}

/// What is written below the panels in a frame.
struct FigureText {
  /// Its lines, arithmetic first.
  let lines: [ColoredText]

  init(_ frame: Frame, columns: Int) {
    let arithmetic = ArithmeticBlock(width: columns, glyphs: .unicode).lines(frame.told)
    let caption = frame.caption.wrapped(to: columns).map { ColoredText($0, .dim) }
    lines = arithmetic + (frame.caption.isEmpty ? [] : caption)
  }
}

/// The panels as the cells of a table: those of one band side by side, those of one column below each
/// other.
///
/// Where that is too wide for a page and they may go on below, so do columns.
private struct FigureTable {
  private var cells: [[Int: PanelFigure]] = []
  private let columns: [Int]
  /// Whether columns may go on below others.
  private let mayWrap: Bool
  /// Whether each band is a row of a graph, in which a gradient may have none on its left.
  private let hasRowsOfOps: Bool

  init(_ storyboard: Storyboard, samples: [Int]) {
    let frames = samples.map { storyboard.frames[$0] }
    for (index, panel) in storyboard.panels.enumerated() {
      let visible = frames.reduce(0) {
        max($0, $1.visiblePlanes[index]?.count ?? panel.planes.count)
      }
      while cells.count <= panel.place.band { cells.append([:]) }
      let column = panel.place.column ?? ((cells[panel.place.band].keys.max() ?? -1) + 1)
      cells[panel.place.band][column] = PanelFigure(panel, index: index, visibleCount: visible)
    }
    columns = Set(cells.flatMap(\.keys)).sorted()
    hasRowsOfOps = storyboard.bandsPerRow != nil
    // Lines below the panels lead along one row, and edges from layer to layer.
    mayWrap =
      (storyboard.goesOnBelow || cells.count == 1)
      && storyboard.panels.allSatisfy { $0.wires.isEmpty && !$0.isLayer }
  }

  /// Puts the planes of panels side by side where the table is too high for a page, as far as it is wide
  /// enough for them; then makes cells lower.
  mutating func fitPage() {
    for column in columns where height > FigureMetrics.pageHeight {
      var wider = self
      for band in cells.indices { wider.cells[band][column]?.spread() }
      if wider.width <= FigureMetrics.pageWidth, wider.height < height { self = wider }
    }
    for size in FigureMetrics.lowerCells where height > FigureMetrics.pageHeight {
      for band in cells.indices { cells[band] = cells[band].mapValues { $0.shrunk(to: size) } }
    }
  }

  /// Makes grids of as many columns that stand below each other equally wide: they are read
  /// downwards.
  mutating func alignColumns() {
    for column in columns {
      let figures = cells.compactMap { $0[column] }
      for count in Set(figures.map(\.columns)) {
        let alike = figures.filter { $0.columns == count }
        guard alike.count > 1 else { continue }
        let cellWidth = alike.map(\.cellWidth).max() ?? 0
        let labelWidth = alike.map(\.labelWidth).max() ?? 0
        for band in cells.indices where cells[band][column]?.columns == count {
          cells[band][column]?.cellWidth = cellWidth
          cells[band][column]?.labelWidth = labelWidth
        }
      }
    }
  }

  /// Between two columns.
  private var gap: Double {
    cells.contains { $0.values.contains(where: \.panel.isLayer) }
      ? FigureMetrics.edgeLength : FigureMetrics.columnGap
  }

  private func width(of column: Int) -> Double {
    cells.reduce(0) { max($0, $1[column]?.width ?? 0) }
  }

  private func width(of row: [Int]) -> Double {
    row.map(width(of:)).reduce(gap * Double(max(0, row.count - 1)), +)
  }

  /// The columns in the rows in which they stand; a single one where they need not or may not go on below.
  private var rows: [[Int]] {
    guard mayWrap, width(of: columns) > FigureMetrics.pageWidth else { return [columns] }
    return columns.reduce(into: [[]]) { rows, column in
      let isFull = width(of: rows[rows.count - 1] + [column]) > FigureMetrics.pageWidth
      if isFull, !rows[rows.count - 1].isEmpty { rows.append([]) }
      rows[rows.count - 1].append(column)
    }
  }

  /// The heights of a row's bands.
  private func heights(of row: [Int]) -> [Double] {
    cells.map { band in row.reduce(0) { max($0, band[$1]?.height ?? 0) } }
  }

  var width: Double { rows.map(width(of:)).max() ?? 0 }

  var height: Double {
    let bands = rows.flatMap(heights(of:))
    return bands.reduce(FigureMetrics.bandGap * Double(max(0, bands.count - 1)), +)
  }

  /// Grids of a band stand centred on one line, and signs level with it.
  func placed(from origin: FigurePoint) -> ([FigureLayout.Placed], [FigureLayout.Sign]) {
    var placed: [FigureLayout.Placed] = []
    var signs: [FigureLayout.Sign] = []
    var y = origin.y
    for (position, row) in rows.enumerated() {
      for (band, height) in zip(cells, heights(of: row)) {
        var x = origin.x
        // What a row begins with goes on from the end of the one above it.
        var previous = position > 0 ? rows[position - 1].last.flatMap { band[$0] } : nil
        var end = x - gap
        // All signs of a row are level with the middle of its grids.
        let tallest = row.compactMap { band[$0] }.max { $0.height < $1.height }
        let middle = tallest.map { y + (height - $0.height) / 2 + $0.middleOfGrids } ?? y
        for column in row {
          let width = width(of: column)
          if var figure = band[column] {
            if figure.panel.isLayer { figure.spreadHeight = height }
            // A name without a grid stands level with the signs.
            let lower = figure.panel.isName ? FigureMetrics.headerHeight / 2 : 0
            placed.append(
              FigureLayout.Placed(
                figure: figure,
                origin: FigurePoint(x: x, y: y + (height - figure.height) / 2 + lower),
                width: width))
            if previous != nil || hasRowsOfOps, let sign = figure.panel.sign {
              signs.append(
                FigureLayout.Sign(
                  sign: sign, middle: FigurePoint(x: (end + x) / 2, y: middle),
                  height: min(previous?.height ?? 0, figure.height)
                    - FigureMetrics.headerHeight))
            }
            (previous, end) = (figure, x + width)
          }
          x += width + gap
        }
        y += height + FigureMetrics.bandGap
      }
    }
    return (placed.sorted { $0.figure.index < $1.figure.index }, signs)
  }
}
