/// A page as what it says, block by block: how it looks is a matter of its rendering.
///
///     let page = Document([.heading("Exercise 3", level: 1), .formula("loss = −log p")])
///     PlainPage(width: 80).text(page)   // for a terminal
///     MarkdownPage().text(page)         // for a notebook or a repository
///     LaTeXPage().text(page)            // for printing
///
/// Texts are in the signs that the rest of the program writes (`−`, `·`, `×`, `√`, `²`); each rendering
/// spells them as its readers expect.
public struct Document: Hashable, Sendable {
  /// The blocks, from top to bottom.
  public var blocks: [Block]

  /// A page of some blocks.
  public init(_ blocks: [Block] = []) {
    self.blocks = blocks
  }

  /// Adds a block at the end.
  public mutating func append(_ block: Block) {
    blocks.append(block)
  }

  /// Adds blocks at the end.
  public static func += (document: inout Document, blocks: [Block]) {
    document.blocks += blocks
  }
}

/// A part of a page.
public enum Block: Hashable, Sendable {
  /// A heading; level 1 is the page's own.
  case heading(String, level: Int)
  /// Running text; its own line ends stay.
  case prose(String)
  /// Sentences below each other, numbered or not.
  case list([String], isNumbered: Bool)
  /// A table.
  case table(Table)
  /// Grids of numbers side by side, as far as there is room.
  case grids([NumberGrid])
  /// Sums below each other, their signs of equality in a column.
  case sums([Sum])
  /// Formulas, each on a line of its own.
  case formula(String)
  /// Text that is shown letter by letter, such as a file.
  case verbatim(String)
  /// Room to write by hand, so many lines high.
  case room(lines: Int)
  /// What follows begins on a new page.
  case pageBreak
}

/// A table with a header.
public struct Table: Hashable, Sendable {
  /// What stands in the cells of a column.
  public enum Kind: Hashable, Sendable {
    /// Words.
    case text
    /// Numbers, which end below each other.
    case number
    /// Formulas.
    case formula
  }

  /// A column.
  public struct Column: Hashable, Sendable {
    /// What its header says.
    public let title: String
    /// What stands in it.
    public let kind: Kind

    /// Creates a column.
    public init(_ title: String, _ kind: Kind = .text) {
      (self.title, self.kind) = (title, kind)
    }
  }

  /// The columns.
  public let columns: [Column]
  /// The rows, a text for each column.
  public let rows: [[String]]

  /// Creates a table.
  ///
  /// - Precondition: Each row has a text for each column.
  public init(_ columns: [Column], rows: [[String]]) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row of \(columns.count) columns")
    (self.columns, self.rows) = (columns, rows)
  }
}
