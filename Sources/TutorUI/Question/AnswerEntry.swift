import Lessons
import TerminalKit

/// An answer being given: typed, chosen, put in order or filled into a grid.
enum AnswerEntry: Codable, Equatable, Sendable {
  /// A number or lengths, typed on a line.
  case line(TextInput)
  /// A word, typed on a line that takes letters, as long as it is typed.
  case word(WordEntry)
  /// One of several options; none at first.
  case choice(selection: Int?, count: Int)
  /// Several of some options.
  case several(SeveralEntry)
  /// An option for each of some rows.
  case match(MatchEntry)
  /// Items in an order.
  case order(OrderEntry)
  /// A grid, cell by cell; also fields below each other, a row each, and products with their sum.
  case grid(GridEntry)

  /// The longest line an answer takes.
  static let longestLine = 24
  /// The longest line that holds a whole grid.
  private static let longestGrid = 400

  init(for form: PreparedQuestion.Form) {
    switch form {
    case .number, .count, .size, .shape: self = .line(TextInput(limit: Self.longestLine))
    case .written: self = .line(TextInput(limit: Self.longestGrid))
    case .text: self = .word(WordEntry())
    case .choice(let options): self = .choice(selection: nil, count: options.count)
    case .several(let options): self = .several(SeveralEntry(count: options.count))
    case .match(let left, let options):
      self = .match(MatchEntry(rows: left.count, options: options.count))
    case .order(let items): self = .order(OrderEntry(count: items.count))
    case .grid(let rows, let columns): self = .grid(GridEntry(rows: rows, columns: columns))
    case .fields(let fields): self = .grid(GridEntry(rows: fields.count, columns: 1))
    case .products(let rows, let columns, _):
      self = .grid(GridEntry(rows: rows, columns: columns, hasSum: true))
    }
  }

  /// What a sign is written as, whichever of its kind was typed.
  static let typeset: [Character: Character] = ["-": "−", "–": "−", "X": "x", "*": "x"]

  /// Whether it is an answer of a form, for one that comes from elsewhere.
  func fits(_ form: PreparedQuestion.Form) -> Bool {
    switch (self, AnswerEntry(for: form)) {
    case (.line, .line), (.word, .word): true
    case (.choice(let selection, let count), .choice(_, let wanted)):
      count == wanted && selection.map((0..<count).contains) ?? true
    case (.several(let entry), .several(let wanted)): entry.isWhole && entry.count == wanted.count
    case (.match(let entry), .match(let wanted)): entry.isWhole && entry.isLike(wanted)
    case (.order(let entry), .order(let wanted)):
      entry.isWhole && entry.order.count == wanted.order.count
    case (.grid(let grid), .grid(let wanted)):
      grid.rows == wanted.rows && grid.columns == wanted.columns && grid.hasSum == wanted.hasSum
        && grid.isWhole
    default: false
    }
  }

  /// The answer as texts, one for each part of the question.
  var texts: [String] {
    switch self {
    case .line(let input): [input.text]
    case .word(let word): [word.input.text]
    case .choice(let selection, _): [selection.map { String($0 + 1) } ?? ""]
    case .several(let entry): entry.chosen.sorted().map { String($0 + 1) }
    case .match(let entry): entry.assigned.map { $0.map { String($0 + 1) } ?? "" }
    case .order(let entry): entry.order.map { String($0 + 1) }
    case .grid(let grid): grid.cells
    }
  }

  /// What is missing before it can be checked; `nil` when nothing is.
  var missing: String? {
    switch self {
    case .line(let input):
      input.text.allSatisfy(\.isWhitespace) ? "Type an answer first." : nil
    case .word(let word):
      word.input.text.allSatisfy(\.isWhitespace) ? "Type a word first." : nil
    case .choice(let selection, _):
      selection == nil ? "Choose first, with the arrow keys or a number." : nil
    case .several(let entry):
      entry.chosen.isEmpty ? "Choose first: a number, or Space, takes an option." : nil
    case .match(let entry):
      entry.isComplete
        ? nil : "Enter goes to the next row without an option; when all have one it checks."
    case .order: nil
    case .grid(let grid):
      grid.isComplete ? nil : "Enter goes to the next open cell; when all are filled it checks."
    }
  }

  /// How many options there are to choose one of; 0 for another kind of answer.
  var optionCount: Int { if case .choice(_, let count) = self { count } else { 0 } }

  /// Whether Enter goes on to what is still open instead of checking.
  var goesOn: Bool {
    switch self {
    case .grid(let grid): !grid.isComplete
    case .match(let entry): !entry.isComplete
    case .line, .word, .choice, .several, .order: false
    }
  }

  /// Goes on to what is missing.
  mutating func selectNextOpen() {
    switch self {
    case .grid(var grid):
      _ = grid.selectNextOpen()
      self = .grid(grid)
    case .match(var entry):
      entry.selectNextOpen()
      self = .match(entry)
    case .line, .word, .choice, .several, .order: break
    }
  }

  /// Whether the arrow keys up and down belong to it.
  var takesVerticalKeys: Bool {
    switch self {
    case .choice, .several, .match, .order, .grid: true
    case .line, .word: false
    }
  }

  /// Whether all arrow keys belong to it.
  var takesArrowKeys: Bool {
    switch self {
    case .grid, .match: true
    case .word(let word): word.isTyping
    case .line, .choice, .several, .order: false
    }
  }

  /// Whether a number stands in it half typed.
  var isInsideNumber: Bool {
    switch self {
    case .line(let input): !input.isEmpty
    case .grid(let grid): grid.isInsideNumber
    case .word, .choice, .several, .match, .order: false
    }
  }

  /// Whether typing begins anew after a wrong answer.
  var isTyped: Bool {
    switch self {
    case .line, .word: true
    case .choice, .several, .match, .order, .grid: false
    }
  }

  /// Marks the parts that were found wrong.
  mutating func mark(wrong parts: Set<Int>) {
    switch self {
    case .grid(var grid):
      grid.wrong = parts
      if let first = parts.min() { grid.select(first) }
      self = .grid(grid)
    case .match(var entry):
      entry.wrong = parts
      self = .match(entry)
    case .line, .word, .choice, .several, .order: break
    }
  }

  /// Puts a solution in, as ``PreparedQuestion/solution`` writes it.
  mutating func fill(_ solution: [String]) {
    let positions = solution.compactMap { Int($0).map { $0 - 1 } }
    switch self {
    case .line: self = .line(TextInput(solution.first ?? ""))
    case .word: self = .word(WordEntry(TextInput(solution.first ?? "")))
    case .choice(_, let count): self = .choice(selection: positions.first ?? 0, count: count)
    case .several(var entry):
      entry.chosen = Set(positions)
      self = .several(entry)
    case .match(var entry):
      entry.fill(positions)
      self = .match(entry)
    case .order(var entry):
      entry.fill(positions)
      self = .order(entry)
    case .grid(var grid):
      grid.fill(solution)
      self = .grid(grid)
    }
  }

  /// Edits the answer as a key asks.
  ///
  /// - Returns: Whether the key means something to the answer; other keys belong to the screen.
  mutating func handle(_ key: Key) -> Bool {
    let isHandled: Bool
    switch self {
    case .line(var input):
      isHandled = Self.type(key, into: &input)
      self = .line(input)
    case .word(var word):
      isHandled = word.handle(key)
      self = .word(word)
    case .choice(let selection, let count):
      guard let target = ListCursor.target(of: key, from: selection, count) else { return false }
      self = .choice(selection: target, count: count)
      return true
    case .several(var entry):
      isHandled = entry.handle(key)
      self = .several(entry)
    case .match(var entry):
      isHandled = entry.handle(key)
      self = .match(entry)
    case .order(var entry):
      isHandled = entry.handle(key)
      self = .order(entry)
    case .grid(var grid):
      isHandled = grid.handle(key)
      self = .grid(grid)
    }
    return isHandled
  }

  /// Whether a letter goes on a number, as in `2.4e6`: behind a digit, and where none has before.
  static func isExponent(_ character: Character, behind text: some StringProtocol) -> Bool {
    guard "eE".contains(character), let last = text.last, last.isWholeNumber || last == "." else {
      return false
    }
    let number = text.reversed().prefix { $0.isWholeNumber || ".,eE".contains($0) }
    return number.contains(where: \.isWholeNumber) && !number.contains { "eE".contains($0) }
  }

  private static func type(_ key: Key, into input: inout TextInput) -> Bool {
    var key = key
    if case .character(let character) = key {
      // Letters other than the x of a size stay free for the screen's own keys.
      guard
        "0123456789.,-−–+/()[]=xX×* ".contains(character)
          || isExponent(character, behind: input.text.prefix(input.cursor))
      else { return false }
      key = .character(typeset[character] ?? character)
    }
    // Nothing to edit yet: the arrows and the space bar still belong to the stage.
    if input.isEmpty, [.left, .right, .home, .end, .space].contains(key) { return false }
    return input.handle(key)
  }
}

/// How keys move through a list of at most nine rows.
enum ListCursor {
  /// The row that a key leads to; `nil` for a key that leads to none.
  static func target(of key: Key, from selection: Int?, _ count: Int) -> Int? {
    if case .character(let character) = key, let number = character.wholeNumberValue {
      return (1...count).contains(number) ? number - 1 : nil
    }
    return moved(by: key, from: selection, count)
  }

  /// The row that an arrow key leads to; `nil` for another key.
  static func moved(by key: Key, from selection: Int?, _ count: Int) -> Int? {
    switch key {
    case .up, "k": max(0, (selection ?? count) - 1)
    case .down, "j": min(count - 1, (selection ?? -1) + 1)
    // Home and End lead through the stage, which stands beside every list.
    default: nil
    }
  }
}
