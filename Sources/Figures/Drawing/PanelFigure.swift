import Storyboards
import Typesetting

/// The room that a panel takes in a figure: its title, and slots for its planes.
///
/// What is in a slot changes from frame to frame, where it stands never does.
struct PanelFigure {
  /// The panel, or what stands in its place in a frame.
  var panel: Panel
  /// The panel's position in the storyboard.
  let index: Int
  /// How many planes a frame shows at most, drawn or not.
  private let visibleCount: Int
  /// How many planes have their room.
  let slotCount: Int
  /// How many of them stand side by side.
  private(set) var slotsPerRow: Int
  /// The size of a cell; equal columns that stand below each other make it wider, and a figure too high for a
  /// page has lower ones.
  var cellWidth: Double
  private(set) var cellHeight = FigureMetrics.cellSize
  /// What labels of rows take on the left of each grid.
  var labelWidth: Double
  /// The height over which the units of a layer stand, where that is more than they need.
  var spreadHeight: Double?

  /// The most planes of a panel that are drawn in a frame.
  private static let mostSlots = 16

  /// Measures a panel.
  ///
  /// - Parameter visibleCount: How many of its planes a frame shows at most.
  init(_ panel: Panel, index: Int, visibleCount: Int) {
    (self.panel, self.index, self.visibleCount) = (panel, index, visibleCount)
    slotCount = max(1, min(visibleCount, Self.mostSlots))
    // Many planes make a square rather than a tower.
    let square = Int(Double(slotCount).squareRoot().rounded(.up))
    slotsPerRow =
      panel.isLayer ? 1 : min(slotCount, max(panel.planesPerRow, slotCount > 3 ? square : 1))
    cellWidth = Self.cellWidth(of: panel, height: cellHeight)
    let labels = panel.planes.map(\.labelWidth) + [panel.plot?.labelWidth ?? 0]
    labelWidth = FigureMetrics.width(labels.max() ?? 0)
  }

  private static func cellWidth(of panel: Panel, height: Double) -> Double {
    let characters = panel.planes.reduce(1) { max($0, $1.numberWidth) }
    let columns = panel.planes.first?.columns ?? 0
    // A matrix of many columns has to stay readable where it is drawn as wide as a page.
    return columns > FigureMetrics.mostWideColumns
      ? FigureMetrics.width(characters) + FigureMetrics.narrowPadding
      : max(height, FigureMetrics.width(characters) + FigureMetrics.cellPadding)
  }

  /// The same with cells of another height.
  func shrunk(to height: Double) -> PanelFigure {
    var figure = self
    figure.cellHeight = height
    figure.cellWidth = Self.cellWidth(of: panel, height: height)
    return figure
  }

  /// Puts planes that stand below each other side by side.
  mutating func spread() {
    // Edges reach units that stand below each other.
    guard !panel.isLayer else { return }
    slotsPerRow = max(slotsPerRow, min(slotCount, Self.mostSpread))
  }

  /// The most planes that are put side by side to save height.
  private static let mostSpread = 4

  /// The rows and columns of each plane; all planes of a panel are alike.
  var rows: Int { panel.planes.first?.rows ?? 0 }
  var columns: Int { panel.planes.first?.columns ?? 0 }

  /// The planes that a frame shows, in their slots: those that take part first, where not all have a
  /// slot.
  func planes(in frame: Frame) -> [Int] {
    let visible = frame.visiblePlanes[index] ?? Array(panel.planes.indices)
    guard visible.count > slotCount else { return visible }
    let busy = Set(frame.marks.filter { $0.cell.panel == index }.map(\.cell.plane))
    let first = visible.firstIndex(where: busy.contains) ?? 0
    let start = min(first, visible.count - slotCount)
    return Array(visible[start..<start + slotCount])
  }

  /// The title, which says how many planes are in view where some are not.
  func title(showing count: Int, of all: Int) -> ColoredText {
    let title = ColoredText(panel.heading, panel.role.hue, isBold: true)
    return count < all ? title + ColoredText(" \(count) of \(all)", .dim) : title
  }

  // MARK: - Sizes

  /// The size of a grid, or of a curve between the ends of its axes.
  private var gridSize: (width: Double, height: Double) {
    panel.plot == nil
      ? (Double(columns) * cellWidth, Double(rows) * cellHeight)
      : FigureMetrics.plotSize
  }

  private var hasPlaneTitles: Bool { panel.planes.contains { !$0.title.isEmpty } }

  private var planeTitleHeight: Double { hasPlaneTitles ? FigureMetrics.headerHeight : 0 }

  /// The width of a slot: a grid with its labels, over whose middle its name has room.
  private var slotWidth: Double {
    let names = panel.planes.reduce(0.0) {
      max($0, FigureMetrics.width(DisplayWidth.of($1.title)))
    }
    return labelWidth + max(gridSize.width, names)
  }

  /// The height of a slot; below a curve stand the numbers of its axis.
  private var slotHeight: Double {
    planeTitleHeight + gridSize.height + (panel.plot == nil ? 0 : FigureMetrics.headerHeight + 4)
  }

  private var slotRows: Int { (slotCount + slotsPerRow - 1) / slotsPerRow }

  /// The width of all slots.
  private var slotsWidth: Double {
    Double(slotsPerRow) * slotWidth + Double(slotsPerRow - 1) * FigureMetrics.planeGap
  }

  /// The width of everything.
  var width: Double {
    let title = title(showing: slotCount, of: max(visibleCount, 1))
    return max(labelWidth + FigureMetrics.width(title.width), slotsWidth)
  }

  /// The height of everything.
  var height: Double {
    spreadHeight ?? FigureMetrics.headerHeight + Double(slotRows) * slotHeight
      + Double(slotRows - 1) * FigureMetrics.planeGap
  }

  /// How far below the upper edge the middle of its grids is: in that of the middle grids, or between two of
  /// them, never at the height of a plane's name.
  var middleOfGrids: Double {
    let name = slotRows % 2 == 0 ? 0 : planeTitleHeight
    return (height + FigureMetrics.headerHeight + name) / 2
  }

  /// What the panel's title stands over: the middle of its grids, labels not counted.
  func middle(from origin: FigurePoint, width: Double) -> Double {
    origin.x + (width + labelWidth) / 2
  }

  /// Where the grid of a slot stands, labels not counted.
  ///
  /// - Parameters:
  ///   - slot: The slot.
  ///   - origin: The upper left corner of the panel.
  ///   - width: The width that the panel may use; what it does not need is shared by both sides.
  func grid(_ slot: Int, from origin: FigurePoint, width: Double) -> FigureRect {
    let (row, column) = slot.quotientAndRemainder(dividingBy: slotsPerRow)
    let (own, height) = gridSize
    let x =
      origin.x + (width - slotsWidth) / 2 + Double(column) * (slotWidth + FigureMetrics.planeGap)
      + labelWidth + (slotWidth - labelWidth - own) / 2
    var y =
      origin.y + FigureMetrics.headerHeight + planeTitleHeight
      + Double(row) * (slotHeight + FigureMetrics.planeGap)
    if panel.isLayer {
      let body = self.height - FigureMetrics.headerHeight
      let middle = body * (2 * Double(row) + 1) / (2 * Double(slotCount))
      y = origin.y + FigureMetrics.headerHeight + middle - height / 2
    }
    return FigureRect(x: x, y: y, width: own, height: height)
  }
}

extension Plot {
  /// The columns that the numbers of its vertical axis take, with a gap behind them.
  fileprivate var labelWidth: Int {
    [range.lowerBound, range.upperBound].reduce(0) {
      max($0, DisplayWidth.of(NumberText.short($1)))
    } + 1
  }
}
