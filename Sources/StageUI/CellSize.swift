import TerminalKit

/// How large the cells of a grid are.
struct CellSize: Sendable {
  let density: PlaneGrid.Density
  /// The least width of a column, so that it is as wide as those above or below it.
  var leastWidth = 1
  /// The columns kept free for labels on the left, for the same reason.
  var labelWidth = 0
  /// The width of the numbers of all grids above and below whose columns stand for the same: they end on
  /// one line.
  var numberWidth = 0
  /// The lines that each cell takes.
  var height = 1
  /// Empty lines between rows.
  var rowSpacing = 0

  init(_ density: PlaneGrid.Density, leastWidth: Int = 1, labelWidth: Int = 0) {
    self.density = density
    self.leastWidth = leastWidth
    self.labelWidth = labelWidth
  }

  /// Cells so many lines and, with the gap beside them, at least so many columns apart.
  ///
  /// Cells of an odd number of lines are blocks with their number in the middle; two lines are one and an
  /// empty one.
  fileprivate init(rows: Int, columns: Int) {
    self.init(rows == 1 ? .wide : .spacious, leastWidth: columns - 1)
    height = rows == 2 ? 1 : rows
    rowSpacing = rows - height
  }

  /// The lines from one row to the next.
  var rowPitch: Int { height + rowSpacing }

  /// The same with columns and labels as wide as those of other grids.
  func aligned(leastWidth: Int, labelWidth: Int, numberWidth: Int = 0) -> CellSize {
    var cells = self
    cells.leastWidth = max(self.leastWidth, leastWidth)
    cells.labelWidth = labelWidth
    cells.numberWidth = numberWidth
    return cells
  }
}

/// How large cells may be where there is room, each step larger than the one before.
///
/// Cells are about as high as they are wide, a character being twice as high as wide.
enum StageSpacing: Int, CaseIterable, Comparable, Sendable {
  /// As close as their numbers allow; the height is the least possible.
  case none
  /// In columns of at least two characters.
  case close
  /// In columns of at least three characters.
  case columns
  /// With empty lines between rows besides.
  case rows
  /// Blocks of three lines.
  case blocks
  /// Blocks of five lines.
  case largeBlocks

  /// What is tried for it, the largest first; smaller ones are those of the steps before.
  ///
  /// - Parameters:
  ///   - isShaded: Whether numbers have shades behind them: those of neighbouring rows touch.
  ///   - hasLayers: Whether the cells are those of units, which have frames and stand apart by themselves.
  func sizes(isShaded: Bool, hasLayers: Bool) -> [CellSize] {
    switch self {
    case .none: return []
    case .close: return hasLayers ? [] : [CellSize(rows: 1, columns: 3)]
    case .columns: return [CellSize(rows: 1, columns: 4)]
    case .rows:
      if hasLayers { return [CellSize(rows: 2, columns: 4)] }
      return isShaded ? [] : [5, 4, 3].map { CellSize(rows: 2, columns: $0) }
    case .blocks: return hasLayers ? [] : [7, 6, 5].map { CellSize(rows: 3, columns: $0) }
    case .largeBlocks: return hasLayers ? [] : [11, 10, 9].map { CellSize(rows: 5, columns: $0) }
    }
  }

  /// This step and those before it, the largest first.
  var downwards: [StageSpacing] { Self.allCases.filter { $0 <= self }.reversed() }

  static func < (left: StageSpacing, right: StageSpacing) -> Bool { left.rawValue < right.rawValue }
}
