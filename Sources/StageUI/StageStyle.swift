import Storyboards
import TerminalKit
import Typesetting

// The look of storyboard values: one place where their roles meet the screen's.

extension ValueRole {
  /// The style of a value that takes no part in the current frame.
  public var style: Style {
    switch self {
    case .input: .input
    case .kernel: .kernel
    case .output: .output
    case .gradient: .gradient
    case .padding: .padding
    case .plain: .text
    }
  }
}

extension ArithmeticLine {
  /// The line in colour: each factor in the colour of the grid it stands in.
  public var styled: StyledText {
    var text = StyledText()
    for token in tokens {
      switch token {
      case .number(let value, let role, _):
        text.append(NumberText.short(value), role == .output ? role.style.bold : role.style)
      case .factor(let value, let role, _):
        text.append(NumberText.factor(value), role.style)
      case .sign(let sign):
        text.append(sign)
      case .breakOpportunity:
        break
      }
    }
    return text
  }
}
