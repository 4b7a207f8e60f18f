import Lessons
import TerminalKit

extension LessonText {
  /// The prose in the screen's styles: stressed words bold, terms and formulas in the accent.
  var styled: StyledText {
    var text = StyledText()
    for block in blocks {
      if !text.isEmpty { text.append("\n\n") }
      switch block {
      case .paragraph(let spans):
        text += Self.styled(spans)
      case .bullets(let items):
        for (index, item) in items.enumerated() {
          text.append(index == 0 ? "• " : "\n• ", .accent)
          text += Self.styled(item)
        }
      }
    }
    return text
  }

  private static func styled(_ spans: [LessonText.Span]) -> StyledText {
    StyledText(
      spans.map { span in
        switch span.style {
        case .plain: TerminalKit.Span(span.text)
        case .bold: TerminalKit.Span(span.text, Style.text.bold)
        case .code: TerminalKit.Span(span.text, .accent)
        }
      })
  }
}
