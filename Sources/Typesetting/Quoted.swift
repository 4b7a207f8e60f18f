extension StringProtocol {
  /// The text as a message quotes it, `'rellu'`; of a long one the start, `'relu relu relu …'`.
  public var quoted: String { "'\(start)'" }

  /// The first line with something in it, and of one that a message cannot hold its start.
  public var start: String {
    let line = drop(while: \.isNewline).prefix(41).prefix { !$0.isNewline }
    return line.count > 40 ? line.prefix(39) + "…" : String(line)
  }

  /// The text for a message: of a word that nobody reads, such as a path of thousands of
  /// characters, the start and the end.
  public var withoutLongWords: String {
    guard utf8.count > Quoting.longestWord else { return String(self) }
    var text = ""
    var rest = self[...]
    while !rest.isEmpty {
      let word = rest.prefix { !$0.isWhitespace }
      rest = rest[word.endIndex...]
      let isLong = word.count > Quoting.longestWord
      text += word.prefix(isLong ? Quoting.shownOfLongWord : Quoting.longestWord)
      if isLong { text += "…" + word.suffix(Quoting.shownOfLongWord) }
      let blanks = rest.prefix { $0.isWhitespace }
      text += blanks
      rest = rest[blanks.endIndex...]
    }
    return text
  }
}

private enum Quoting {
  /// The most characters of a word in a message; paths that people use are shorter.
  static let longestWord = 400
  /// How many are shown of a longer one, at either end.
  static let shownOfLongWord = 60
}
