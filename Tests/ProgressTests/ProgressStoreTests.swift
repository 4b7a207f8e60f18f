import Foundation
import GRDB
import SpacedReview
import Testing

@testable import Progress

/// What is written to the file, and read from it.
struct ProgressStoreTests {
  @Test(arguments: [true, false])
  func `what was kept is there when the file is opened again`(hasLog: Bool) throws {
    let learner = try Learner()
    let place = StepPlace.sample(1, 2)
    try learner.store(hasLog: hasLog).write(
      Learner.timed([
        .stepReached(.sample(1, 1)), .changed(.sample(1, 1), done: true, "first"),
        .stepReached(place), .changed(place, "half"), .changed(place, "typed"),
        .settingChanged(.speed, "3"), .reviewed(family: "size", .good),
      ]))
    let store = try learner.store(hasLog: hasLog)
    #expect(
      try store.lessons() == [
        "lesson-1": LessonRecord(
          step: "step-2", lastOpened: Date(milliseconds: Learner.start + 2000), done: ["step-1"])
      ])
    #expect(try store.states(ofLesson: "lesson-1") == ["step-1": "first", "step-2": "typed"])
    #expect(try store.states(ofLesson: "lesson-2") == [:])
    #expect(try store.settings() == [.speed: "3"])
    let reviewed = Date(milliseconds: Learner.start + 6000)
    #expect(try store.reviews() == ["size": FSRS.standard.reviewed(nil, .good, at: reviewed)])
    let mode = try store.queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    #expect(mode == (hasLog ? "wal" : "delete"))
  }

  @Test func `a step that is done stays done`() throws {
    let learner = try Learner()
    let place = StepPlace.sample(1, 1)
    let store = try learner.store()
    try store.write(
      Learner.timed([
        .stepReached(place), .changed(place, done: true, "right"), .changed(place, "typing"),
      ]))
    #expect(try store.lessons()["lesson-1"]?.done == ["step-1"])
    #expect(try store.states(ofLesson: "lesson-1") == ["step-1": "right"])
    try store.write(Learner.timed([.changed(place, done: true, "looked at again")]))
    #expect(try store.states(ofLesson: "lesson-1") == ["step-1": "looked at again"])
  }

  @Test func `a lesson is finished once and for all`() throws {
    let store = try Learner().store()
    try store.write(
      Learner.timed([
        .stepReached(.sample(1, 1)), .lessonFinished(lesson: "lesson-1"),
        .stepReached(.sample(1, 1)), .lessonFinished(lesson: "lesson-2"),
      ]))
    #expect(try store.lessons()["lesson-1"]?.isFinished == true)
    #expect(try store.lessons()["lesson-2"] == nil)
  }

  @Test func `problem files are known by when they were used last, and not those of elsewhere`()
    throws
  {
    let (here, there) = (try Learner(), try Learner())
    try here.keep(
      ["/home/a.yaml", "/home/b.yaml", "/home/c.yaml", "/home/a.yaml"].map {
        .problemUsed(path: $0)
      })
    try there.keep([.problemUsed(path: "/elsewhere/d.yaml")])
    try there.store().export(to: here.file("there"))
    let store = try here.store()
    _ = try store.merge(from: here.file("there"), now: Learner.now)
    #expect(
      try store.problems(atMost: 2) == [
        UsedProblem(path: "/home/a.yaml", lastUsed: Date(milliseconds: Learner.start + 3000)),
        UsedProblem(path: "/home/c.yaml", lastUsed: Date(milliseconds: Learner.start + 2000)),
      ])
    try store.forgetEverything()
    #expect(try store.problems(atMost: 2) == [])
  }

  @Test(arguments: 1..<ProgressSchema.newest)
  func `a file of an older program is brought up to date and loses nothing`(version: Int) throws {
    let learner = try Learner()
    try DatabaseQueue(path: learner.path).write { db in
      for change in ProgressSchema.versions[..<version] { try db.execute(sql: change) }
      try db.execute(sql: "PRAGMA user_version = \(version)")
      try db.execute(sql: "PRAGMA application_id = \(ProgressSchema.applicationID)")
      try db.execute(sql: "INSERT INTO setting VALUES ('speed', '4', 1)")
    }
    let store = try learner.store()
    #expect(try store.settings() == [.speed: "4"])
    #expect(try store.sessions() == [])
    #expect(try store.problems(atMost: 9) == [])
  }

  @Test func `attempts are counted, and so are the slips that explain them`() throws {
    let store = try Learner().store()
    try store.write(
      Learner.timed([
        .exercise(1, .wrong, slip: "flipped"), .exercise(1, .wrong, slip: "transposed"),
        .exercise(1, .right), .exercise(.max, .wrong, slip: "transposed"),
        .exercise(.max, .shown),
        .answered(
          Attempt(.question(.sample(1, 1), id: "how"), answer: ["x"], .unreadable, hints: 0)),
      ]))
    #expect(
      try store.attempts()
        == AttemptSummary(
          count: 6, right: 1, wrong: 3, shown: 1, seconds: 6,
          slips: [.init(name: "transposed", count: 2), .init(name: "flipped", count: 1)]))
    let seeds = try store.queue.read {
      try Int64.fetchAll($0, sql: "SELECT DISTINCT seed FROM attempt WHERE seed IS NOT NULL")
    }
    #expect(Set(seeds.map { UInt64(bitPattern: $0) }) == [1, .max])
  }

  @Test func `repetitions follow each other as the scheduler says`() throws {
    let store = try Learner().store()
    let ratings: [Rating] = [.good, .again, .hard, .good, .easy, .good]
    try store.write(Learner.timed(ratings.map { .reviewed(family: "size", $0) }))
    var expected: ReviewState?
    for (index, rating) in ratings.enumerated() {
      let time = Date(milliseconds: Learner.start + Int64(index) * 1000)
      expected = FSRS.standard.reviewed(expected, rating, at: time)
    }
    #expect(try store.reviews()["size"] == expected)
  }

  @Test func `a lesson that is forgotten takes nothing else along`() throws {
    let store = try Learner().store()
    try store.write(Learner.timed(ProgressEvent.course(lessons: 2, exercises: 3)))
    let question = Attempt.Task.question(.sample(0, 1), id: "how")
    try store.write(
      Learner.timed([.answered(Attempt(question, answer: ["1"], .right, hints: 0))], from: 1))
    let forgotten = try store.forget(lesson: "lesson-0")
    #expect(forgotten)
    #expect(try store.lessons().keys.sorted() == ["lesson-1"])
    #expect(try store.states(ofLesson: "lesson-0") == [:])
    #expect(try store.attempts().count == 3)
    let again = try store.forget(lesson: "lesson-0")
    #expect(!again)
    try store.write(Learner.timed([.settingChanged(.speed, "2")]))
    try store.forgetEverything()
    #expect(try contents(of: store).filter { !$0.value.isEmpty }.keys.sorted() == ["setting"])
  }

  @Test func `two programs write into one file`() throws {
    let learner = try Learner()
    for hasLog in [true, false] {
      let stores = try [learner.store(hasLog: hasLog), learner.store(hasLog: hasLog)]
      let failures = Failures()
      DispatchQueue.concurrentPerform(iterations: 2) { program in
        for number in 0..<50 {
          let seed = UInt64(program * 50 + number)
          let start = Learner.start + Int64(seed) + (hasLog ? 0 : 1000)
          failures.count {
            try stores[program].write(Learner.timed([.exercise(seed)], from: start))
          }
        }
      }
      #expect(failures.messages == [])
      #expect(try stores[0].attempts().count == (hasLog ? 100 : 200))
    }
  }

  @Test func `two programs make one file at the same moment`() throws {
    for _ in 0..<10 {
      let learner = try Learner()
      let (failures, path) = (Failures(), learner.path)
      DispatchQueue.concurrentPerform(iterations: 4) { program in
        failures.count {
          let start = Learner.start + Int64(program)
          try ProgressStore(path).write(Learner.timed([.exercise(UInt64(program))], from: start))
        }
      }
      #expect(failures.messages == [])
      #expect(try learner.store().attempts().count == 4)
    }
  }

  @Test func `the file system under a path is the one mounted nearest above it`() {
    let mounts = """
      22 28 0:20 / /sys rw shared:7 - sysfs sysfs rw
      28 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      40 28 0:38 / /home rw,relatime shared:20 - nfs4 server:/home rw,vers=4.2
      41 40 8:2 / /home/local\\040disk rw - xfs /dev/sdb1 rw
      42 28 0:40 / /mnt rw - ext4 /dev/sdc1 rw
      43 42 0:41 / /mnt rw - fuse.sshfs host: rw
      """
    let kinds = [
      "/root/a": "ext4", "/home/ann/.local": "nfs4", "/home/local disk/x": "xfs", "/home": "nfs4",
      "/homes": "ext4", "/mnt/x": "fuse.sshfs",
    ]
    for (path, kind) in kinds { #expect(FileSystem.kind(of: path, mounts: mounts) == kind) }
    #expect(FileSystem.kind(of: "/", mounts: "") == nil)
  }
}

/// What failed in threads that cannot throw.
final class Failures: @unchecked Sendable {
  private let lock = NSLock()
  private(set) var messages: [String] = []

  func count(_ body: () throws -> Void) {
    do { try body() } catch { lock.withLock { messages.append("\(error)") } }
  }
}
