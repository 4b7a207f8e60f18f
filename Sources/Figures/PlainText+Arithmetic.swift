import Storyboards
import Typesetting

extension PlainText {
  /// Lines of arithmetic, broken where they are too long and cut where there are too many.
  func arithmetic(_ lines: [ArithmeticLine], indent: String = "") -> [String] {
    let limit = PlainText.arithmeticLimit
    guard lines.count > limit else { return lines.flatMap { broken($0, indent: indent) } }
    return lines.prefix(limit - 1).flatMap { broken($0, indent: indent) }
      + [indent + glyphs.adapt("… \(lines.count - limit) more lines")]
      + broken(lines[lines.count - 1], indent: indent)
  }

  /// A line of arithmetic, broken after its plus signs; of an endless one the start and the result.
  func broken(_ line: ArithmeticLine, label: String = "", indent: String = "") -> [String] {
    // More characters than the lines that are kept can hold need not be written.
    let mostCharacters = (PlainText.arithmeticLimit + 1) * width
    var finishedCharacters = 0
    var pieces = [indent + label]
    for token in line.tokens where finishedCharacters <= mostCharacters {
      if case .breakOpportunity = token {
        finishedCharacters += pieces[pieces.count - 1].count
        pieces.append("")
      } else {
        pieces[pieces.count - 1] += line.text(of: token)
      }
    }
    let continuation = indent + "    "
    let lines = pieces.map { glyphs.adapt($0) }.filled(to: width, indent: continuation)
    guard lines.count > PlainText.arithmeticLimit else { return lines }
    return lines.prefix(PlainText.arithmeticLimit - 1)
      + [continuation + glyphs.adapt("…" + line.conclusion)]
  }
}

extension ArithmeticLine {
  /// The end of the line, from the sign before its result on.
  fileprivate var conclusion: String {
    let start = tokens.lastIndex { $0 == .sign(" = ") || $0 == .sign(" ≈ ") }
    return tokens[(start ?? tokens.endIndex)...].map(text).joined()
  }
}
