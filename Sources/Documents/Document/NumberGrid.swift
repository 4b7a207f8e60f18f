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
  /// Which of its columns are the tensor's own, where there are others around them: padding.
  public let ownColumns: Range<Int>?

  /// Creates a grid.
  ///
  /// - Precondition: The rows are equally long, and there are as many labels as rows or none.
  public init(
    _ title: String, hue: Hue = .text, rows: [[String]], labels: [String] = [],
    ownColumns: Range<Int>? = nil
  ) {
    precondition(rows.allSatisfy { $0.count == rows.first?.count }, "rows of unequal lengths")
    precondition(labels.isEmpty || labels.count == rows.count, "\(labels.count) labels")
    (self.title, self.hue, self.rows, self.labels) = (title, hue, rows, labels)
    self.ownColumns = ownColumns
  }

  /// How many numbers a row has.
  public var width: Int { rows.first?.count ?? 0 }

  /// The grid in strips of so many columns, each named by those that it has; itself where it is no wider.
  func strips(of columns: Int) -> [NumberGrid] {
    guard width > columns else { return [self] }
    return stride(from: 0, to: width, by: columns).map { start in
      let range = start..<min(start + columns, width)
      let name = name(of: range)
      return NumberGrid(
        title.isEmpty ? name : "\(title), \(name)", hue: hue,
        rows: rows.map { Array($0[range]) }, labels: labels)
    }
  }

  /// What some columns are called: by the numbers that they have in the tensor, padding not counted.
  private func name(of range: Range<Int>) -> String {
    let own = ownColumns ?? 0..<width
    let named = range.clamped(to: own)
    guard let first = named.first, let last = named.last else { return "padding" }
    let (from, to) = (first - own.lowerBound, last - own.lowerBound)
    return from == to ? "column \(from)" : "columns \(from)–\(to)"
  }
}
