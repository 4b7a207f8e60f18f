import Foundation
import GRDB
import SpacedReview
import TestSupport
import Testing

@testable import Progress

/// Progress that moves from one machine to another.
struct ProgressExchangeTests {
  @Test func `an exported file holds everything, and is added only once`() throws {
    let (here, there) = (try Learner(), try Learner())
    try here.keep(ProgressEvent.course(lessons: 3, exercises: 40))
    let file = there.file("exported.sqlite")
    try here.store().export(to: file)
    try here.store().export(to: file)
    #expect(try there.names == ["exported.sqlite"])
    let store = try there.store()
    let first = try store.merge(from: file, now: Learner.now)
    #expect(first == .init(steps: 30, attempts: 40, reviews: 7))
    #expect(try contents(of: store) == contents(of: try here.store()))
    let second = try store.merge(from: file, now: Learner.now)
    #expect(second == .init(steps: 0, attempts: 0, reviews: 0))
    #expect(try contents(of: store) == contents(of: try here.store()))
  }

  @Test(arguments: [
    (
      "UPDATE review SET stability = 1e300 WHERE family = 'family-0'",
      "review of family-0 has a stability"
    ),
    ("UPDATE review SET stability = -1", "has a stability of -1.0"),
    ("UPDATE review SET difficulty = 5e200", "has a difficulty"),
    ("UPDATE review SET due = 253370764800000", "has a due date of 253370764800000"),
    ("UPDATE review SET at = 253370764800000, due = 253370764800000", "not between 1970 and now"),
    ("UPDATE review SET step = 1000000", "has a step of 1000000"),
    ("UPDATE attempt SET hints = 1000000", "has a number of hints of 1000000, which cannot be"),
    ("UPDATE attempt SET seconds = 9e999", "has a number of seconds of inf"),
    ("UPDATE attempt SET at = at - 9000000000000000", "not between 1970 and now"),
    ("UPDATE attempt SET level = -3", "has a level of -3"),
    ("UPDATE lesson SET at = 9223372036854775807", "lesson lesson-0 has a date"),
    ("UPDATE lesson SET finished_at = -5", "has a date of -5 milliseconds"),
    ("UPDATE step SET is_done = 77", "has a mark of 77"),
    ("UPDATE setting SET at = 253370764800000", "not between 1970 and now"),
  ])
  func `what cannot have come of practising is refused, and nothing is lost`(
    sql: String, message: String
  ) throws {
    let (here, there) = (try Learner(), try Learner())
    try here.keep(ProgressEvent.course(lessons: 2, exercises: 5))
    try there.keep(
      ProgressEvent.course(lessons: 3, exercises: 40) + [.settingChanged(.speed, "2")],
      from: Learner.start + 1_000_000)
    let file = here.file("there")
    try there.store().export(to: file)
    try DatabaseQueue(path: file).write { try $0.execute(sql: sql) }
    let store = try here.store()
    let before = try contents(of: store)
    let error = #expect(throws: ProgressError.self) {
      try store.merge(from: file, now: Learner.now)
    }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    #expect(error?.place == file && error?.remedy.hasPrefix("Nothing was taken over.") == true)
    #expect(try contents(of: store) == before)
  }

  @Test func `of two states the done one is kept, or else the later one`() throws {
    let (here, there) = (try Learner(), try Learner())
    let later = Learner.start + 100_000
    try here.keep([
      .stepReached(.sample(1, 1)), .changed(.sample(1, 1), done: true, "done here"),
      .changed(.sample(1, 2), "open here"), .changed(.sample(1, 3), done: true, "done here"),
      .settingChanged(.speed, "1"),
    ])
    try here.keep(
      [.changed(.sample(1, 4), "open here"), .reviewed(family: "size", .easy)], from: later)
    try there.keep(
      [
        .stepReached(.sample(1, 4)), .changed(.sample(1, 1), "open there"),
        .changed(.sample(1, 2), done: true, "done there"),
        .changed(.sample(1, 3), done: true, "done there"), .settingChanged(.speed, "2"),
      ], from: later - 50_000)
    try there.keep([.changed(.sample(1, 4), "open there"), .reviewed(family: "size", .again)])
    try there.store().export(to: here.file("there"))
    let store = try here.store()
    _ = try store.merge(from: here.file("there"), now: Learner.now)
    #expect(
      try store.states(ofLesson: "lesson-1") == [
        "step-1": "done here", "step-2": "done there", "step-3": "done there",
        "step-4": "open here",
      ])
    #expect(try store.lessons()["lesson-1"]?.step == "step-4")
    #expect(try store.lessons()["lesson-1"]?.done == ["step-1", "step-2", "step-3"])
    #expect(try store.settings() == [.speed: "2"])
    let reviewed = Date(milliseconds: later + 1000)
    #expect(try store.reviews()["size"] == FSRS.standard.reviewed(nil, .easy, at: reviewed))
  }

  @Test func `of exercises that both have set out those are kept that were done later`() throws {
    func session(_ name: String, seed: UInt64) -> ExerciseSession {
      ExerciseSession(
        name: name, title: "Sizes",
        exercises: (0..<3).map { .init(family: "size", level: 2, seed: seed + $0) })
    }
    let (here, there) = (try Learner(), try Learner())
    let done = ExerciseSession.Exercise(
      family: "size", level: 3, seed: .max, isOver: true, state: "done there")
    try here.keep([.exercisesSet(session("size", seed: 1)), .exercisesSet(session("own", seed: 3))])
    try there.keep(
      [
        .exercisesSet(session("size", seed: 5)), .exercisesSet(session("left", seed: 7)),
        .exerciseReached(session: "size", position: 2),
        .exerciseChanged(session: "size", position: 2, done),
        .exercisesEnded(session: "left"),
        .exerciseChanged(session: "left", position: 0, done),
      ], from: Learner.start + 100_000)
    try there.store().export(to: here.file("there"))
    let store = try here.store()
    _ = try store.merge(from: here.file("there"), now: Learner.now)
    var wanted = session("size", seed: 5)
    wanted.position = 2
    wanted.exercises[2] = done
    #expect(try store.sessions() == [wanted, session("own", seed: 3)])
    try store.forgetEverything()
    #expect(try store.sessions() == [])
  }

  @Test func `a file of a newer program, a damaged one and one that is none change nothing`() throws
  {
    let learner = try Learner()
    try learner.keep(ProgressEvent.course(lessons: 2, exercises: 5))
    let store = try learner.store()
    let before = try contents(of: store)

    let other = try Learner()
    try other.keep(ProgressEvent.course(lessons: 12, exercises: 200))
    try other.store().export(to: other.file("newer"))
    try DatabaseQueue(path: other.file("newer")).writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA user_version = \(ProgressSchema.newest + 1)")
    }
    let whole = try fileBytes(other.path)
    try other.write(Array(whole[..<(whole.count / 2)]), to: "half")
    var spoilt = whole
    for index in spoilt.count / 2..<spoilt.count { spoilt[index] = 0xA5 }
    try other.write(spoilt, to: "spoilt")
    try other.write(Array("# Notes".utf8), to: "text")
    try DatabaseQueue(path: other.file("foreign")).write {
      try $0.execute(sql: "CREATE TABLE song (title)")
    }
    for (name, message) in [
      ("newer", "it was written by a newer convscope"), ("half", "the file is damaged"),
      ("spoilt", "the file is damaged"), ("text", "it holds no progress"),
      ("foreign", "it is another program's database"), ("missing", "there is no such file"),
    ] {
      let file = other.file(name)
      let bytes = name == "missing" ? [] : try fileBytes(file)
      do throws(ProgressError) {
        _ = try store.merge(from: file, now: Learner.now)
        Issue.record("\(name) was merged")
      } catch {
        #expect(error.message.hasPrefix(message), "\(name): \(error)")
        #expect(error.place == file)
      }
      #expect(try name == "missing" || fileBytes(file) == bytes)
      #expect(try contents(of: store) == before)
    }
  }

  @Test func `a pipe is neither replaced nor waited for`() throws {
    let learner = try Learner()
    try learner.keep([.stepReached(.sample(1, 1))])
    let store = try learner.store()
    let pipe = learner.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: ProgressError.self) { try store.export(to: pipe) }
    #expect(throws: ProgressError.self) { try store.merge(from: pipe, now: Learner.now) }
    #expect(throws: ProgressError.self) { try store.merge(from: "/dev/zero", now: Learner.now) }
    var status = stat()
    #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
  }

  @Test(arguments: [0, 1, 99])
  func `a file without progress is not taken over`(size: Int) throws {
    let learner = try Learner()
    try learner.keep([.stepReached(.sample(1, 1))])
    try learner.write([UInt8](repeating: 0, count: size), to: "empty.sqlite")
    let error = #expect(throws: ProgressError.self) {
      try learner.store().merge(from: learner.file("empty.sqlite"), now: Learner.now)
    }
    #expect(error?.message == "it holds no progress")
    #expect(throws: ProgressError.self) {
      try learner.store().merge(
        from: (learner.file("empty.sqlite") as NSString).deletingLastPathComponent)
    }
  }

  @Test func `a folder that is not there cannot be exported to`() throws {
    let learner = try Learner()
    try learner.keep([.stepReached(.sample(1, 1))])
    let store = try learner.store()
    #expect(throws: ProgressError.self) { try store.export(to: learner.file("no/such/file")) }
    #expect(throws: ProgressError.self) { try store.export(to: "/proc/progress.sqlite") }
  }
}
