import Typesetting

/// A line of text being typed, with its cursor.
public struct TextInput: Hashable, Sendable {
  private var characters: [Character]

  /// The cursor: the number of characters before it.
  public private(set) var cursor: Int

  /// The most characters it takes.
  public var limit: Int

  /// Creates a line with the cursor at its end.
  public init(_ text: String = "", limit: Int = 1_000) {
    characters = Array(text.prefix(limit))
    cursor = characters.count
    self.limit = limit
  }

  /// What has been typed.
  public var text: String { String(characters) }

  /// Whether nothing has been typed.
  public var isEmpty: Bool { characters.isEmpty }

  /// The columns before the cursor.
  var cursorColumn: Int { DisplayWidth.of(String(characters[..<cursor])) }

  /// Edits the line as a key asks.
  ///
  /// Characters are inserted; Backspace, Delete, Left, Right, Home and End do what they say, and so
  /// do C-a, C-e, C-u (delete to the start), C-k (to the end) and C-w (the word before).
  ///
  /// - Returns: Whether the key means something to a text field; other keys belong to the screen.
  public mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character):
      if characters.count < limit {
        characters.insert(character, at: cursor)
        cursor += 1
      }
    case .backspace:
      if cursor > 0 { delete(from: cursor - 1) }
    case .delete:
      if cursor < characters.count { characters.remove(at: cursor) }
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("u"): delete(from: 0)
    case .control("k"): characters.removeSubrange(cursor...)
    case .control("w"): delete(from: startOfWord)
    default: return false
    }
    return true
  }

  private var startOfWord: Int {
    var start = cursor
    while start > 0, characters[start - 1] == " " { start -= 1 }
    while start > 0, characters[start - 1] != " " { start -= 1 }
    return start
  }

  private mutating func delete(from start: Int) {
    characters.removeSubrange(start..<cursor)
    cursor = start
  }
}

extension TextInput: Codable {
  private enum CodingKeys: String, CodingKey { case text, cursor, limit }

  /// Reads a line; a cursor beyond its end stands there.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try values.decode(String.self, forKey: .text),
      limit: max(0, try values.decode(Int.self, forKey: .limit)))
    cursor = min(max(0, try values.decode(Int.self, forKey: .cursor)), characters.count)
  }

  /// Writes the line.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(text, forKey: .text)
    try values.encode(cursor, forKey: .cursor)
    try values.encode(limit, forKey: .limit)
  }
}
