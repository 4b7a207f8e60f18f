/// A layer as a user writes it: `conv 16 5x5 stride 2 pad 2`.
struct LayerText: Hashable, Sendable {
  /// A number with its place.
  struct Word: Hashable, Sendable {
    let text: String
    /// Where it stands in the description.
    let place: Place
  }

  /// A place in a description: its line, where there are several, and column, both from 1.
  struct Place: Hashable, Sendable, CustomStringConvertible {
    /// The line; `nil` in a description of a single one.
    let line: Int?
    /// The column.
    let column: Int

    var description: String { (line.map { "line \($0), " } ?? "") + "column \(column)" }
  }

  /// The first word: the kind of layer.
  let kind: Word
  /// What follows it.
  let arguments: [Word]
  /// The layers in parentheses behind it, split at `|`.
  let branches: [[LayerText]]
  /// Its number in the description, from 1.
  let number: Int

  /// Reads a description: layers separated by commas or line ends, with `#` before remarks.
  ///
  /// - Throws: ``NetworkError/text(place:message:remedy:)``.
  static func list(_ text: String) throws(NetworkError) -> [LayerText] {
    var reader = LayerTextReader(text)
    let layers = try reader.layers()
    guard !layers.isEmpty else {
      throw .text(
        place: "the network", message: "it has no layers",
        remedy: "Write for example: conv 16 5x5 pad 2, relu, pool 2, fc 10.")
    }
    return layers
  }

  /// An error at a word of this layer.
  func error(
    at word: Word? = nil, _ message: String, remedy: String
  ) -> NetworkError {
    .text(
      place: "layer \(number), \((word ?? kind).place)", message: message, remedy: remedy)
  }
}

/// Splits a description into layers and words.
private struct LayerTextReader {
  private let characters: [Character]
  private let hasLines: Bool
  private var position = 0
  private var count = 0
  /// The line that was reached last, and where it begins.
  private var line = (number: 1, start: 0, seen: 0)

  /// Longer descriptions are refused; ResNet-110 written out has 3,000 characters.
  private static let longest = 100_000
  private var depth = 0

  init(_ text: String) {
    characters = Array(text.prefix(Self.longest))
    hasLines = characters.contains(where: \.isNewline)
  }

  /// The layers of the whole description.
  mutating func layers() throws(NetworkError) -> [LayerText] {
    let layers = try sequence()
    guard position < characters.count else { return layers }
    throw .text(
      place: "\(place(at: position))",
      message: characters[position] == ")"
        ? "there is no ( for this )" : "there is no ( before this |",
      remedy: "Remove it, or write res( or concat( before the block.")
  }

  /// The layers up to what ends them.
  private mutating func sequence() throws(NetworkError) -> [LayerText] {
    var layers: [LayerText] = []
    skipSeparators()
    while position < characters.count, !")|".contains(characters[position]) {
      layers.append(try layer())
      skipSeparators()
    }
    return layers
  }

  /// The layers in parentheses, split at `|`.
  private mutating func branches() throws(NetworkError) -> [[LayerText]] {
    var branches = [try sequence()]
    while position < characters.count, characters[position] == "|" {
      position += 1
      branches.append(try sequence())
    }
    guard position < characters.count else {
      throw .text(
        place: "\(place(at: position))", message: "a parenthesis is not closed",
        remedy: "Add a ) behind the layers of the block.")
    }
    position += 1
    return branches
  }

  private mutating func layer() throws(NetworkError) -> LayerText {
    count += 1
    let number = count
    var words: [LayerText.Word] = []
    var branches: [[LayerText]] = []
    while position < characters.count {
      // `stride=2` says what `stride 2` says.
      skip { $0 == " " || $0 == "\t" || $0 == "=" }
      guard position < characters.count else { break }
      let character = characters[position]
      if ",;)|#".contains(character) || character.isNewline { break }
      if character == "(" {
        guard depth < 8 else {
          throw .text(
            place: "\(place(at: position))", message: "blocks are nested more than 8 deep",
            remedy: "Write the inner blocks one after the other.")
        }
        position += 1
        depth += 1
        branches = try self.branches()
        depth -= 1
        continue
      }
      let start = position
      skip { !$0.isWhitespace && !",;()|#=".contains($0) }
      words.append(
        LayerText.Word(
          text: String(characters[start..<position]).lowercased(), place: place(at: start)))
    }
    guard let kind = words.first else {
      throw .text(
        place: "\(place(at: position))", message: "a layer without a name",
        remedy: "Write its kind first, such as conv, relu, pool or fc.")
    }
    return LayerText(
      kind: kind, arguments: Array(words.dropFirst()), branches: branches, number: number)
  }

  /// Goes to the next layer: past commas, line ends and remarks.
  private mutating func skipSeparators() {
    skip { $0.isWhitespace || $0 == "," || $0 == ";" }
    while position < characters.count, characters[position] == "#" {
      skip { !$0.isNewline }
      skip { $0.isWhitespace || $0 == "," || $0 == ";" }
    }
  }

  /// Places are asked for in order, so that each character is looked at once.
  private mutating func place(at position: Int) -> LayerText.Place {
    for index in line.seen..<position where characters[index].isNewline {
      (line.number, line.start) = (line.number + 1, index + 1)
    }
    line.seen = position
    return LayerText.Place(line: hasLines ? line.number : nil, column: position - line.start + 1)
  }

  private mutating func skip(while matches: (Character) -> Bool) {
    while position < characters.count, matches(characters[position]) { position += 1 }
  }
}
