/// Decides, word by word, where a line ends; the one rule by which all text is broken.
public struct LineBreaker {
  private let width: Int
  private let indent: Int
  private var used: Int
  /// Whether no word stands on the line yet.
  public private(set) var isEmpty = true

  /// Begins a paragraph.
  ///
  /// - Parameters:
  ///   - width: The columns of a line.
  ///   - first: The columns that are taken before the first word.
  ///   - indent: The columns that are taken before the first word of the other lines.
  public init(width: Int, first: Int = 0, indent: Int = 0) {
    (self.width, self.indent) = (width, indent)
    used = first
  }

  /// Places the next word, on a new line where it does not fit; one that is wider than a line has a
  /// line of its own.
  ///
  /// - Parameters:
  ///   - word: Its columns.
  ///   - gap: The columns between it and the word before.
  ///   - rest: The columns of blanks behind it, which may reach beyond the end of the line.
  /// - Returns: Whether the word begins a new line, and the gap falls away.
  public mutating func breaks(before word: Int, gap: Int, rest: Int = 0) -> Bool {
    let isNew = !isEmpty && used + gap + word > width
    used = (isNew ? indent : used + gap) + word + rest
    if word > 0 { isEmpty = false }
    return isNew
  }

  /// What a word is broken into that no-break spaces hold together and that is wider than a line: at
  /// ` / ` first, so that rows of a grid stay whole, and at every blank where a row is wider still.
  ///
  /// - Parameters:
  ///   - word: The word.
  ///   - width: The columns of a line.
  /// - Returns: At least one piece; a blank stood between two of them.
  public static func pieces(of word: String, width: Int) -> [String] {
    guard DisplayWidth.of(word) > width, word.contains(String.noBreakSpace) else { return [word] }
    let blank = String.noBreakSpace
    let rows = word.components(separatedBy: "\(blank)/\(blank)")
    return rows.enumerated().flatMap { index, row in
      let row = index < rows.count - 1 ? "\(row)\(blank)/" : row
      return DisplayWidth.of(row) <= width ? [row] : row.components(separatedBy: blank)
    }
  }
}
