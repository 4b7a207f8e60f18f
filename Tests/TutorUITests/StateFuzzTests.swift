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

  /// Each whole number of a state at the ends of what fits, and each `false` as `true`: what random
  /// changes seldom hit.
  @Test(arguments: ["-1", "99", String(Int.min), String(Int.max), "true"])
  func `no number and no flag of a state is trusted`(value: String) throws {
    let lesson = try SampleLessons.lesson()
    var model = LessonModel(lesson)
    for key in Self.keys { _ = model.update(key) }
    let kept = model.state.steps.mapValues(\.text)
    let place = value == "true" ? /[:]false\b/ : /[:\[,]-?\d+(?=[,}\]])/
    var looked = 0
    for (id, text) in kept {
      for range in text.ranges(of: place) {
        var records = kept
        records[id] = text.replacingCharacters(
          in: range, with: text[range].prefix(1) + value)
        var resumed = LessonModel(lesson, resuming: LessonState(step: id, records: records))
        var buffer = Buffer(size: Size(width: 80, height: 24))
        buffer.draw(LessonView(resumed, in: Self.screen), in: Self.screen)
        _ = resumed.step.frameDuration
        _ = resumed.tick()
        for key: Key in ["K", "J", "t", "9", .enter, .right, "+", "v", " "] {
          _ = resumed.update(key)
          _ = resumed.step.frameDuration
        }
        buffer.draw(LessonView(resumed, in: Self.screen), in: Self.screen)
        looked += 1
      }
    }
    #expect(looked > 2)
  }
}
