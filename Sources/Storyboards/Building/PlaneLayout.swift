import TensorEngine

/// How a tensor's elements lie in planes, padding included.
///
/// The last one or two axes span a plane; every combination of the axes before them is a plane of
/// its own, in row-major order.
struct PlaneLayout: Sendable {
  /// The rows of data in a plane.
  let rows: Int
  /// The columns of data in a plane.
  let columns: Int
  /// The axes before those of a plane.
  let leading: Shape
  /// The padding around the data.
  let border: Border

  /// Lays a tensor out.
  ///
  /// - Parameters:
  ///   - shape: The tensor's shape.
  ///   - axes: How many axes span a plane: 0, 1 or 2; the usual number for the rank when absent.
  ///   - border: The padding around each plane.
  init(_ shape: Shape, axes: Int? = nil, border: Border = Border()) {
    let axes = min(axes ?? PlaneLayout.usualAxes(rank: shape.rank), shape.rank)
    rows = axes == 2 ? shape[shape.rank - 2] : 1
    columns = axes >= 1 ? shape[shape.rank - 1] : 1
    leading = Shape(Array(shape.dimensions.dropLast(axes)))
    self.border = border
  }

  /// A feature row and a sequence lie in one row, a matrix and an image in a rectangle.
  static func usualAxes(rank: Int) -> Int {
    switch rank {
    case 0: 0
    case 1, 3: 1
    default: 2
    }
  }

  /// How many planes there are.
  var planeCount: Int { leading.count }

  /// The rows of a plane, padding and inserted zeros included.
  var fullRows: Int { border.top + stretched(rows, by: border.rowSpacing) + border.bottom }

  /// The columns of a plane, padding and inserted zeros included.
  var fullColumns: Int {
    border.left + stretched(columns, by: border.columnSpacing) + border.right
  }

  /// The most cells that padding and inserted zeros may make of a tensor with fewer.
  private static let largestCellCount = 1 << 16

  /// Whether padding and inserted zeros leave the planes at a size that can be drawn.
  ///
  /// With absurdly large padding and dilation a kernel slides over planes that no memory holds,
  /// although its result may be a single cell.
  var isDrawable: Bool {
    let data = planeCount * rows * columns
    let most = max(PlaneLayout.largestCellCount, 4 * data)
    return Shape.checkedCount([planeCount, fullRows, fullColumns]).map { $0 <= most } ?? false
  }

  /// The plane, row and column of an element, padding included.
  func place(_ offset: Int) -> (plane: Int, row: Int, column: Int) {
    let (plane, rest) = offset.quotientAndRemainder(dividingBy: rows * columns)
    let (row, column) = rest.quotientAndRemainder(dividingBy: columns)
    return (
      plane, border.top + row * border.rowSpacing, border.left + column * border.columnSpacing
    )
  }

  /// The position of an element in row-major order; row and column count data cells only.
  func offset(plane: Int, row: Int, column: Int) -> Int {
    (plane * rows + row) * columns + column
  }

  private func stretched(_ length: Int, by spacing: Int) -> Int {
    max(0, (length - 1) * spacing + 1)
  }
}

/// What surrounds the data of a plane, and what lies between its cells.
struct Border: Hashable, Sendable {
  var top = 0
  var bottom = 0
  var left = 0
  var right = 0
  /// Rows from one data row to the next; the rows between hold zeros.
  var rowSpacing = 1
  /// Columns from one data column to the next.
  var columnSpacing = 1
  /// What padding and inserted cells hold.
  var value = 0.0
}
