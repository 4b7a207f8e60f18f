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
  /// no-break space, which becomes a blank; a word longer
  /// than a line is cut. Leading blanks of a paragraph are kept as its indent.
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
  private var word = StyledText()
  private var wordWidth = 0
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
      let columns = DisplayWidth.of(character)
      if wordWidth + columns > width - (isStartOfParagraph ? 0 : hangingIndent) { endWord() }
      word.append(String(character) == String.noBreakSpace ? " " : String(character), style)
      wordWidth += columns
    }
  }

  mutating func finish() -> [StyledText] {
    endWord()
    endLine()
    return lines
  }

  private mutating func endWord() {
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
    word = StyledText()
    wordWidth = 0
    isStartOfParagraph = false
  }

  private mutating func endLine() {
    lines.append(line)
    line = StyledText()
    blanks = StyledText()
  }
}
