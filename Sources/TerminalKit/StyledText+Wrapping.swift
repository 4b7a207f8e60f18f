import Typesetting

extension StyledText {
  /// Returns the text cut to at most `width` columns, the last of them an ellipsis where it was cut.
  public func truncated(to width: Int, ellipsis: String = "…") -> StyledText {
    guard self.width > width else { return self }
    guard width > 0 else { return StyledText() }
    let mark = DisplayWidth.of(ellipsis) <= width ? ellipsis : ""
    let room = width - DisplayWidth.of(mark)
    var result = StyledText()
    var used = 0
    var style = spans.first?.style ?? .text
    cutting: for span in spans {
      style = span.style
      for character in span.text {
        let next = used + DisplayWidth.of(character)
        if next > room { break cutting }
        result.append(String(character), span.style)
        used = next
      }
    }
    result.append(mark, style)
    return result
  }

  /// Returns the text in lines of at most `width` columns.
  ///
  /// Lines break at blanks, which the break replaces, and at line breaks in the text, but not at a
  /// no-break space, which becomes a blank, unless what it holds together is wider than a line; a word
  /// longer than a line is cut. Leading blanks of a paragraph are kept as its indent.
  ///
  /// - Parameters:
  ///   - width: The columns available; less than 1 counts as 1.
  ///   - hangingIndent: Blanks before every line of a paragraph but its first.
  /// - Returns: At least one line, possibly empty.
  public func wrapped(to width: Int, hangingIndent: Int = 0) -> [StyledText] {
    var wrapper = LineWrapper(width: max(1, width), hangingIndent: hangingIndent)
    for span in spans {
      for character in span.text { wrapper.add(character, span.style) }
    }
    return wrapper.finish()
  }
}

/// Collects characters into words and words into lines.
private struct LineWrapper {
  let width: Int
  let hangingIndent: Int

  private var lines: [StyledText] = []
  private var line = StyledText()
  private var breaker: LineBreaker
  private var blanks = StyledText()
  private var word: [(character: Character, style: Style)] = []
  private var isStartOfParagraph = true

  init(width: Int, hangingIndent: Int) {
    self.width = width
    // An indent that leaves hardly any room would make a column of single letters.
    self.hangingIndent = max(0, min(hangingIndent, width / 2))
    breaker = LineBreaker(width: width, indent: self.hangingIndent)
  }

  mutating func add(_ character: Character, _ style: Style) {
    if character.isNewline {
      endWord()
      endLine()
      breaker = LineBreaker(width: width, indent: hangingIndent)
      isStartOfParagraph = true
    } else if character == " " || character == "\t" {
      endWord()
      blanks.append(" ", style)
    } else {
      word.append((character, style))
    }
  }

  mutating func finish() -> [StyledText] {
    endWord()
    endLine()
    return lines
  }

  private mutating func endWord() {
    var rest = word[...]
    word = []
    for count in lengthsOfPieces(rest) {
      place(rest.prefix(count))
      rest = rest.dropFirst(count)
      // A blank stood between two pieces.
      if let blank = rest.popFirst() { blanks.append(" ", blank.style) }
    }
  }

  /// How many characters what a word is broken into has, blanks between left out.
  private func lengthsOfPieces(_ word: ArraySlice<(character: Character, style: Style)>) -> [Int] {
    let text = String(word.map(\.character))
    // Characters of two styles may be one when they stand together.
    guard text.count == word.count else { return [word.count] }
    let room = width - (isStartOfParagraph ? 0 : hangingIndent)
    return LineBreaker.pieces(of: text, width: room).map(\.count)
  }

  /// Puts a word on its line; one that is wider is cut.
  private mutating func place(_ word: ArraySlice<(character: Character, style: Style)>) {
    var piece = StyledText()
    var used = 0
    for (character, style) in word {
      let columns = DisplayWidth.of(character)
      if used + columns > width - (isStartOfParagraph ? 0 : hangingIndent) {
        place(piece, width: used)
        (piece, used) = (StyledText(), 0)
      }
      piece.append(String(character) == String.noBreakSpace ? " " : String(character), style)
      used += columns
    }
    place(piece, width: used)
  }

  private mutating func place(_ word: StyledText, width wordWidth: Int) {
    guard !word.isEmpty else { return }
    // Blanks that would push the first word off its line are no indent.
    if breaker.isEmpty, blanks.width + wordWidth > width { blanks = StyledText() }
    if breaker.breaks(before: wordWidth, gap: blanks.width) {
      endLine()
      line.append(String(repeating: " ", count: hangingIndent))
    } else {
      line += blanks
    }
    line += word
    blanks = StyledText()
    isStartOfParagraph = false
  }

  private mutating func endLine() {
    lines.append(line)
    line = StyledText()
    blanks = StyledText()
  }
}
