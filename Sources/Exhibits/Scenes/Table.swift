/// Rows of text in columns.
public struct Table: Hashable, Sendable {
  /// What stands above it; may be empty.
  public let title: String
  /// What stands above the columns; empty for nothing.
  public let header: [String]
  /// The rows.
  public let rows: [Row]
  /// The columns whose texts end together, as numbers do.
  public let trailing: Set<Int>
  /// Whether its rows have come one after the other, so that the newest are in view where not all fit.
  public let isLog: Bool

  /// A row.
  public struct Row: Hashable, Sendable {
    /// Its cells, as many as there are columns.
    public let cells: [Cell]
    /// Whether it is what the scene is about.
    public let isCurrent: Bool
    /// Whether a line stands above it, as above a sum.
    public let isSum: Bool

    init(_ cells: [Cell], isCurrent: Bool = false, isSum: Bool = false) {
      (self.cells, self.isCurrent, self.isSum) = (cells, isCurrent, isSum)
    }
  }

  /// A cell.
  public struct Cell: Hashable, Sendable {
    /// What it says.
    public let text: String
    /// Its colour.
    public let ink: Ink
    /// Whether it takes part in what the scene is about.
    public let isMarked: Bool
    /// What it is called when it is kept back.
    public let piece: Piece?

    init(_ text: String, _ ink: Ink = .text, isMarked: Bool = false, piece: Piece? = nil) {
      (self.text, self.ink, self.isMarked, self.piece) = (text, ink, isMarked, piece)
    }
  }

  init(
    _ rows: [Row], title: String = "", header: [String] = [], trailing: Set<Int> = [],
    isLog: Bool = false
  ) {
    (self.title, self.header, self.rows) = (title, header, rows)
    (self.trailing, self.isLog) = (trailing, isLog)
  }
}

/// Numbers as bars with names.
public struct BarChart: Hashable, Sendable {
  /// What stands above it.
  public let title: String
  /// The bars.
  public let bars: [Bar]

  /// A bar.
  public struct Bar: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// How long it is, of the longest possible: from 0 to 1.
    public let share: Double
    /// What stands behind it.
    public let value: String
    /// Its colour.
    public let ink: Ink
    /// What its name is called when it is kept back.
    public let namePiece: Piece?
    /// What it is called when all of it is kept back but the name.
    public let piece: Piece?
    /// What its number is called when that alone is kept back.
    public let valuePiece: Piece?
  }

  init(_ title: String, _ bars: [Bar]) { (self.title, self.bars) = (title, bars) }
}
