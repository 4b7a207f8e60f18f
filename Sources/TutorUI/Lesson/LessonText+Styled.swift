import Lessons
import TerminalKit
import Typesetting

extension LessonText {
  /// The prose in lines of a screen's width, stressed words bold, terms and formulas in the accent.
  func lines(width: Int, glyphs: GlyphSet) -> [StyledText] {
    lines(width: width, bullet: "•").flatMap { line in
      // What has no blanks to break at, such as a line of code, is broken anywhere.
      glyphs.adapt(StyledText(line, .text)).wrapped(to: width)
    }
  }
}

extension StyledText {
  /// Marked-up text of one line or paragraph: a question, a hint, an explanation.
  init(markup: String, _ style: Style = .text) {
    self.init(LessonText.spans(of: markup), style)
  }

  fileprivate init(_ spans: [LessonText.Span], _ style: Style) {
    self.init(
      spans.map { span in
        switch span.style {
        case .plain: Span(span.text, style)
        case .bold: Span(span.text, style.bold)
        case .code, .mark: Span(span.unbroken, .accent)
        }
      })
  }
}
