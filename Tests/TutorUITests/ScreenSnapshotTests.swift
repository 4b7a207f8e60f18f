import Lessons
import TerminalKit
import TestSupport
import Testing
import Typesetting

@testable import TutorUI

/// Whole screens against recordings at a pinned size.
struct ScreenSnapshotTests {
  /// What is done before the screen is recorded.
  private static let scripts: [(name: String, size: Size, glyphs: GlyphSet, keys: [Key])] = {
    let small = Size(width: 80, height: 24)
    let large = Size(width: 120, height: 40)
    return [
      ("home", small, .unicode, []),
      ("first-frame", small, .unicode, [.enter]),
      ("third-frame", small, .unicode, [.enter, .right, .right]),
      ("third-frame-large", large, .unicode, [.enter, .right, .right]),
      ("third-frame-ascii", small, .ascii, [.enter, .right, .right]),
      ("pointing", small, .unicode, [.enter, "v", .right]),
      ("size-asked", small, .unicode, [.enter, .pageDown]),
      ("size-wrong", small, .unicode, [.enter, .pageDown, "t", "3", "x", "3", .enter]),
      ("size-right", small, .unicode, [.enter, .pageDown, "2", "x", "2", .enter]),
      (
        "grid-wrong", small, .unicode,
        [.enter, .pageDown, .pageDown, "4", .enter, "5", .enter, "1", .enter, "6", .enter]
      ),
      (
        "grid-right", large, .unicode,
        [.enter, .pageDown, .pageDown, "4", .enter, "5", .enter, "0", .enter, "6", .enter]
      ),
      ("help", small, .unicode, [.enter, "?"]),
      ("steps", small, .unicode, [.enter, .pageDown, "g"]),
      (
        "lesson-end", small, .unicode, [.enter, .pageDown, .pageDown, .pageDown, .pageDown, .right]
      ),
    ]
  }()

  @Test(arguments: scripts.map(\.name))
  func `a screen is as recorded`(name: String) throws {
    let script = try #require(Self.scripts.first { $0.name == name })
    let screen = try draw(script.size, script.glyphs, script.keys)
    let difference = try ScreenRecordings().difference(of: screen, from: name)
    #expect(difference == nil)
  }

  private func draw(_ size: Size, _ glyphs: GlyphSet, _ keys: [Key]) throws -> String {
    let lesson = try SampleLessons.lesson()
    let summary = try SampleLessons.summary(goals: ["slide a window", "add up its products"])
    var model = TutorModel(Course(lessons: [summary]), size: size)
    for key in keys {
      for case .prepareLesson(_, let step) in model.update(.key(key)) {
        _ = model.open(lesson, at: step)
      }
    }
    return drawing(TutorView(model: model, glyphs: glyphs), size: size, glyphs: glyphs).text
  }
}
