import Lessons
import TerminalKit

extension LessonText {
  /// The prose in the screen's styles.
  var styled: StyledText { StyledText(plain) }
}
