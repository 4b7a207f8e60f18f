import TensorEngine
import Typesetting

/// A rectangle of numbers, padding included.
public struct Plane: Hashable, Sendable {
  /// What people call it, such as `channel 0`; empty when it is the only one.
  public internal(set) var title: String
  /// How elements lie in the cells: which are data, and what stands in the others.
  public let layout: PlaneLayout
  /// The numbers in row-major order, `rows · columns` of them.
  public let values: [Double]
  /// What stands in cells whose place does not tell, by position in row-major order: padding that was
  /// copied into a column, a place of a sparse matrix at which nothing meets.
  public internal(set) var exceptions: [Int: CellKind] = [:] {
    didSet {
      guard !layout.hasAdded, !oldValue.values.contains(.added),
        exceptions.values.contains(.added)
      else { return }
      numberWidth += Plane.added.count
      briefWidth += Plane.added.count
    }
  }
  /// Which of the cells that are padding hold copies of elements of another tensor, by position, as in what
  /// a `pad` has made.
  public internal(set) var copied: Set<Int> = [] {
    didSet {
      guard !layout.holdsCopies, oldValue.isEmpty, !copied.isEmpty else { return }
      numberWidth += Plane.copy.count
      briefWidth += Plane.copy.count
    }
  }
  /// What the rows are called, as many as there are; empty where nothing needs to be said.
  public internal(set) var rowLabels: [String] = [] {
    didSet {
      labelWidth = rowLabels.isEmpty ? 0 : rowLabels.reduce(0) { max($0, DisplayWidth.of($1)) } + 1
    }
  }
  /// The columns that row labels take, with a gap behind them.
  public private(set) var labelWidth = 0
  /// How many characters the widest number takes, as ``NumberText/short(_:digits:)`` writes it.
  ///
  /// Columns of this width hold every number, so that nothing moves from frame to frame.
  public private(set) var numberWidth: Int
  /// Whether a number is infinite, as padding is under a maximum: `−∞`, which is spelled `-inf` where there is
  /// no Unicode.
  public let holdsInfinity: Bool
  /// The largest magnitude among its numbers that are finite; 0 where there is none.
  public let largestMagnitude: Double
  /// With how many decimals the plane's numbers are written where columns are narrow, for
  /// ``NumberText/brief(_:decimals:)``.
  public let briefDecimals: Int?
  /// How many characters the widest number takes then.
  public private(set) var briefWidth: Int

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
    holdsInfinity = values.contains(where: \.isInfinite)
    largestMagnitude = values.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
    let signs =
      layout.holdsCopies ? Plane.copy.count : layout.hasAdded ? Plane.added.count : 0
    numberWidth = NumberText.width(of: values) + signs
    briefDecimals = NumberText.briefDecimals(for: values)
    briefWidth = NumberText.briefWidth(of: values, decimals: briefDecimals) + signs
  }

  /// The plane without the cells around its elements that are cropped.
  var withoutMargin: Plane {
    guard layout.hasMargin else { return self }
    let bare = PlaneLayout(elementsOf: layout)
    let values = (0..<bare.rows.size).flatMap { row in
      (0..<bare.columns.size).map { column in
        self[layout.rows.position(of: row), layout.columns.position(of: column)]
      }
    }
    return Plane(title: title, bare, values: values)
  }

  /// The number of rows, padding included.
  public var rows: Int { layout.rows.count }

  /// The number of columns, padding included.
  public var columns: Int { layout.columns.count }

  /// What is written in a cell.
  ///
  /// What has no number of its own is not to be taken for data: a zero of padding is `∘`, a zero
  /// between two elements `:`, a copy in the padding `'3`, and a place where nothing meets `·`. What
  /// `output_padding` adds to a result is `⁺3`.
  ///
  /// - Parameter isBrief: Whether columns are narrow.
  public func text(row: Int, column: Int, isBrief: Bool = false) -> String {
    let number = number(row: row, column: column, isBrief: isBrief)
    switch kind(row: row, column: column) {
    case .data, .cropped: return number
    case .added: return Plane.added + number
    case .insertedZero: return Plane.insertedZero
    case .empty: return Plane.nothing
    case .padding:
      return holdsCopy(row: row, column: column)
        ? "\(Plane.copy)\(number)" : self[row, column] == 0 ? Plane.paddingZero : number
    }
  }

  /// The number that is written in a cell, without a sign of what it is.
  ///
  /// - Parameter isBrief: Whether columns are narrow.
  public func number(row: Int, column: Int, isBrief: Bool = false) -> String {
    let value = self[row, column]
    return isBrief ? NumberText.brief(value, decimals: briefDecimals) : NumberText.short(value)
  }

  /// The sign of a zero in the padding.
  public static let paddingZero = "∘"
  /// The sign of a zero between two elements.
  public static let insertedZero = ":"
  /// What stands before a copy in the padding.
  public static let copy = "'"
  /// What stands before a number in a row or column that `output_padding` adds.
  public static let added = "⁺"
  /// The sign of a place where nothing meets, and of a number that is not computed yet.
  public static let nothing = "·"

  /// The number in a cell.
  public subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

  /// What stands in a cell.
  public func kind(row: Int, column: Int) -> CellKind {
    exceptions[row * columns + column] ?? layout.kind(row: row, column: column)
  }

  /// Whether a cell is padding that holds a copy of an element.
  public func holdsCopy(row: Int, column: Int) -> Bool {
    kind(row: row, column: column) == .padding
      && (holdsElement(row: row, column: column) || copied.contains(row * columns + column))
  }

  /// Whether an element of the tensor stands in a cell: its own, or a copy of it in the padding.
  public func holdsElement(row: Int, column: Int) -> Bool {
    (exceptions[row * columns + column]?.isElement ?? true)
      && layout.element(row: row, column: column) != nil
  }
}

/// A cell of a panel, padding included in its coordinates.
public struct CellReference: Codable, Comparable, Hashable, Sendable {
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

  /// Cells are read panel by panel, plane by plane and row by row.
  public static func < (left: CellReference, right: CellReference) -> Bool {
    (left.panel, left.plane, left.row, left.column)
      < (right.panel, right.plane, right.row, right.column)
  }
}
