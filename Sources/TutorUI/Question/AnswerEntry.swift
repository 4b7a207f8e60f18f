import Lessons
import TerminalKit

/// An answer being given: typed, chosen or filled into a grid.
enum AnswerEntry: Codable, Equatable, Sendable {
  /// A number or a size, typed on a line.
  case line(TextInput)
  /// One of several options; none at first.
  case choice(selection: Int?, count: Int)
  /// A grid, cell by cell.
  case grid(GridEntry)

  /// The longest line an answer takes.
  private static let longestLine = 24

  init(for form: PreparedQuestion.Form) {
    switch form {
    case .number, .size: self = .line(TextInput(limit: Self.longestLine))
    case .choice(let options): self = .choice(selection: nil, count: options.count)
    case .grid(let rows, let columns): self = .grid(GridEntry(rows: rows, columns: columns))
    }
  }

  /// What a sign is written as, whichever of its kind was typed.
  static let typeset: [Character: Character] = ["-": "−", "–": "−", "X": "x", "*": "x"]

  /// Whether it is an answer of a form, for one that comes from elsewhere.
  func fits(_ form: PreparedQuestion.Form) -> Bool {
    switch form {
    case .number, .size:
      if case .line = self { return true }
    case .choice(let options):
      guard case .choice(let selection, options.count) = self else { return false }
      return selection.map(options.indices.contains) ?? true
    case .grid(let rows, let columns):
      guard case .grid(let grid) = self else { return false }
      return grid.rows == rows && grid.columns == columns && grid.isWhole
    }
    return false
  }

  /// The answer as texts, one for each part of the question.
  var texts: [String] {
    switch self {
    case .line(let input): [input.text]
    case .choice(let selection, _): [selection.map { String($0 + 1) } ?? ""]
    case .grid(let grid): grid.cells
    }
  }

  /// Whether there is something to check.
  var isComplete: Bool {
    switch self {
    case .line(let input): !input.text.allSatisfy(\.isWhitespace)
    case .choice(let selection, _): selection != nil
    case .grid(let grid): grid.isComplete
    }
  }

  /// Edits the answer as a key asks.
  ///
  /// - Returns: Whether the key means something to the answer; other keys belong to the screen.
  mutating func handle(_ key: Key) -> Bool {
    switch self {
    case .line(var input):
      var key = key
      if case .character(let character) = key {
        // Letters other than the x of a size stay free for the screen's own keys.
        guard "0123456789.,-−–+/()[]=xX×* ".contains(character) else { return false }
        key = .character(Self.typeset[character] ?? character)
      }
      // Nothing to edit yet: the arrows and the space bar still belong to the stage.
      if input.isEmpty, [.left, .right, .home, .end, .space].contains(key) { return false }
      let isHandled = input.handle(key)
      self = .line(input)
      return isHandled
    case .choice(let selection, let count):
      guard let target = Self.choice(for: key, selection, count) else { return false }
      self = .choice(selection: target, count: count)
      return true
    case .grid(var grid):
      let isHandled = grid.handle(key)
      self = .grid(grid)
      return isHandled
    }
  }

  private static func choice(for key: Key, _ selection: Int?, _ count: Int) -> Int? {
    switch key {
    case .up, "k": return max(0, (selection ?? count) - 1)
    case .down, "j": return min(count - 1, (selection ?? -1) + 1)
    case .home: return 0
    case .end: return count - 1
    case .character(let character):
      guard let number = character.wholeNumberValue, (1...count).contains(number) else {
        return nil
      }
      return number - 1
    default: return nil
    }
  }
}
