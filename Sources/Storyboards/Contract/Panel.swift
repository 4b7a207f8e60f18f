import TensorEngine
import Typesetting

/// A tensor that is shown: one or several planes of cells.
public struct Panel: Hashable, Sendable {
  /// What people call it: `input`, `kernel`, `output`.
  public let title: String
  /// The part it plays.
  public let role: ValueRole
  /// What it is to the op that is explained; `nil` for the result, and for what is no operand.
  public let operand: OperandRole?
  /// The tensor whose elements stand in the cells; `nil` where they are positions of an axis.
  public let source: PanelSource?
  /// Its planes: channels of an image, filters of a layer.
  public let planes: [Plane]
  /// Whether its cells appear one by one as frames finish them.
  public let isFilledByFrames: Bool
  /// Whether they appear column after column instead of row after row.
  public let fillsByColumns: Bool

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
  }

  /// Whether a cell has its number once a frame has finished so many cells.
  ///
  /// - Parameters:
  ///   - row: The row in the plane.
  ///   - column: The column in the plane.
  ///   - plane: The plane's position in the panel.
  ///   - finishedCells: The frame's ``Frame/finishedCells``.
  /// - Complexity: O(plane).
  public func isFinished(row: Int, column: Int, plane: Int, finishedCells: Int) -> Bool {
    guard isFilledByFrames else { return true }
    let (rows, columns) = (planes[plane].rows, planes[plane].columns)
    let place = fillsByColumns ? column * rows + row : row * columns + column
    let before = planes[..<plane].reduce(0) { $0 + $1.values.count }
    return before + place < finishedCells
  }
}

/// A rectangle of numbers, padding included.
public struct Plane: Hashable, Sendable {
  /// What people call it, such as `channel 0`; empty when it is the only one.
  public let title: String
  /// How elements lie in the cells: which are data, and what stands in the others.
  public let layout: PlaneLayout
  /// The numbers in row-major order, `rows · columns` of them.
  public let values: [Double]
  /// How many characters the widest number takes, as ``NumberText/short(_:digits:)`` writes it.
  ///
  /// Columns of this width hold every number, so that nothing moves from frame to frame.
  public let numberWidth: Int
  /// With how many decimals the plane's numbers are written where columns are narrow, for
  /// ``NumberText/brief(_:decimals:)``.
  public let briefDecimals: Int?
  /// How many characters the widest number takes then.
  public let briefWidth: Int

  /// Creates a plane.
  ///
  /// - Precondition: `values` has `rows · columns` elements.
  /// - Complexity: O(rows · columns).
  public init(title: String = "", _ layout: PlaneLayout, values: [Double]) {
    let (rows, columns) = (layout.rows.count, layout.columns.count)
    precondition(values.count == rows * columns, "\(values.count) values in \(rows)×\(columns)")
    self.title = title
    self.layout = layout
    self.values = values
    numberWidth = NumberText.width(of: values)
    briefDecimals = NumberText.briefDecimals(for: values)
    briefWidth = NumberText.briefWidth(of: values, decimals: briefDecimals)
  }

  /// The number of rows, padding included.
  public var rows: Int { layout.rows.count }

  /// The number of columns, padding included.
  public var columns: Int { layout.columns.count }

  /// The number in a cell.
  public subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

  /// What stands in a cell.
  public func kind(row: Int, column: Int) -> CellKind { layout.kind(row: row, column: column) }

  /// Whether an element of the tensor stands in a cell: its own, or a copy of it in the padding.
  public func holdsElement(row: Int, column: Int) -> Bool {
    layout.element(row: row, column: column) != nil
  }
}

/// A cell of a panel, padding included in its coordinates.
public struct CellReference: Codable, Hashable, Sendable {
  /// The panel's position in the storyboard.
  public let panel: Int
  /// The plane's position in the panel.
  public let plane: Int
  /// The row in the plane.
  public let row: Int
  /// The column in the plane.
  public let column: Int

  /// Creates a reference.
  public init(panel: Int, plane: Int, row: Int, column: Int) {
    self.panel = panel
    self.plane = plane
    self.row = row
    self.column = column
  }
}
