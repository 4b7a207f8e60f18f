/// The columns of a grid that are drawn, perhaps with gaps between them.
struct DrawnColumns {
  /// The columns in order.
  let positions: [Int]
  /// How many the grid has.
  private let length: Int

  /// All columns.
  init(all length: Int) { self.init(0..<length, of: length) }

  /// A run of columns.
  init(_ range: Range<Int>, of length: Int) { (positions, self.length) = (Array(range), length) }

  /// Some columns that lie apart, as many from the left as there is room for; at least one.
  ///
  /// - Parameters:
  ///   - columns: The columns.
  ///   - length: How many the grid has.
  ///   - cell: The characters of a column.
  ///   - gap: The characters of a gap.
  ///   - width: The most characters of a line.
  init(_ columns: Set<Int>, of length: Int, cell: Int, gap: Int, width: Int) {
    var positions: [Int] = []
    // A gap at the end has its room from the start.
    var used = gap
    for column in columns.sorted() {
      used += cell + (column == (positions.last ?? -1) + 1 ? 0 : gap)
      if used > width, !positions.isEmpty { break }
      positions.append(column)
    }
    (self.positions, self.length) = (positions, length)
  }

  /// Whether columns are left out before the one at an index.
  func hasGap(before index: Int) -> Bool {
    positions[index] != (index == 0 ? 0 : positions[index - 1] + 1)
  }

  /// Whether columns are left out behind the last one.
  var cutsEnd: Bool { (positions.last ?? -1) + 1 < length }
}
