import Typesetting

/// The words behind a layer's kind, taken one by one.
///
/// Words without a name come first, in their order; then names with values, and flags.
struct LayerArguments {
  private let layer: LayerText
  private let kind: LayerKind
  private var words: [LayerText.Word]

  init(_ layer: LayerText, of kind: LayerKind) {
    (self.layer, self.kind) = (layer, kind)
    words = layer.arguments
  }

  /// What is said to the words of other libraries, where a layer takes only numbers.
  private static let paddingWords = [
    "same": "Write the zeros of each side: pad 1 keeps the size of a 3x3 window at stride 1.",
    "valid": "Leave it out: without it there is no padding.",
    "full": "Write the zeros of each side: for a 3x3 window that is pad 2.",
    "half": "Write the zeros of each side: for a 3x3 window that is pad 1.",
  ]

  /// The largest number that is no slip: more channels or cells than memory would hold.
  private static let largest = 65_536

  /// The next word as a positive number.
  mutating func number(_ what: String) throws(NetworkError) -> Int {
    try number(try takeFirst(what), what, from: 1)
  }

  /// The next word as a probability.
  mutating func probability(default standard: Double) throws(NetworkError) -> Double {
    guard !words.isEmpty else { return standard }
    let word = words.removeFirst()
    guard let value = WrittenNumber.double(word.text), value >= 0, value < 1 else {
      throw layer.error(
        at: word, "\(word.text.quoted) is no probability from 0 to below 1",
        remedy: "Write for example: dropout 0.5.")
    }
    return value
  }

  /// The next word as lengths of two axes: `5x5`, `3x1`, or a number for both.
  mutating func extent(_ what: String) throws(NetworkError) -> Extent {
    try extent(try takeFirst(what), from: 1)
  }

  /// The value of a name, wherever it stands, as a number or height x width; `nil` where the name is
  /// not there.
  mutating func extent(
    named names: [String], from least: Int
  ) throws(NetworkError) -> Extent? {
    guard let word = try takeValue(named: names, from: least) else { return nil }
    if let remedy = Self.paddingWords[word.text] {
      throw layer.error(
        at: word, "\(layer.kind.text) has no '\(names[0]) \(word.text)'", remedy: remedy)
    }
    return try extent(word, from: least)
  }

  /// The value of a name, wherever it stands, as one number; `nil` where the name is not there.
  mutating func number(named names: [String]) throws(NetworkError) -> Int? {
    guard let word = try takeValue(named: names, from: 1) else { return nil }
    return try number(word, "one whole number", from: 1)
  }

  /// Whether a name has a certain word for its value; both are taken then.
  mutating func takeValue(_ value: String, of names: [String]) -> Bool {
    guard let index = words.firstIndex(where: { names.contains($0.text) }),
      index + 1 < words.endIndex, words[index + 1].text == value
    else { return false }
    words.removeSubrange(index...(index + 1))
    return true
  }

  private mutating func takeValue(
    named names: [String], from least: Int
  ) throws(NetworkError) -> LayerText.Word? {
    guard let index = words.firstIndex(where: { names.contains($0.text) }) else { return nil }
    guard index + 1 < words.endIndex else {
      throw layer.error(
        at: words[index], "\(words[index].text) needs a number",
        remedy: "Write for example: \(words[index].text) \(max(1, least)).")
    }
    let value = words[index + 1]
    words.removeSubrange(index...(index + 1))
    if let again = words.first(where: { names.contains($0.text) }) { throw givenTwice(again) }
    return value
  }

  /// Whether a flag is there.
  mutating func flag(_ name: String) throws(NetworkError) -> Bool {
    guard let index = words.firstIndex(where: { $0.text == name }) else { return false }
    words.remove(at: index)
    if let again = words.first(where: { $0.text == name }) { throw givenTwice(again) }
    return true
  }

  private func givenTwice(_ word: LayerText.Word) -> NetworkError {
    layer.error(at: word, "\(word.text) is given twice", remedy: "Keep one of the two.")
  }

  /// Makes sure that nothing is left over.
  func finish() throws(NetworkError) {
    if let word = words.first { throw unknown(word) }
  }

  /// The next word, which is no name of anything.
  private mutating func takeFirst(_ what: String) throws(NetworkError) -> LayerText.Word {
    guard let word = words.first else {
      throw layer.error(
        "\(layer.kind.text) needs \(what)", remedy: "Write for example: \(kind.example).")
    }
    if suggestion(for: word.text) != nil { throw unknown(word) }
    words.removeFirst()
    return word
  }

  private func unknown(_ word: LayerText.Word) -> NetworkError {
    let all = ([kind.places] + kind.options).filter { !$0.isEmpty }
    let allowed = all.isEmpty ? "nothing more" : all.joined(separator: ", ")
    let remedy = suggestion(for: word.text).map { "Did you mean '\($0)'?" }
    return layer.error(
      at: word, "\(layer.kind.text) has no \(word.text.quoted)",
      remedy: remedy ?? "It takes: \(allowed).")
  }

  /// What a word was probably meant to be: `stride` for `strid`, `stride 2` for the `s2` of tables.
  private func suggestion(for word: String) -> String? {
    guard let first = word.first, first.isLetter else { return nil }
    if kind.window.contains(.same), word == "same" { return "pad same" }
    let rest = word.dropFirst()
    if let digit = rest.first, digit.isNumber {
      return kind.options.first { $0.first == first }.map { "\($0) \(rest.start)" }
    }
    return NearestName.of(word, in: kind.options)
  }

  private func extent(_ word: LayerText.Word, from least: Int) throws(NetworkError) -> Extent {
    let parts = word.text.split(omittingEmptySubsequences: false) { "x×".contains($0) }
    let numbers = parts.compactMap { Int($0) }
    guard (1...2).contains(parts.count), numbers.count == parts.count else {
      throw layer.error(
        at: word, "\(word.text.quoted) is no size",
        remedy: "Write a number, or height x width: 3x1.")
    }
    guard numbers.allSatisfy({ (least...Self.largest).contains($0) }) else {
      throw layer.error(
        at: word, "\(word.text.quoted) is not a size",
        remedy: "Use a whole number from \(least) to \(Self.largest).")
    }
    return Extent(numbers[0], numbers[numbers.count - 1])
  }

  private func number(
    _ word: LayerText.Word, _ what: String, from least: Int
  ) throws(NetworkError) -> Int {
    guard let value = Int(word.text), value >= least, value <= Self.largest else {
      throw layer.error(
        at: word, "\(word.text.quoted) is not \(what)",
        remedy: "Use a whole number from \(least) to \(Self.largest).")
    }
    return value
  }
}
