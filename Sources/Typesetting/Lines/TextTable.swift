/// Rows of text under a header, in columns as wide as they need.
public struct TextTable {
  /// What stands above the columns; empty for no header.
  private let header: [String]
  private let rows: [[String]]
  /// The columns whose texts end together, as numbers do.
  private let trailing: Set<Int>

  /// Creates a table.
  ///
  /// - Parameters:
  ///   - header: What stands above the columns; empty for no header.
  ///   - rows: The rows, each as long as the header. One of a single text is a heading among them,
  ///     and widens no column.
  ///   - trailing: The columns whose texts end together, as numbers do; in the others they start
  ///     together.
  public init(header: [String] = [], rows: [[String]], trailing: Set<Int> = []) {
    (self.header, self.rows, self.trailing) = (header, rows, trailing)
  }

  /// The table, without a newline at the end.
  public var text: String { lines.joined(separator: "\n") }

  /// The lines of the table.
  public var lines: [String] {
    let all = (header.isEmpty ? [] : [header]) + rows
    let columns = all.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      all.filter { $0.count > 1 || columns == 1 }
        .map { column < $0.count ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0
    }
    return all.map { Self.line($0, widths: widths, gap: "  ", trailing: trailing) }
  }

  /// One line of a table whose widths are known before its rows are.
  public static func line(
    _ cells: [String], widths: [Int], gap: String = "", trailing: Set<Int>
  ) -> String {
    zip(cells, widths).enumerated().map { column, cell in
      trailing.contains(column) ? cell.0.leftPadded(to: cell.1) : cell.0.padded(to: cell.1)
    }
    .joined(separator: gap).trimmingTrailingSpaces
  }
}
