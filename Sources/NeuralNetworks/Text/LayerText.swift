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
  /// The layers in parentheses behind it.
  let inner: [LayerText]
  /// Its number in the description, from 1.
  let number: Int

  /// Reads a description: layers separated by commas or line ends, with `#` before remarks.
  ///
  /// - Throws: ``NetworkError/text(place:message:remedy:)``.
  static func list(_ text: String) throws(NetworkError) -> [LayerText] {
    var reader = LayerTextReader(text)
    let layers = try reader.layers(untilParenthesis: false)
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
  private var position = 0
  private var count = 0

  /// Longer descriptions are refused; ResNet-110 written out has 3,000 characters.
  private static let longest = 100_000
  private var depth = 0

  init(_ text: String) {
    characters = Array(text.prefix(Self.longest))
  }

  mutating func layers(untilParenthesis: Bool) throws(NetworkError) -> [LayerText] {
    var layers: [LayerText] = []
    while true {
      skipSeparators()
      guard position < characters.count else {
        if untilParenthesis {
          throw .text(
            place: "\(place(at: position))", message: "a parenthesis is not closed",
            remedy: "Add a ) behind the layers of the block.")
        }
        return layers
      }
      if characters[position] == ")" {
        guard untilParenthesis else {
          throw .text(
            place: "\(place(at: position))", message: "there is no ( for this )",
            remedy: "Remove it, or write res( before the block.")
        }
        position += 1
        return layers
      }
      layers.append(try layer())
    }
  }

  private mutating func layer() throws(NetworkError) -> LayerText {
    count += 1
    let number = count
    var words: [LayerText.Word] = []
    var inner: [LayerText] = []
    while position < characters.count {
      skip { $0 == " " || $0 == "\t" }
      guard position < characters.count else { break }
      let character = characters[position]
      if ",;)#".contains(character) || character.isNewline { break }
      if character == "(" {
        guard depth < 8 else {
          throw .text(
            place: "\(place(at: position))", message: "blocks are nested more than 8 deep",
            remedy: "Write the inner blocks one after the other.")
        }
        position += 1
        depth += 1
        inner = try layers(untilParenthesis: true)
        depth -= 1
        continue
      }
      let start = position
      skip { !$0.isWhitespace && !",;()#".contains($0) }
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
      kind: kind, arguments: Array(words.dropFirst()), inner: inner, number: number)
  }

  /// Goes to the next layer: past commas, line ends and remarks.
  private mutating func skipSeparators() {
    skip { $0.isWhitespace || $0 == "," || $0 == ";" }
    while position < characters.count, characters[position] == "#" {
      skip { !$0.isNewline }
      skip { $0.isWhitespace || $0 == "," || $0 == ";" }
    }
  }

  private func place(at position: Int) -> LayerText.Place {
    let before = characters[..<position]
    let start = before.lastIndex(where: \.isNewline).map { $0 + 1 } ?? 0
    let hasLines = characters.contains(where: \.isNewline)
    return LayerText.Place(
      line: hasLines ? before.count(where: \.isNewline) + 1 : nil, column: position - start + 1)
  }

  private mutating func skip(while matches: (Character) -> Bool) {
    while position < characters.count, matches(characters[position]) { position += 1 }
  }
}
