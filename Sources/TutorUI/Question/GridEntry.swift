import StageUI
import TerminalKit

/// A grid being typed cell by cell, with a sum behind it or without.
struct GridEntry: Codable, Equatable, Sendable {
  let rows: Int
  let columns: Int
  /// Whether one cell more, in a row of its own, takes the sum of all others; `nil` for no.
  private let isSummed: Bool?
  /// What stands in each cell, in row-major order; the sum comes last.
  private(set) var cells: [String]
  /// The cell being typed.
  private(set) var cursor = 0
  /// The cells found wrong by the last check.
  var wrong: Set<Int> = []
  /// Whether the next character replaces what the cell held.
  private var replaces = true
  /// Whether a slash between two rows was the last key, and the blank behind it is to come.
  private var isBehindSlash: Bool?

  /// The longest number a cell takes.
  private static let longestNumber = 10

  init(rows: Int, columns: Int, hasSum: Bool = false) {
    self.rows = rows
    self.columns = columns
    isSummed = hasSum ? true : nil
    cells = Array(repeating: "", count: rows * columns + (hasSum ? 1 : 0))
  }

  /// Whether one cell more takes the sum of all others.
  var hasSum: Bool { isSummed ?? false }

  /// The cells of each row.
  var lines: [Range<Int>] {
    stride(from: 0, to: cells.count, by: columns).map { $0..<min($0 + columns, cells.count) }
  }

  /// Whether each cell has its text, and the cursor its cell.
  var isWhole: Bool {
    rows > 0 && columns > 0 && cells.count == rows * columns + (hasSum ? 1 : 0)
      && cells.indices.contains(cursor)
  }

  /// Whether every cell holds something.
  var isComplete: Bool { cells.allSatisfy { !$0.isEmpty } }

  /// Whether a number stands half typed in its cell.
  var isInsideNumber: Bool { !replaces && !cells[cursor].isEmpty }

  /// Where the cell being typed stands.
  var position: GridView.Position {
    GridView.Position(row: cursor / columns, column: cursor % columns)
  }

  /// The grid as the stage draws it.
  var stageEntry: StageEntry {
    StageEntry(rows: rows, columns: columns, items: cells.indices.map(item), cursor: cursor)
  }

  /// Edits the grid as a key asks.
  ///
  /// - Returns: Whether the key means something to a grid; other keys belong to the screen.
  mutating func handle(_ key: Key) -> Bool {
    let wasBehindSlash = isBehindSlash ?? false
    isBehindSlash = nil
    switch key {
    case .space where wasBehindSlash: break
    case .character(let character)
    where "0123456789.,-−–+/".contains(character)
      || !replaces && AnswerEntry.isExponent(character, behind: cells[cursor]):
      type(character)
    // As one reads: from the end of a row to the start of the next.
    case .left: select(max(0, cursor - 1))
    case .right: select(min(cells.count - 1, cursor + 1))
    case .up: select(cursor >= columns ? cursor - columns : cursor)
    // Below the last row the sum takes all its columns.
    case .down:
      let isAboveSum = hasSum && cursor < rows * columns
      let below = cursor + columns
      select(below < cells.count ? below : isAboveSum ? cells.count - 1 : cursor)
    case .tab, .space: step(1)
    case .backTab: step(-1)
    case .home: select(cursor - cursor % columns)
    case .end: select(cursor - cursor % columns + columns - 1)
    case .backspace:
      replaces = false
      wrong.remove(cursor)
      if cells[cursor].isEmpty { step(-1) } else { cells[cursor].removeLast() }
    case .delete:
      cells[cursor] = ""
      wrong.remove(cursor)
    default: return false
    }
    return true
  }

  /// Moves to a cell; typing then replaces what it holds.
  mutating func select(_ cell: Int) {
    guard cells.indices.contains(cell) else { return }
    cursor = cell
    replaces = true
  }

  /// Moves to the next cell that is empty or was found wrong.
  ///
  /// - Returns: Whether there is one.
  mutating func selectNextOpen() -> Bool {
    let order = (1...cells.count).map { (cursor + $0) % cells.count }
    guard let next = order.first(where: { cells[$0].isEmpty || wrong.contains($0) }) else {
      return false
    }
    select(next)
    return true
  }

  /// Fills every cell, for a solution that is shown.
  mutating func fill(_ texts: [String]) {
    guard texts.count == cells.count else { return }
    cells = texts
    wrong = []
  }

  /// How a cell is drawn: the one being typed in brackets, wrong ones in parentheses.
  func item(_ cell: Int) -> GridView.Item { item(cell, isOver: false) }

  /// How a cell is drawn.
  ///
  /// - Parameter isOver: Whether nothing is typed any more.
  func item(_ cell: Int, isOver: Bool) -> GridView.Item {
    let text = cells[cell].isEmpty ? "·" : cells[cell]
    if wrong.contains(cell) {
      return GridView.Item(
        text, cell == cursor ? Style.failure.reversed : Style.failure.bold, mark: .round)
    }
    if cell == cursor, !isOver { return GridView.Item(text, Style.output.reversed, mark: .square) }
    return GridView.Item(text, cells[cell].isEmpty ? .dim : Style.output.bold)
  }

  private mutating func type(_ character: Character) {
    // No number begins with one: it stands between two rows, and Space has gone on to the next already.
    if character == "/", replaces || cells[cursor].isEmpty {
      isBehindSlash = true
      return
    }
    if replaces { cells[cursor] = "" }
    replaces = false
    wrong.remove(cursor)
    guard cells[cursor].count < Self.longestNumber else { return }
    cells[cursor].append(AnswerEntry.typeset[character] ?? character)
  }

  private mutating func step(_ distance: Int) {
    select((cursor + distance + cells.count) % cells.count)
  }
}
