import Foundation
import GRDB
import SpacedReview
import Synchronization
import TestSupport
import Testing

@testable import Progress

/// What the screens' memory does when all is well, and when it is not.
struct ProgressRecorderTests {
  /// A clock that goes on by a second each time that it is looked at.
  private final class Clock: Sendable {
    private let time = Mutex(Learner.start)

    func callAsFunction() -> Date {
      time.withLock { time in
        time += 1000
        return Date(milliseconds: time)
      }
    }
  }

  private func recorder(_ path: String) -> ProgressRecorder {
    let clock = Clock()
    return ProgressRecorder(path) { clock() }
  }

  @Test func `what a learner does is there the next time`() throws {
    let learner = try Learner()
    let first = recorder(learner.path)
    #expect(first.lessons.isEmpty && first.settings.isEmpty && first.reviews.isEmpty)
    for number in 0..<500 {
      first.record(.changed(.sample(1, 1), "typed \(number)"))
    }
    first.record(.stepReached(.sample(1, 1)))
    #expect(first.finish())
    #expect(first.takeTrouble() == nil)
    let second = recorder(learner.path)
    #expect(second.states(ofLesson: "lesson-1") == ["step-1": "typed 499"])
    #expect(second.lessons["lesson-1"]?.step == "step-1")
  }

  @Test func `an answer's time runs from the question, or from the answer before`() throws {
    let learner = try Learner()
    let recorder = recorder(learner.path)
    recorder.record(.exercise(1, .wrong))
    recorder.record(.exerciseReached(session: "size", position: 0))
    recorder.record(.exercise(2, .wrong))
    recorder.record(.changed(.sample(1, 1), "x"))
    recorder.record(.exercise(2, .right))
    #expect(recorder.finish())
    let seconds = try learner.store().queue.read {
      try Double.fetchAll($0, sql: "SELECT seconds FROM attempt ORDER BY at")
    }
    #expect(seconds == [0, 1, 2])
  }

  @Test func `a full disk is told once, and nothing is kept after it`() throws {
    let learner = try Learner()
    let store = try learner.store()
    try store.queue.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages + 1)")
    }
    let recorder = ProgressRecorder(learner.path, clock: { Date() }) { store }
    recorder.record(.stepReached(.sample(1, 1)))
    #expect(recorder.finish())
    recorder.record(.changed(.sample(1, 2), String(repeating: "long", count: 50_000)))
    #expect(!recorder.finish())
    #expect(recorder.takeTrouble() == "Nothing is remembered: the disk is full. Make room on it.")
    recorder.record(.stepReached(.sample(1, 3)))
    #expect(!recorder.finish())
    #expect(recorder.takeTrouble() == nil)
    #expect(try learner.store().lessons()["lesson-1"]?.step == "step-1")
  }

  @Test(arguments: ["/proc/convscope/progress.sqlite", "/dev/null/progress.sqlite"])
  func `a folder that cannot be written is told once`(path: String) throws {
    let recorder = recorder(path)
    recorder.record(.stepReached(.sample(1, 1)))
    #expect(!recorder.finish())
    let trouble = try #require(recorder.takeTrouble())
    #expect(trouble.hasPrefix("Nothing is remembered: its folder cannot be made."))
    #expect(recorder.takeTrouble() == nil)
    #expect(recorder.lessons.isEmpty && recorder.states(ofLesson: "lesson-1").isEmpty)
  }

  @Test func `a newer program's file is left as it is`() throws {
    let learner = try Learner()
    try learner.keep([.stepReached(.sample(1, 1))])
    try learner.store().queue.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA user_version = 99; PRAGMA journal_mode = delete")
    }
    let before = try fileBytes(learner.path)
    let recorder = recorder(learner.path)
    recorder.record(.stepReached(.sample(1, 2)))
    #expect(!recorder.finish())
    let trouble = try #require(recorder.takeTrouble())
    #expect(
      trouble.contains(
        "it was written by a newer convscope (schema 99; this one knows \(ProgressSchema.newest))"))
    #expect(try fileBytes(learner.path) == before)
    #expect(try learner.names == ["progress.sqlite"])
  }

  @Test(arguments: 0..<20)
  func `a truncated file is kept, and what can be read of it goes on`(place: Int) throws {
    let learner = try Learner()
    try learner.keep(ProgressEvent.course(lessons: 12, exercises: 300))
    let original = try contents(of: try learner.store())
    let whole = try fileBytes(learner.path)
    var random = SplitMix64(seed: UInt64(place))
    let length = 1 + Int(random.next() % UInt64(whole.count - 1))
    try Data(whole[..<length]).write(to: URL(fileURLWithPath: learner.path))

    let recorder = recorder(learner.path)
    let trouble = try #require(recorder.takeTrouble())
    #expect(trouble.contains("progress.sqlite.damaged-1"))
    #expect(try fileBytes(learner.path + ".damaged-1") == Array(whole[..<length]))
    recorder.record(.stepReached(.sample(99, 1)))
    #expect(recorder.finish())
    #expect(recorder.takeTrouble() == nil)
    #expect(recorder.lessons["lesson-99"]?.step == "step-1")
    #expect(try learner.names.contains { $0.contains("partial") } == false)

    let salvaged = try contents(of: try learner.store())
    for (table, rows) in salvaged where table != "lesson" {
      let strange = rows.subtracting(original[table] ?? []).map { "\($0)".prefix(80) }
      #expect(strange.isEmpty, "\(table), \(length) bytes")
    }
    // All the tables begin in the first pages; what is cut off is the end of the largest.
    let kept = salvaged.values.map(\.count).reduce(0, +)
    #expect(kept > 40 || length < whole.count / 2, "\(kept) rows of \(length) bytes")
  }

  @Test func `a page that is damaged while the file is used is noticed and told once`() throws {
    let learner = try Learner()
    try learner.keep(ProgressEvent.course(lessons: 12, exercises: 300))
    let recorder = recorder(learner.path)
    #expect(recorder.takeTrouble() == nil)
    var bytes = try fileBytes(learner.path)
    for index in 4096..<bytes.count { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: learner.path))
    try file.write(contentsOf: bytes)
    try file.close()
    recorder.record(.changed(.sample(3, 3), "new"))
    recorder.finish()
    let trouble = try #require(recorder.takeTrouble())
    #expect(trouble.hasPrefix("Your progress was damaged"))
    #expect(recorder.states(ofLesson: "lesson-3") == ["step-3": "new"])
  }

  @Test(arguments: ["", "This is a text.", String(repeating: "SQLite format 3\u{0}", count: 300)])
  func `a file that is none of progress is kept aside`(text: String) throws {
    let learner = try Learner()
    try Data(text.utf8).write(to: URL(fileURLWithPath: learner.path))
    let recorder = recorder(learner.path)
    recorder.record(.stepReached(.sample(1, 1)))
    #expect(recorder.finish())
    // An empty file is one that was about to be made.
    #expect((recorder.takeTrouble() == nil) == text.isEmpty)
    #expect(recorder.lessons.count == 1)
  }
}
