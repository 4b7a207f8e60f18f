import Typesetting

/// A rectangle of numbers with its name, ready to be set.
public struct NumberGrid: Hashable, Sendable {
  /// What it is called; may be empty.
  public let title: String
  /// The colour of its name.
  public let hue: Hue
  /// The numbers as they are written, row by row.
  public let rows: [[String]]
  /// What stands before each row; empty where nothing does.
  public let labels: [String]

  /// Creates a grid.
  ///
  /// - Precondition: The rows are equally long, and there are as many labels as rows or none.
  public init(_ title: String, hue: Hue = .text, rows: [[String]], labels: [String] = []) {
    precondition(rows.allSatisfy { $0.count == rows.first?.count }, "rows of unequal lengths")
    precondition(labels.isEmpty || labels.count == rows.count, "\(labels.count) labels")
    (self.title, self.hue, self.rows, self.labels) = (title, hue, rows, labels)
  }

  /// How many numbers a row has.
  public var width: Int { rows.first?.count ?? 0 }

  /// The grid in strips of so many columns, each named by those that it has; itself where it is no wider.
  func strips(of columns: Int) -> [NumberGrid] {
    guard width > columns else { return [self] }
    return stride(from: 0, to: width, by: columns).map { start in
      let range = start..<min(start + columns, width)
      let name = range.count == 1 ? "column \(start)" : "columns \(start)–\(range.upperBound - 1)"
      return NumberGrid(
        title.isEmpty ? name : "\(title), \(name)", hue: hue,
        rows: rows.map { Array($0[range]) }, labels: labels)
    }
  }
}
