import Typesetting

/// Finds the piece or the number of an exhibit that somebody meant who wrote another name.
struct PieceNames: Sendable {
  /// Words that are taken for the first word of names, with that; those of the picture first.
  var words: [(word: String, layer: String)] = []
  /// Those of them that the picture shows.
  var shown: Set<String> = []

  /// Words that may stand between the others of a name.
  private static let fillers: Set<Substring> = ["of", "the", "in", "for"]

  /// What to write for a name that there is not: the one that was meant, or all.
  func remedy(
    for text: String, in names: [String], listedAs kind: String, by lister: String? = nil
  ) -> String {
    for (word, layer) in words {
      guard let rest = Self.text(text, without: word) else { continue }
      let wanted = rest.isEmpty ? layer : "\(layer) \(rest)"
      guard let name = Self.name(of: wanted, in: names) else { continue }
      let reason =
        shown.contains(word)
        ? "'names' are what the picture shows; layers go by their names in 'convscope inspect'."
        : "Layers go by their names in 'convscope inspect'."
      return "Write '\(name)'. \(reason)"
    }
    if let name = Self.name(of: text, in: names) { return "Did you mean '\(name)'?" }
    if let remedy = Self.remedy(forFirstWordOf: text, in: names) { return remedy }
    return NearestName.remedy(for: text, in: names, listedAs: kind, by: lister)
  }

  /// What to write where only the first word is another one, as that of a layer that there is not; `nil`
  /// elsewhere.
  private static func remedy(forFirstWordOf text: String, in names: [String]) -> String? {
    guard let end = text.firstIndex(of: " ") else { return nil }
    let (word, rest) = (String(text[..<end]), text[end...])
    let words = names.filter { $0.hasSuffix(rest) }.map { String($0.dropLast(rest.count)) }
      .filter { !$0.contains(" ") }
    guard words.count > 1 else { return nil }
    return NearestName.of(word, in: words).map { "Did you mean '\($0)\(rest)'?" }
      ?? "Before '\(rest.dropFirst())' there can be \(words.joined(separator: ", "))."
  }

  /// A text without a word, or several that belong together; `nil` where it has them not.
  private static func text(_ text: String, without word: String) -> String? {
    let (all, part) = (text.split(separator: " "), word.split(separator: " "))
    guard !part.isEmpty, let place = all.firstRange(of: part) else { return nil }
    return (all[..<place.lowerBound] + all[place.upperBound...]).joined(separator: " ")
  }

  /// The name with the same words, in whatever order.
  private static func name(of text: String, in names: [String]) -> String? {
    let wanted = text.split(separator: " ").filter { !fillers.contains($0) }.sorted()
    return names.first { name in
      name.split(separator: " ").filter { !fillers.contains($0) }.sorted() == wanted
    }
  }
}
