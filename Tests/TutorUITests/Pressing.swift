import TerminalKit
import TestSupport
import Typesetting

@testable import TutorUI

extension TutorModel {
  /// Answers to an event while the model is on the screen.
  mutating func update(_ event: Event) -> [TutorEffect] {
    update(event, seen: TutorView(model: self))
  }

  /// The screen as it is recorded: with all signs how each is drawn with colours and without, too.
  func recorded(size: Size, _ glyphs: GlyphSet) -> String {
    let screen = drawing(TutorView(model: self, glyphs: glyphs), size: size, glyphs: glyphs)
    return glyphs.isUnicode ? screen.textAndLooks : screen.text
  }

  /// The open lesson.
  var lesson: LessonModel? {
    guard case .lesson(let lesson) = screen else { return nil }
    return lesson
  }
}

extension LessonModel {
  /// Answers to a key on a screen of 80×24; what is to be remembered is left out.
  mutating func update(_ key: Key) -> [Outcome] {
    update(key, seen: LessonView(self, in: Rect(x: 0, y: 0, width: 80, height: 23)))
      .filter { if case .record = $0 { false } else { true } }
  }

  /// The frame on the stage.
  var framePosition: Int? { step.player?.position }
}
