import Storyboards
import TerminalKit
import Typesetting

// The look of storyboard values: one place where their roles meet the screen's.

extension ValueRole {
  /// The style of a value that takes no part in the current frame.
  public var style: Style { Style(hue) }
}

extension ArithmeticLine {
  /// The line in colour: each factor in the colour of the grid it stands in.
  public var styled: StyledText { styled(tokens) }

  /// The same where all numbers but inputs take so many columns at least, to see how much room that takes.
  func styled(leastNumberWidth: Int) -> StyledText {
    styled(tokens, leastNumberWidth: leastNumberWidth)
  }

  /// Some of its tokens, the same.
  func styled(_ tokens: [Token], leastNumberWidth: Int = 0) -> StyledText {
    var text = StyledText()
    for token in tokens {
      let written = self.text(of: token)
      switch token {
      case .number(_, let role, _), .factor(_, let role, _):
        let missing = role == .input ? 0 : leastNumberWidth - DisplayWidth.of(written)
        let blanks = String(repeating: String.noBreakSpace, count: max(0, missing))
        let isResult = if case .number(_, .output, _) = token { true } else { false }
        text.append(blanks + written, isResult ? role.style.bold : role.style)
      case .sign(" = "), .sign(" ≈ "):
        // What a sum comes to never stands alone on a line.
        text.append(written.dropLast() + String.noBreakSpace)
      case .sign, .breakOpportunity: text.append(written)
      }
    }
    return text
  }
}
