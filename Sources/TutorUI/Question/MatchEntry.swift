import TerminalKit

/// An option for each of some rows, being given.
struct MatchEntry: Codable, Equatable, Sendable {
  /// The option of each row; `nil` for a row that has none yet.
  private(set) var assigned: [Int?]
  /// How many options there are.
  private let options: Int
  /// The row that gets the next option.
  private(set) var cursor = 0
  /// Whether the option of the row is lifted, to be carried to another row.
  private(set) var isLifted = false
  /// The rows found wrong by the last check.
  var wrong: Set<Int> = []

  init(rows: Int, options: Int) {
    assigned = Array(repeating: nil, count: rows)
    self.options = options
  }

  /// Whether what it names exists.
  var isWhole: Bool {
    assigned.indices.contains(cursor)
      && assigned.allSatisfy { $0.map((0..<options).contains) ?? true }
  }

  /// Whether another one has as many rows and options.
  func isLike(_ other: MatchEntry) -> Bool {
    assigned.count == other.assigned.count && options == other.options
  }

  /// Whether each row has an option.
  var isComplete: Bool { !assigned.contains(nil) }

  /// Goes to the next row without an option.
  mutating func selectNextOpen() {
    let order = assigned.indices.map { (cursor + $0) % assigned.count }
    if let next = order.first(where: { assigned[$0] == nil }) { cursor = next }
  }

  /// Gives every row its option.
  mutating func fill(_ options: [Int]) {
    guard options.count == assigned.count else { return }
    assigned = options
    (isLifted, wrong) = (false, [])
  }

  /// Edits the rows as a key asks: a number gives the row an option, left and right another one; Space
  /// lifts the row's option, up and down carry it to another row, Space drops it there.
  ///
  /// - Returns: Whether the key means something to them.
  mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .space:
      if assigned[cursor] != nil { isLifted.toggle() } else { give(0) }
    case .enter where isLifted: isLifted = false
    case .left: give(((assigned[cursor] ?? 0) + options - 1) % options)
    case .right: give(((assigned[cursor] ?? -1) + 1) % options)
    case .backspace, .delete:
      assigned[cursor] = nil
      (isLifted, wrong) = (false, [])
    case .character(let character) where character.isNumber:
      guard let number = character.wholeNumberValue, (1...options).contains(number) else {
        return false
      }
      give(number - 1)
      cursor = min(cursor + 1, assigned.count - 1)
    default:
      guard let target = ListCursor.moved(by: key, from: cursor, assigned.count) else {
        return false
      }
      if isLifted {
        assigned.swapAt(cursor, target)
        wrong = []
      }
      cursor = target
    }
    return true
  }

  private mutating func give(_ option: Int) {
    assigned[cursor] = option
    wrong.remove(cursor)
    isLifted = false
  }
}
