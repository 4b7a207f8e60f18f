import TerminalKit

/// A word being typed: while it is, letters belong to it and to no other key.
struct WordEntry: Codable, Equatable, Sendable {
  private(set) var input: TextInput
  /// Whether letters are typed; Escape gives them back to the screen.
  private(set) var isTyping = true

  init(_ input: TextInput = TextInput(limit: AnswerEntry.longestLine)) { self.input = input }

  /// Edits the word as a key asks.
  ///
  /// - Returns: Whether the key means something to it.
  mutating func handle(_ key: Key) -> Bool {
    guard isTyping else {
      guard [.tab, .backspace].contains(key) else { return false }
      isTyping = true
      return true
    }
    if key == .escape {
      isTyping = false
      return true
    }
    // No word has it, and it shows all keys.
    if key == "?" { return false }
    if input.isEmpty, [.left, .right, .home, .end, .space].contains(key) { return false }
    return input.handle(key)
  }
}
