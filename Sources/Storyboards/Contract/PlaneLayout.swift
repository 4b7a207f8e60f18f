import TensorEngine
import Typesetting

/// How a tensor's elements lie in planes.
///
/// The last one or two axes span a plane; every combination of the axes before them is a plane of
/// its own, in row-major order.
public struct PlaneLayout: Hashable, Sendable {
  /// How many of the tensor's axes span a plane: 0, 1 or 2.
  public let axisCount: Int
  /// How the rows lie; a single one where fewer than two axes span the plane.
  public let rows: PlaneAxis
  /// How the columns lie; a single one where no axis spans the plane.
  public let columns: PlaneAxis

  /// Lays a tensor out.
  init(axisCount: Int, rows: PlaneAxis = PlaneAxis(1), columns: PlaneAxis) {
    self.axisCount = axisCount
    self.rows = rows
    self.columns = columns
  }

  /// Lays a tensor out as it is.
  ///
  /// - Parameters:
  ///   - shape: The tensor's shape.
  ///   - axes: How many axes span a plane; the usual number for the rank when absent.
  init(_ shape: Shape, axes: Int? = nil) {
    let axes = min(axes ?? PlaneLayout.usualAxes(rank: shape.rank), shape.rank)
    self.init(
      axisCount: axes, rows: PlaneAxis(axes == 2 ? shape[shape.rank - 2] : 1),
      columns: PlaneAxis(axes >= 1 ? shape[shape.rank - 1] : 1))
  }

  /// The rows and columns of another layout's elements, without what stands around them.
  init(elementsOf layout: PlaneLayout) {
    self.init(
      axisCount: layout.axisCount,
      rows: PlaneAxis(layout.rows.size, added: layout.rows.added),
      columns: PlaneAxis(layout.columns.size, added: layout.columns.added))
  }

  /// A feature row and a sequence lie in one row, a matrix and an image in a rectangle.
  private static func usualAxes(rank: Int) -> Int {
    switch rank {
    case 0: 0
    case 1, 3: 1
    default: 2
    }
  }

  /// The number of elements in a plane.
  var elementCount: Int { rows.size * columns.size }

  /// What stands in a cell.
  public func kind(row: Int, column: Int) -> CellKind {
    max(rows.kind(at: row), columns.kind(at: column))
  }

  /// The row and column of the element in a cell, padding not counted; `nil` where none stands.
  func element(row: Int, column: Int) -> (row: Int, column: Int)? {
    guard let row = rows.element(at: row), let column = columns.element(at: column) else {
      return nil
    }
    return (row, column)
  }

  /// The same elements with the last one first along the columns.
  var mirrored: PlaneLayout {
    PlaneLayout(
      axisCount: axisCount, rows: rows, columns: PlaneAxis(columns.size, isReversed: true))
  }

  /// The same elements with the last one first along both axes.
  var turned: PlaneLayout {
    PlaneLayout(
      axisCount: axisCount, rows: PlaneAxis(rows.size, isReversed: true),
      columns: PlaneAxis(columns.size, isReversed: true))
  }

  /// Whether a cell lies beyond the padding, where the last window of ceil mode hangs over.
  public func hangsOver(row: Int, column: Int) -> Bool {
    row >= rows.count - rows.overhang || column >= columns.count - columns.overhang
  }

  /// Whether cells around the elements are cropped.
  var hasMargin: Bool { rows.hasMargin || columns.hasMargin }

  /// Whether `output_padding` has added rows or columns.
  var hasAdded: Bool { rows.added > 0 || columns.added > 0 }

  /// Whether copies of elements stand in its padding.
  public var holdsCopies: Bool { rows.holdsCopies || columns.holdsCopies }

  /// The number in cells without an element: what the padding is filled with, 0 between elements.
  var constant: Double {
    if case .constant(let value) = rows.fill { value } else { 0 }
  }

  /// The position of an element in row-major order; row and column do not count padding.
  func offset(plane: Int, row: Int, column: Int) -> Int {
    (plane * rows.size + row) * columns.size + column
  }

  /// The plane, and the row and column in it without padding, of a position in row-major order.
  func place(_ offset: Int) -> (plane: Int, row: Int, column: Int) {
    let (plane, rest) = offset.quotientAndRemainder(dividingBy: rows.size * columns.size)
    let (row, column) = rest.quotientAndRemainder(dividingBy: columns.size)
    return (plane, row, column)
  }

  /// The axes of a shape before those of a plane.
  func leading(_ shape: Shape) -> Shape { Shape(Array(shape.dimensions.dropLast(axisCount))) }

  /// The most cells that padding and inserted zeros may make of a tensor with fewer.
  private static let largestCellCount = 1 << 16

  /// Whether padding and inserted zeros leave the planes of a tensor at a size that can be drawn.
  ///
  /// With absurdly large padding and dilation a kernel slides over planes that no memory holds,
  /// although its result may be a single cell.
  func isDrawable(_ shape: Shape) -> Bool {
    let most = max(PlaneLayout.largestCellCount, 4 * shape.count)
    let count = Shape.checkedCount([leading(shape).count, rows.count, columns.count])
    return count.map { $0 <= most } ?? false
  }
}

// MARK: - In words

extension PlaneLayout {
  /// Where an element is: `row 0, column 2`, `position 3`; empty for a lone number.
  func name(row: Int, column: Int) -> String {
    rows.size > 1
      ? "row \(row), column \(column)" : columns.size > 1 ? "position \(column)" : ""
  }

  /// What stands in a cell: where its element is, or why it has none.
  func cellName(row: Int, column: Int) -> String {
    let place = element(row: row, column: column)
    let element = place.map { self.name(row: $0.row, column: $0.column) }
    var name = element ?? ""
    switch max(rows.uncroppedKind(at: row), columns.uncroppedKind(at: column)) {
    case .data, .cropped, .empty: break
    case .added: name += name.isEmpty ? "added by output_padding" : " (added by output_padding)"
    case .padding:
      let noun = hangsOver(row: row, column: column) ? "beyond the end" : "padding"
      let notes = [outside(row: row, column: column), element.map { "a copy of \($0)" }]
        .compactMap(\.self)
      name = noun + (notes.isEmpty ? "" : " (\(notes.joined(separator: ": ")))")
    case .insertedZero:
      let along = rows.size > 1 ? "column" : "position"
      let places = [rows.place(of: row, "row"), columns.place(of: column, along)]
      name = "an inserted zero" + places.compactMap(\.line).map { " in \($0)" }.joined()
      name += " between " + places.compactMap(\.gap).joined(separator: " and ")
    }
    guard kind(row: row, column: column) == .cropped else { return name }
    guard name.isEmpty else { return "\(name) (cut off)" }
    return "cut off" + (outside(row: row, column: column).map { " (\($0))" } ?? "")
  }

  /// Where a cell around the elements is, in their rows and columns: `row −1, column 0`; `nil` where these
  /// lie apart, so that there is no such row.
  private func outside(row: Int, column: Int) -> String? {
    guard rows.spacing == 1, columns.spacing == 1 else { return nil }
    func place(_ axis: PlaneAxis, _ position: Int) -> String {
      NumberText.short(Double(position - axis.start))
    }
    let column = place(columns, column)
    return rows.count > 1
      ? "row \(place(rows, row)), column \(column)" : "position \(column)"
  }
}

extension PlaneAxis {
  /// A position in words: `row 1` where an element stands and there are several, `rows 1 and 2`
  /// between two of them.
  fileprivate func place(of position: Int, _ noun: String) -> (line: String?, gap: String?) {
    let before = (position - start) / spacing
    return element(at: position) == nil
      ? (nil, "\(noun)s \(before) and \(before + 1)") : (size > 1 ? "\(noun) \(before)" : nil, nil)
  }
}
