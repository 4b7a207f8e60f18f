/// Rows of text under a header, in columns as wide as they need.
struct TextTable {
  /// What stands above the columns; empty for no header.
  var header: [String] = []
  /// The rows; each as long as the header.
  let rows: [[String]]

  /// The table, without a newline at the end.
  var text: String { lines.joined(separator: "\n") }

  /// The lines of the table.
  var lines: [String] {
    let all = (header.isEmpty ? [] : [header]) + rows
    let columns = all.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      all.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return all.map { row in
      zip(row, widths).map { $0.padding(to: $1) }.joined(separator: "  ").trimmingTrailingSpaces
    }
  }
}

extension String {
  /// The text with spaces behind it up to a width.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// The text without the spaces at its end.
  var trimmingTrailingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
