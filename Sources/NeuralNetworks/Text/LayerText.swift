/// A layer as a user writes it: `conv 16 5x5 stride 2 pad 2`.
struct LayerText: Hashable, Sendable {
  /// A number with its place.
  struct Word: Hashable, Sendable {
    let text: String
    /// The column in the description, from 1.
    let column: Int
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
      place: "layer \(number), column \((word ?? kind).column)", message: message, remedy: remedy)
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
      skip { $0.isWhitespace || $0 == "," || $0 == ";" }
      guard position < characters.count else {
        if untilParenthesis {
          throw .text(
            place: "column \(position + 1)", message: "a parenthesis is not closed",
            remedy: "Add a ) behind the layers of the block.")
        }
        return layers
      }
      if characters[position] == ")" {
        guard untilParenthesis else {
          throw .text(
            place: "column \(position + 1)", message: "there is no ( for this )",
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
      if character == "#" { skip { !$0.isNewline } }
      if character == "," || character == ";" || character == ")" || character.isNewline { break }
      if character == "#" { continue }
      if character == "(" {
        guard depth < 8 else {
          throw .text(
            place: "column \(position + 1)", message: "blocks are nested more than 8 deep",
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
        LayerText.Word(text: String(characters[start..<position]).lowercased(), column: start + 1))
    }
    guard let kind = words.first else {
      throw .text(
        place: "column \(position + 1)", message: "a layer without a name",
        remedy: "Write its kind first, such as conv, relu, pool or fc.")
    }
    return LayerText(
      kind: kind, arguments: Array(words.dropFirst()), inner: inner, number: number)
  }

  private mutating func skip(while matches: (Character) -> Bool) {
    while position < characters.count, matches(characters[position]) { position += 1 }
  }
}
