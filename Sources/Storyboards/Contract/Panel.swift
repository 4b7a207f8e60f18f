import TensorEngine

/// A tensor that is shown: one or several planes of cells; or a curve.
public struct Panel: Hashable, Sendable {
  /// What people call it: `input`, `kernel`, `output`.
  public internal(set) var title: String
  /// The part it plays.
  public let role: ValueRole
  /// What it is to the op that is explained; `nil` for the result, and for what is no operand.
  public let operand: OperandRole?
  /// The tensor whose elements stand in the cells; `nil` where they are positions of an axis.
  public let source: PanelSource?
  /// The tensors that its cells are about where they do not hold their elements as they lie; the one whose
  /// numbers they are comes first.
  public internal(set) var related: [RelatedElements] = []
  /// Its planes: channels of an image, filters of a layer.
  public internal(set) var planes: [Plane]
  /// The curve that it shows instead; it has no planes then.
  public internal(set) var plot: Plot?
  /// Whether its cells appear one by one as frames finish them.
  public let isFilledByFrames: Bool
  /// Whether they appear column after column instead of row after row.
  public let fillsByColumns: Bool
  /// Where it stands among the others.
  public internal(set) var place = PanelPlace()
  /// What stands between it and the panel on its left: the view says it of every two panels of a row;
  /// `nil` for the first one.
  public internal(set) var sign: PanelSign?
  /// The same between it and the panel above it, where rows are read downwards.
  public internal(set) var signAbove: PanelSign?
  /// How many of its planes stand side by side before the next ones stand below.
  public internal(set) var planesPerRow = 1
  /// How many neighbouring planes belong together, such as the channels of a filter; 1 where each stands
  /// for itself.
  public internal(set) var planesTogether = 1
  /// Whether it may be left out where there is no room for it.
  public internal(set) var isOptional = false
  /// Whether it is left out only where leaving out the others does not give it room.
  public internal(set) var isLeftOutLast = false
  /// Of a value that is computed from the results: for each of its numbers, plane by plane in row-major
  /// order, the last result that it waits for, and `nil` where it waits for none; empty for others.
  public internal(set) var waits: [Int?] = []
  /// Whether its numbers are those of the loss's slope at each result: what flows back.
  public internal(set) var isUpstream = false
  /// Whether its numbers are slopes: what flows back is multiplied by them.
  public internal(set) var isSlope = false
  /// Whether its numbers were computed on the way to the results, and leave less than the op to do: the
  /// loss of each position before their mean, and in a chain all values before the last.
  public internal(set) var leadsToResults = false
  /// Whether how large it is tells how many results there are: it has a row or a column for each.
  public internal(set) var tellsSize = false
  /// Of a layer of a network, whose planes are its units, what stands in the rows of each of them; empty
  /// for others.
  ///
  /// Units stand below each other over all of the height, so that edges reach them.
  public internal(set) var layerRows: [LayerRow] = []
  /// What its rows stand for, and its columns, where those of other panels stand for the same: such panels
  /// have the same rows or columns in view.
  public internal(set) var rowAxis: SharedAxis?, columnAxis: SharedAxis?
  /// The panels, by their positions, that it is computed from beside the one on its left.
  public internal(set) var wires: [Int] = []

  /// Creates a panel.
  public init(
    title: String, role: ValueRole, operand: OperandRole? = nil, source: PanelSource? = nil,
    planes: [Plane], isFilledByFrames: Bool = false, fillsByColumns: Bool = false
  ) {
    self.title = title
    self.role = role
    self.operand = operand
    self.source = source
    self.planes = planes
    self.isFilledByFrames = isFilledByFrames
    self.fillsByColumns = fillsByColumns
    sign = isFilledByFrames ? .makes : operand == .bias ? .plus : nil
  }

  /// What stands above it: its title, and before that what joins it to the panel above.
  public var heading: String { signAbove.map { "\($0.rawValue) \(title)" } ?? title }

  /// Whether it is what the op reads: from a block in it the eye goes to one in the result, also where all of
  /// it takes part.
  public var isRead: Bool { operand == .input || operand == .left || operand == .right }

  /// Whether its numbers tell the results, because they are the results, lead to them, or are computed
  /// with them.
  public var tellsResults: Bool {
    isFilledByFrames || !waits.isEmpty || isOptional && operand == nil || isSentBack
      || leadsToResults
  }

  /// Whether its numbers are gradients that were computed aside, from what flows back into the results.
  public var isSentBack: Bool {
    role == .gradient && source == nil && operand == nil && !isFilledByFrames && waits.isEmpty
  }

  /// Whether its cells are all elements of a tensor of the graph as they lie, or the gradients of these.
  public var showsTensor: Bool { source != nil || related.contains(where: \.lieAsLaidOut) }

  /// Whether it is but the name of a value whose numbers stand elsewhere.
  public var isName: Bool { planes.isEmpty && plot == nil }

  /// Whether its planes are the units of a layer.
  public var isLayer: Bool { !layerRows.isEmpty }

  /// The number of cells in all planes.
  var cellCount: Int { planes.reduce(0) { $0 + $1.values.count } }

  /// The panel without the cells that are cropped.
  public var withoutMargin: Panel {
    guard planes.contains(where: \.layout.hasMargin) else { return self }
    var panel = self
    panel.planes = planes.map(\.withoutMargin)
    return panel
  }

  /// Whether a cell has its number once a frame has finished so many cells; what is cropped has it
  /// from the start.
  ///
  /// - Parameters:
  ///   - row: The row in the plane.
  ///   - column: The column in the plane.
  ///   - plane: The plane's position in the panel.
  ///   - finishedCells: The frame's ``Frame/finishedCells``.
  /// - Complexity: O(plane).
  public func isFinished(row: Int, column: Int, plane: Int, finishedCells: Int) -> Bool {
    guard let turn = turn(row: row, column: column, plane: plane) else { return true }
    return turn < finishedCells
  }

  /// Which of the panel's cells, counted from 0, a cell is in the order in which frames finish them;
  /// `nil` for one that has its number from the start.
  ///
  /// - Complexity: O(plane).
  public func turn(row: Int, column: Int, plane: Int) -> Int? {
    let layout = planes[plane].layout
    if !waits.isEmpty {
      guard let place = layout.element(row: row, column: column) else { return nil }
      return waits[layout.offset(plane: plane, row: place.row, column: place.column)]
    }
    guard isFilledByFrames, layout.kind(row: row, column: column) != .cropped else { return nil }
    let (rows, columns) = (layout.rows.size, layout.columns.size)
    let (row, column) = (row - layout.rows.start, column - layout.columns.start)
    let place = fillsByColumns ? column * rows + row : row * columns + column
    return planes[..<plane].reduce(place) { $0 + $1.layout.elementCount }
  }
}

/// A row of every unit of a layer: its sum, what its activation makes of that, how strongly the loss
/// feels it.
public struct LayerRow: Hashable, Sendable {
  /// The part its number plays.
  public let role: ValueRole
  /// The tensor with a number for each unit; `nil` for what was computed aside.
  public let source: PanelSource?
}

/// What the rows or columns of several panels of a view stand for.
public enum SharedAxis: Hashable, Sendable {
  /// The cells of a flattened input.
  case inputs
  /// Those of a flattened result.
  case outputs
  /// The places of a window.
  case places
}

/// Where a panel stands: panels of one band stand side by side, those of one column below each
/// other, as the cells of a table do.
public struct PanelPlace: Hashable, Sendable {
  /// The row of the table, from 0.
  public let band: Int
  /// The column of the table; `nil` for the next one of its band.
  public let column: Int?

  /// Names a place.
  public init(band: Int = 0, column: Int? = nil) {
    self.band = band
    self.column = column
  }
}
