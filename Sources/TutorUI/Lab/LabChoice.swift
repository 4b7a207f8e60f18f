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
  /// All rows, whatever is typed.
  let all: [Item]
  private(set) var filter = ""
  private(set) var selection = 0

  /// - Parameter name: The row that is chosen at first; the first one where there is no such row.
  init(_ purpose: Purpose, from name: String? = nil) {
    self.purpose = purpose
    all =
      switch purpose {
      case .start, .append:
        OperationSchema.all.map { Item(name: $0.name, summary: $0.summary) }
      case .preset: Preset.all.map { Item(name: $0.name, summary: $0.summary) }
      }
    selection = all.firstIndex { $0.name == name } ?? 0
  }

  /// The rows that have what is typed in their name or their summary; names that begin with it first.
  var items: [Item] {
    let wanted = Self.words(filter)
    guard !wanted.isEmpty else { return all }
    let found = all.filter {
      Self.words($0.name).contains(wanted) || Self.words($0.summary).contains(wanted)
    }
    func begins(_ item: Item) -> Bool { Self.words(item.name).hasPrefix(wanted) }
    return found.filter(begins) + found.filter { !begins($0) }
  }

  /// A text as it is compared: nobody minds whether words are joined by `_`, a dash or a blank.
  private static func words(_ text: String) -> String {
    text.lowercased().split { "_-– ".contains($0) }.joined(separator: " ")
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

  /// Moves the choice by some rows, as far as there are any.
  mutating func move(by step: Int) {
    let last = max(0, items.count - 1)
    selection =
      step > 0 ? min(last, selection + min(step, last)) : max(0, selection + max(step, -last))
  }

  /// Narrows the list.
  ///
  /// - Returns: Whether the key means something to what is typed.
  mutating func type(_ key: Key) -> Bool {
    switch key {
    case .backspace where !filter.isEmpty: filter.removeLast()
    case .character(let character)
    where character.isLetter || character.isNumber || "_- ".contains(character):
      filter.append(character)
    default: return false
    }
    selection = 0
    return true
  }
}
