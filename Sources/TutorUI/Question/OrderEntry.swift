import TerminalKit

/// Items being put in order.
struct OrderEntry: Codable, Equatable, Sendable {
  /// The items from first to last, by their positions in the order in which they are shown at first.
  private(set) var order: [Int]
  /// The row that Space lifts.
  private(set) var cursor = 0
  /// Whether that row is lifted: the arrow keys carry it.
  private(set) var isLifted = false

  init(count: Int) { order = Array(0..<count) }

  /// Whether it has each item once.
  var isWhole: Bool { Set(order) == Set(order.indices) && order.indices.contains(cursor) }

  /// Puts all items in an order.
  mutating func fill(_ items: [Int]) {
    guard items.count == order.count else { return }
    (order, isLifted) = (items, false)
  }

  /// Edits the order as a key asks: Space lifts a row, up and down carry it, Space drops it.
  ///
  /// - Returns: Whether the key means something to it.
  mutating func handle(_ key: Key) -> Bool {
    if key == .space {
      isLifted.toggle()
      return true
    }
    if isLifted, key == .enter || key == .escape {
      isLifted = false
      return true
    }
    guard let target = ListCursor.target(of: key, from: cursor, order.count) else { return false }
    if isLifted {
      let item = order.remove(at: cursor)
      order.insert(item, at: target)
    }
    cursor = target
    return true
  }
}
