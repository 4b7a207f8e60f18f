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

  /// Some of its tokens, the same.
  func styled(_ tokens: [Token]) -> StyledText {
    var text = StyledText()
    for token in tokens {
      switch token {
      case .number(_, let role, _):
        text.append(self.text(of: token), role == .output ? role.style.bold : role.style)
      case .factor(_, let role, _):
        text.append(self.text(of: token), role.style)
      case .sign(" = "), .sign(" ≈ "):
        // What a sum comes to never stands alone on a line.
        text.append(self.text(of: token).dropLast() + String.noBreakSpace)
      case .sign, .breakOpportunity:
        text.append(self.text(of: token))
      }
    }
    return text
  }
}
