import Foundation
import GRDB
import SpacedReview
import TestSupport
import Testing

@testable import Progress

/// Files of progress that a disk or another program has changed.
///
/// Whatever is in them, the tutor begins, with what can be read or without, and an import adds what is
/// whole or nothing.
struct ProgressFuzzTests {
  private let learner: Learner
  private let original: [UInt8]

  init() throws {
    learner = try Learner()
    try learner.keep(
      ProgressEvent.course(lessons: 1, exercises: 12) + [.settingChanged(.speed, "2")])
    try learner.store().export(to: learner.file("whole.sqlite"))
    original = try fileBytes(learner.file("whole.sqlite"))
  }

  /// Reads a file in every way there is, practises, and imports it.
  private func use(_ path: String) throws {
    defer { ProgressFile.remove(path) }
    let whole = learner.file("copy.sqlite")
    ProgressFile.remove(whole)
    try FileManager.default.copyItem(atPath: learner.file("whole.sqlite"), toPath: whole)
    let imported = Result { try ProgressStore(whole).merge(from: path, now: Learner.now) }
    try look(at: try ProgressStore(whole))
    try look(at: try ProgressStore(path))
    _ = try imported.get()
  }

  private func look(at store: ProgressStore) throws {
    let now = Date(milliseconds: Learner.start + 1_000_000)
    for lesson in try store.lessons().keys { _ = try store.states(ofLesson: lesson) }
    _ = (try store.settings(), try store.attempts())
    for (family, state) in try store.reviews() {
      #expect((0...1).contains(FSRS.standard.strength(of: state, at: now)))
      for rating in [Rating.again, .hard, .good, .easy] {
        let next = FSRS.standard.reviewed(state, rating, at: now)
        #expect(FSRS.standard.isPossible(next))
        #expect(next.due > now)
      }
      try store.write(Learner.timed([.reviewed(family: family, .hard)]))
    }
  }

  @Test func `spoilt bytes`() throws {
    let fuzzing = Fuzzing("progress", [original], .bytes)
    let complaints = fuzzing.complaints(150) {
      try learner.write($0, to: "spoilt.sqlite")
      try use(learner.file("spoilt.sqlite"))
    }
    #expect(complaints == [])
  }

  /// What a damaged file still has is taken over by a new one.
  @Test func `spoilt bytes of the learner's own file`() throws {
    let fuzzing = Fuzzing("progress-own", [original], .bytes)
    let complaints = fuzzing.complaints(60) {
      try learner.write($0, to: "own.sqlite")
      let (store, kept) = try ProgressStore.replacingDamaged(learner.file("own.sqlite"))
      defer {
        ProgressFile.remove(store.path)
        ProgressFile.remove(kept)
      }
      try look(at: store)
    }
    #expect(complaints == [])
  }

  /// A whole file with values that this program never writes: bytes can hardly make one.
  @Test func `values at the ends of what columns hold`() throws {
    let columns = [
      ("lesson", "at"), ("step", "is_done"), ("step", "at"), ("attempt", "level"),
      ("attempt", "seed"), ("attempt", "hints"), ("attempt", "seconds"), ("review", "step"),
      ("review", "stability"), ("review", "difficulty"), ("review", "due"), ("review", "at"),
    ]
    let path = learner.file("changed.sqlite")
    for (table, column) in columns {
      for value in [
        "-1", "0", "7", "9223372036854775807", "-9223372036854775808", "1e300", "-1e-320",
      ] {
        let isReal = ["seconds", "stability", "difficulty"].contains(column)
        guard isReal || !value.contains("e") else { continue }
        try learner.write(original, to: "changed.sqlite")
        try DatabaseQueue(path: path).write {
          try $0.execute(sql: "UPDATE \(table) SET \(column) = \(value)")
        }
        // Read it is in any case; what cannot be so is not taken over.
        do {
          try use(path)
        } catch let error as ProgressError {
          let isNamed = error.message.contains("has a ") && error.place == path
          #expect(isNamed, "\(table).\(column) = \(value): \(error)")
        }
      }
    }
  }

  @Test(arguments: [
    ("learning", 2, 1, 5), ("relearning", 1, 1, 5), ("learning", -1, 1, 5), ("review", 0, 0, 5),
    ("review", 0, -3, 5), ("review", 0, 1, 99),
  ])
  func `a state that no repetition leads to begins anew`(
    _ phase: String, _ step: Int, _ stability: Double, _ difficulty: Double
  ) throws {
    let store = try learner.store()
    try store.queue.write {
      try $0.execute(
        sql: "UPDATE review SET phase = ?, step = ?, stability = ?, difficulty = ?",
        arguments: [phase, step, stability, difficulty])
    }
    #expect(try store.reviews().isEmpty)
    try store.write(Learner.timed([.reviewed(family: "family-0", .hard)]))
    let new = FSRS.standard.reviewed(nil, .hard, at: Date(milliseconds: Learner.start))
    #expect(try store.reviews() == ["family-0": new])
  }
}
