import Foundation
import Lessons
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

/// What was kept of a lesson, after a disk, another version or somebody has changed it.
struct StateFuzzTests {
  private static let screen = Rect(x: 0, y: 0, width: 80, height: 23)

  /// Keys that lead to steps in many states.
  private static let keys: [Key] = [
    .right, .right, "v", .tab, .right, "v", .pageDown, "t", "3", "x", "3", .enter, .pageDown, "4",
    .enter, "5", .pageDown, "2",
  ]

  /// What is pressed wherever a lesson goes on.
  private static let after: [Key] = [
    .down, .right, .left, "v", .tab, .right, "v", "t", "s", "7", .enter, .end, " ", .pageUp,
    .pageDown, .pageDown, .enter,
  ]

  @Test(arguments: [Mutator.Content.text, .numbers])
  func `spoilt states of steps`(content: Mutator.Content) throws {
    var model = LessonModel(try SampleLessons.lesson())
    for key in Self.keys { _ = model.update(key) }
    let kept = model.state.steps.mapValues { Array($0.text.utf8) }
    let lesson = try SampleLessons.lesson()
    let fuzzing = Fuzzing("state-\(content)", kept.values.sorted { $0.count > $1.count }, content)
    var number = 0
    let complaints = fuzzing.complaints(100) { spoilt in
      var records = kept.mapValues { String(decoding: $0, as: UTF8.self) }
      let ids = kept.keys.sorted()
      records[ids[number % ids.count]] = String(decoding: spoilt, as: UTF8.self)
      var resumed = LessonModel(
        lesson, resuming: LessonState(step: ids[number % ids.count], records: records))
      number += 1
      var buffer = Buffer(size: Size(width: 80, height: 24))
      for key in Self.after {
        _ = resumed.update(key)
        buffer.draw(LessonView(resumed, in: Self.screen), in: Self.screen)
      }
      // What was read is written again.
      #expect(!resumed.state.steps.isEmpty)
    }
    #expect(complaints == [])
  }
}
