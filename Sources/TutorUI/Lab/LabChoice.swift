import Problems
import TerminalKit

/// A list to choose from, narrowed by what is typed.
struct LabChoice: Sendable {
  /// What the choice is for.
  enum Purpose: Hashable, Sendable {
    /// Another op with its example.
    case start
    /// An op behind the last one.
    case append
    /// A figure or a classic kernel.
    case preset
  }

  /// One row.
  struct Item: Hashable, Sendable {
    let name: String
    let summary: String
  }

  let purpose: Purpose
  private let all: [Item]
  private(set) var filter = ""
  private(set) var selection = 0

  init(_ purpose: Purpose) {
    self.purpose = purpose
    all =
      switch purpose {
      case .start, .append:
        OperationSchema.all.map { Item(name: $0.name, summary: $0.summary) }
      case .preset: Preset.all.map { Item(name: $0.name, summary: $0.summary) }
      }
  }

  /// The rows that have what is typed in their name or their summary; names that begin with it first.
  var items: [Item] {
    guard !filter.isEmpty else { return all }
    let wanted = filter.lowercased()
    let found = all.filter {
      $0.name.contains(wanted) || $0.summary.lowercased().contains(wanted)
    }
    return found.filter { $0.name.hasPrefix(wanted) } + found.filter { !$0.name.hasPrefix(wanted) }
  }

  /// The chosen row; `nil` when nothing has what is typed.
  var chosen: Item? { items.indices.contains(selection) ? items[selection] : nil }

  /// What the list is headed with.
  var title: String {
    switch purpose {
    case .start: "Which op?"
    case .append: "Which op comes next?"
    case .preset: "Figures of the guide, and classic kernels"
    }
  }

  /// Moves the choice or narrows the list.
  ///
  /// - Returns: Whether the key means something to a list.
  mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .up: selection = max(0, selection - 1)
    case .down: selection = min(max(0, items.count - 1), selection + 1)
    case .pageUp: selection = max(0, selection - 10)
    case .pageDown: selection = min(max(0, items.count - 1), selection + 10)
    case .home: selection = 0
    case .end: selection = max(0, items.count - 1)
    case .backspace where !filter.isEmpty:
      filter.removeLast()
      selection = 0
    case .character(let character)
    where character.isLetter || character.isNumber || character == "_":
      filter.append(character)
      selection = 0
    default: return false
    }
    return true
  }
}
