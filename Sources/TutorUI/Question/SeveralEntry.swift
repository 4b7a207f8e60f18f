import TerminalKit

/// Some of several options, being chosen.
struct SeveralEntry: Codable, Equatable, Sendable {
  /// How many options there are.
  let count: Int
  /// The options that are chosen.
  var chosen: Set<Int> = []
  /// The option that Space takes or leaves.
  private(set) var cursor = 0

  init(count: Int) { self.count = count }

  /// Whether what it names exists.
  var isWhole: Bool {
    (0..<count).contains(cursor) && chosen.allSatisfy((0..<count).contains)
  }

  /// Edits the choice as a key asks: a number or Space takes an option or leaves it.
  ///
  /// - Returns: Whether the key means something to it.
  mutating func handle(_ key: Key) -> Bool {
    if key == .space {
      toggle(cursor)
      return true
    }
    guard let target = ListCursor.target(of: key, from: cursor, count) else { return false }
    cursor = target
    if case .character(let character) = key, character.isNumber { toggle(target) }
    return true
  }

  private mutating func toggle(_ option: Int) {
    if chosen.remove(option) == nil { chosen.insert(option) }
  }
}
