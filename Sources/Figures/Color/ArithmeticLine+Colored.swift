import Storyboards
import Typesetting

extension ArithmeticLine {
  /// The line in pieces that stay whole when it is broken, each number in the hue of the grid it
  /// stands in.
  ///
  /// - Parameters:
  ///   - label: What stands before it.
  ///   - glyphs: The characters to write with.
  ///   - mostCharacters: Beyond so many characters the rest is left out.
  func pieces(label: ColoredText, _ glyphs: GlyphSet, mostCharacters: Int) -> [ColoredText] {
    var finishedCharacters = 0
    var pieces = [label]
    for token in tokens where finishedCharacters <= mostCharacters {
      if case .breakOpportunity = token {
        finishedCharacters += pieces[pieces.count - 1].width
        pieces.append(ColoredText())
      } else {
        pieces[pieces.count - 1].append(run(token, glyphs))
      }
    }
    return pieces
  }

  /// The end of the line, from the sign before its result on.
  func conclusion(_ glyphs: GlyphSet) -> ColoredText {
    let start = tokens.lastIndex { $0 == .sign(" = ") || $0 == .sign(" ≈ ") }
    return tokens[(start ?? tokens.endIndex)...].reduce(into: ColoredText()) {
      $0.append(run($1, glyphs))
    }
  }

  private func run(_ token: Token, _ glyphs: GlyphSet) -> ColoredText.Run {
    let text = glyphs.adapt(self.text(of: token))
    switch token {
    case .number(_, let role, _):
      return ColoredText.Run(text: text, hue: role.hue, isBold: role == .output)
    case .factor(_, let role, _): return ColoredText.Run(text: text, hue: role.hue)
    case .sign, .breakOpportunity: return ColoredText.Run(text: text, hue: .text)
    }
  }
}

/// Arithmetic in lines of a width: long lines are broken, endless ones and too many of them cut.
struct ArithmeticBlock {
  /// The most lines of arithmetic, and the most lines that a long one is broken into.
  private static let limit = 12

  /// The columns of a line.
  let width: Int
  /// The characters to write with.
  let glyphs: GlyphSet

  /// Several lines of arithmetic; of too many the first ones and the last, which they lead to.
  func lines(_ arithmetic: [ArithmeticLine], indent: Int = 0) -> [ColoredText] {
    guard arithmetic.count > Self.limit else {
      return arithmetic.flatMap { lines($0, indent: indent) }
    }
    let note = glyphs.adapt("… \(arithmetic.count - Self.limit) more lines")
    return arithmetic.prefix(Self.limit - 1).flatMap { lines($0, indent: indent) }
      + [ColoredText(String(repeating: " ", count: indent) + note, .dim)]
      + lines(arithmetic[arithmetic.count - 1], indent: indent)
  }

  /// A line of arithmetic, broken after its plus signs; of an endless one the start and the result.
  func lines(_ line: ArithmeticLine, label: String = "", indent: Int = 0) -> [ColoredText] {
    let start = ColoredText(String(repeating: " ", count: indent) + glyphs.adapt(label))
    // More characters than the lines that are kept can hold need not be written.
    let pieces = line.pieces(
      label: start, glyphs, mostCharacters: (Self.limit + 1) * width)
    let continuation = indent + 4
    let lines = pieces.filled(to: width, indent: continuation)
    guard lines.count > Self.limit else { return lines }
    let rest = ColoredText(String(repeating: " ", count: continuation) + glyphs.adapt("…"))
    return lines.prefix(Self.limit - 1) + [rest + line.conclusion(glyphs)]
  }
}
