import Foundation
import GRDB
import TestSupport

@testable import Progress

/// A learner with a file, whose clock is the test's.
final class Learner {
  let path: String
  private let folder: TemporaryFolder
  /// Milliseconds since 1970 at the first event.
  static let start: Int64 = 1_800_000_000_000
  /// A time after all events.
  static let now = Date(milliseconds: start + 10_000_000_000)

  init() throws {
    folder = try TemporaryFolder()
    path = folder("progress.sqlite")
  }

  func file(_ name: String) -> String { folder(name) }

  func write(_ bytes: [UInt8], to name: String) throws { try folder.write(bytes, to: name) }

  var names: [String] { get throws { try folder.names } }

  /// A store on the file.
  func store(hasLog: Bool = true) throws -> ProgressStore {
    try ProgressStore(path) { _ in hasLog }
  }

  /// Keeps events, a second apart, and closes the file.
  func keep(_ events: [ProgressEvent], from start: Int64 = Learner.start) throws {
    try ProgressStore(path).write(Learner.timed(events, from: start))
  }

  static func timed(_ events: [ProgressEvent], from start: Int64 = Learner.start) -> [TimedEvent] {
    events.enumerated().map { index, event in
      TimedEvent(event: event, time: start + Int64(index) * 1000, seconds: 1)
    }
  }
}

extension StepPlace {
  static func sample(_ lesson: Int, _ step: Int) -> StepPlace {
    StepPlace(lesson: "lesson-\(lesson)", step: "step-\(step)")
  }
}

extension ProgressEvent {
  static func changed(_ place: StepPlace, done: Bool = false, _ state: String) -> ProgressEvent {
    .stepChanged(place, StepRecord(isDone: done, state: state))
  }

  static func exercise(
    _ seed: UInt64, family: String = "size", _ result: Attempt.Result = .right,
    slip: String? = nil
  ) -> ProgressEvent {
    .answered(
      Attempt(
        .exercise(family: family, level: 2, seed: seed), answer: ["3", "4"], result, slip: slip,
        hints: 1))
  }

  /// A whole course of some size: lessons of ten steps, half of them done, and exercises.
  static func course(lessons: Int, exercises: Int) -> [ProgressEvent] {
    let steps = (0..<lessons * 10).flatMap { number -> [ProgressEvent] in
      let place = StepPlace.sample(number / 10, number % 10)
      return [
        .stepReached(place),
        .changed(
          place, done: number % 2 == 0, "state \(number) " + String(repeating: "x", count: 300)),
      ]
    }
    return steps + (0..<exercises).map { .exercise(UInt64($0), family: "family-\($0 % 7)") }
      + (0..<min(7, exercises)).map { .reviewed(family: "family-\($0)", .good) }
  }
}

/// Everything that a file holds, table by table.
func contents(of store: ProgressStore) throws -> [String: Set<[DatabaseValue]>] {
  try store.queue.read { db in
    var contents: [String: Set<[DatabaseValue]>] = [:]
    for table in ["lesson", "step", "attempt", "review", "setting"] {
      let rows = try Row.fetchAll(db, sql: "SELECT * FROM \(table)")
      contents[table] = Set(rows.map { Array($0.databaseValues) })
    }
    return contents
  }
}
