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
    let text: String
    let middle: FigurePoint
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
    let arithmetic = ArithmeticBlock(width: columns, glyphs: .unicode).lines(frame.arithmetic)
    let caption = frame.caption.wrapped(to: columns).map { ColoredText($0, .dim) }
    lines = arithmetic + (frame.caption.isEmpty ? [] : caption)
  }
}

/// The panels as the cells of a table: those of one band side by side, those of one column below each
/// other.
private struct FigureTable {
  private var cells: [[Int: PanelFigure]] = []
  private let columns: [Int]

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

  private var widths: [Double] {
    columns.map { column in cells.reduce(0) { max($0, $1[column]?.width ?? 0) } }
  }

  private var heights: [Double] {
    cells.map { band in band.values.reduce(0) { max($0, $1.height) } }
  }

  var width: Double {
    widths.reduce(FigureMetrics.columnGap * Double(max(0, columns.count - 1)), +)
  }

  var height: Double {
    heights.reduce(FigureMetrics.bandGap * Double(max(0, cells.count - 1)), +)
  }

  /// Grids of a band stand centred on one line, and signs level with it.
  func placed(from origin: FigurePoint) -> ([FigureLayout.Placed], [FigureLayout.Sign]) {
    var placed: [FigureLayout.Placed] = []
    var signs: [FigureLayout.Sign] = []
    var y = origin.y
    for (band, height) in zip(cells, heights) {
      var x = origin.x
      var previous: PanelFigure?
      for (column, width) in zip(columns, widths) {
        if let figure = band[column] {
          placed.append(
            FigureLayout.Placed(
              figure: figure, origin: FigurePoint(x: x, y: y + (height - figure.height) / 2),
              width: width))
          let sign = previous.map { $0.panel.signBehind ?? figure.panel.sign } ?? ""
          if !sign.isEmpty {
            let middle = y + (height + FigureMetrics.headerHeight) / 2
            signs.append(
              FigureLayout.Sign(
                text: sign, middle: FigurePoint(x: x - FigureMetrics.columnGap / 2, y: middle)))
          }
        }
        previous = band[column]
        x += width + FigureMetrics.columnGap
      }
      y += height + FigureMetrics.bandGap
    }
    return (placed.sorted { $0.figure.index < $1.figure.index }, signs)
  }
}
