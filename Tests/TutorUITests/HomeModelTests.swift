import Foundation
import Lessons
import Progress
import TerminalKit
import TestSupport
import Testing
import Typesetting

@testable import TutorUI

/// The map of the course: what is on it, what its keys do, and how it looks.
struct HomeModelTests {
  private static func lesson(_ id: String, _ chapter: String, steps: Int) -> LessonSummary {
    LessonSummary(
      id: id, title: "About \(id)", chapter: chapter, goals: ["understand \(id)"], needs: [],
      steps: (1...steps).map { .init(id: "\(id)-\($0)", words: "Sentence \($0) of \(id)") })
  }

  private static func record(
    _ lesson: String, done: ClosedRange<Int>, at step: Int, _ day: Double
  ) -> (String, LessonRecord) {
    (
      lesson,
      LessonRecord(
        step: "\(lesson)-\(step)", lastOpened: Date(timeIntervalSinceReferenceDate: day),
        done: Set(done.map { "\(lesson)-\($0)" }))
    )
  }

  /// Two chapters, the first lesson done, the second half-way; two topics and a run.
  static let course = Course(
    lessons: [
      lesson("windows", "Convolution", steps: 4), lesson("padding", "Convolution", steps: 14),
      lesson("pooling", "Pooling and going back up", steps: 6),
    ],
    records: Dictionary(
      uniqueKeysWithValues: [
        record("windows", done: 1...4, at: 2, 1), record("padding", done: 1...5, at: 6, 2),
        record("elsewhere", done: 1...1, at: 1, 3),
      ]),
    topics: [
      TopicStanding(
        id: "size", title: "output size", strength: 0.8, due: 1, lessons: ["padding", "pooling"]),
      TopicStanding(
        id: "padding", title: "padding and stride", strength: 0.4, due: 0, lessons: ["padding"]),
      TopicStanding(id: "cells", title: "cells", strength: 0, due: 3, lessons: ["windows"]),
    ],
    problems: [
      OwnProblem(path: "/home/me/homework-3.yaml", used: "today"),
      OwnProblem(path: "/home/me/edge.yaml", used: "12 Nov"),
    ],
    runs: [OwnRun(name: "convnetjs-1", state: "synthetic 97.20 %")])

  private func update(_ model: inout HomeModel, _ keys: Key...) -> HomeModel.Outcome {
    keys.reduce(.stay) { _, key in model.update(key) }
  }

  @Test func `Enter goes on where the learner was`() {
    var model = HomeModel(Self.course)
    #expect(model.rows[0] == .goOn(lesson: "padding", step: 5))
    #expect(model.rows[1] == .review)
    #expect(update(&model, .enter) == .open(lesson: "padding", step: nil))
    #expect(update(&model, .end, "c") == .open(lesson: "padding", step: nil))
  }

  @Test func `beside a lesson stands what there is to practise for it, which p goes to`() {
    var model = HomeModel(Self.course)
    let size = Size(width: 120, height: 36)
    let text = drawing(HomeView(model: model), size: size).text
    #expect(text.contains("Practise it with p"))
    #expect(text.contains("▮▮▮▮▯ output size  1 due"))
    #expect(text.contains("▮▮▯▯▯ padding and stride"))
    #expect(!text.contains("▯▯▯▯▯ cells"))
    #expect(update(&model, "p") == .stay)
    #expect(model.selected == .topic("size"))
    #expect(update(&model, .enter) == .practise("size"))
    // From anywhere else p goes to all of them.
    model.select(.section(.own))
    _ = update(&model, "p")
    #expect(model.selected == .section(.practice))
    #expect(drawing(HomeView(model: model), size: size).text.contains("▯▯▯▯▯ cells  3 due"))
  }

  @Test func `a new learner begins with the first lesson`() {
    var model = HomeModel(Course(lessons: Self.course.lessons))
    #expect(model.rows[0] == .goOn(lesson: "windows", step: 0))
    #expect(update(&model, .enter) == .open(lesson: "windows", step: nil))
  }

  @Test
  func `after a lesson that is done the next one is offered, and the first again after the last`() {
    var course = Self.course
    course.records["padding"]?.done = Set((1...14).map { "padding-\($0)" })
    #expect(HomeModel(course).rows[0] == .goOn(lesson: "pooling", step: 0))
    course.records["pooling"] = LessonRecord(
      step: "pooling-6", lastOpened: Date(timeIntervalSinceReferenceDate: 9),
      done: Set((1...6).map { "pooling-\($0)" }))
    course.records["windows"]?.done = ["windows-1"]
    #expect(HomeModel(course).rows[0] == .goOn(lesson: "windows", step: 1))
    course.records["windows"]?.done = Set((1...4).map { "windows-\($0)" })
    var model = HomeModel(course)
    #expect(model.goOn == nil && model.rows[0] == .review)
    #expect(update(&model, "c") == .notice("c: every lesson is done."))
  }

  @Test func `chapters unfold and fold, and open their lessons`() {
    var model = HomeModel(Self.course)
    #expect(model.rows.count == 8)
    _ = update(&model, "2")
    #expect(model.rows.count == 9)
    #expect(model.selected == .section(.chapter("Pooling and going back up")))
    #expect(update(&model, .down, .enter) == .open(lesson: "pooling", step: nil))
    _ = update(&model, .left)
    #expect(model.selected == .section(.chapter("Pooling and going back up")))
    #expect(model.rows.count == 8)
    #expect(update(&model, "7") == .notice("7: the last chapter is 2."))
    _ = update(&model, "o")
    #expect(model.selected == .section(.own))
    #expect(update(&model, .down, .enter) == .lab)
    #expect(update(&model, .down, .enter) == .train(.playground))
    #expect(update(&model, .down, .enter) == .train(.demo))
    #expect(update(&model, .down, .enter) == .train(.cifar10))
    #expect(update(&model, .down, .enter) == .problem("/home/me/homework-3.yaml"))
    #expect(update(&model, .down, .enter) == .problem("/home/me/edge.yaml"))
    #expect(
      update(&model, .down, .enter)
        == .notice(
          "convscope train --resume convnetjs-1 goes on with it; convscope runs lists all."))
    #expect(update(&model, "r") == .practise(nil))
    _ = update(&model, "p")
    #expect(model.selected == .section(.practice))
    #expect(update(&model, .down, .enter) == .practise("size"))
  }

  @Test func `a search finds lessons, topics, steps and keys`() {
    var model = HomeModel(Self.course)
    _ = update(&model, "/")
    #expect(model.rows == [.lesson("windows"), .lesson("padding"), .lesson("pooling")])
    for key: Key in ["p", "a", "d", "d"] { _ = model.update(key) }
    #expect(model.rows.prefix(2) == [.lesson("padding"), .topic("padding")])
    #expect(
      model.rows.dropFirst(2).prefix(14) == (0..<14).map { .step(lesson: "padding", $0) }[...])
    #expect(update(&model, .down, .down, .down, .enter) == .open(lesson: "padding", step: 1))
    _ = update(&model, .control("u"), "1", "4", .space, "o", "f")
    #expect(model.rows == [.step(lesson: "padding", 13)])
    _ = update(&model, .control("u"), "h", "i", "n", "t")
    guard case .key(let label, _)? = model.selected else {
      Issue.record("\(model.rows)")
      return
    }
    #expect(label == "t i")
    _ = update(&model, .control("u"), "e", "d", "g", "e", ".", "y")
    #expect(model.rows == [.problem("/home/me/edge.yaml")])
    _ = update(&model, .control("u"), "h", "i", "n", "t", "q")
    #expect(model.search?.text == "hintq" && model.rows.isEmpty)
    #expect(update(&model, .enter) == .notice("Nothing was found; Esc goes back to the map."))
    _ = update(&model, .escape)
    #expect(model.search == nil && model.selection == 0)
  }

  @Test func `a lesson that was left is shown as far as it got`() throws {
    var model = TutorModel(
      Course(lessons: [try SampleLessons.summary(goals: [])]), size: Size(width: 80, height: 24))
    _ = model.open(try SampleLessons.lesson())
    for key: Key in [.pageDown, "2", "x", "2", .enter, "q"] { _ = model.update(.key(key)) }
    #expect(model.home.selected == .lesson("sample"))
    #expect(model.home.course.records["sample"]?.done.count == 2)
    let text = drawing(TutorView(model: model), size: model.size).text
    #expect(text.contains("Continue   A sample lesson, step 2"))
    #expect(text.contains("●●○○○") && text.contains("2 of 5"))
  }

  @Test func `a problem that is opened or saved comes first, and the chosen row stays chosen`()
    throws
  {
    var model = TutorModel(Self.course, size: Size(width: 80, height: 24))
    for key: Key in ["o", .end] { _ = model.update(.key(key)) }
    model.used(problem: "/home/me/edge.yaml")
    model.used(problem: "/home/me/new.yaml")
    #expect(
      model.home.course.problems.map(\.path) == [
        "/home/me/new.yaml", "/home/me/edge.yaml", "/home/me/homework-3.yaml",
      ])
    #expect(model.home.course.problems.prefix(2).allSatisfy { $0.used == "today" })
    #expect(model.home.selected == .run("convnetjs-1"))
    for key: Key in [.up, .up, .up] { _ = model.update(.key(key)) }
    #expect(model.update(.key(.enter)) == [.openProblem("/home/me/new.yaml")])
  }

  @Test func `no key is bound twice`() {
    var model = HomeModel(Self.course)
    #expect(model.keys.conflicts == [])
    _ = update(&model, "/")
    #expect(model.keys.conflicts == [])
  }

  private static let scripts: [(name: String, size: Size, glyphs: GlyphSet, keys: [Key])] = [
    ("map", Size(width: 80, height: 24), .unicode, []),
    ("map-ascii", Size(width: 80, height: 24), .ascii, []),
    ("map-wide", Size(width: 120, height: 36), .unicode, ["p", "1", .down, .down]),
    ("map-yours", Size(width: 160, height: 50), .unicode, ["o"]),
    ("map-search", Size(width: 80, height: 24), .unicode, ["/", "p", "a", "d"]),
  ]

  @Test(arguments: scripts.map(\.name))
  func `the map is as recorded`(name: String) throws {
    let script = try #require(Self.scripts.first { $0.name == name })
    var model = TutorModel(Self.course, size: script.size)
    for key in script.keys { _ = model.update(.key(key)) }
    let screen = drawing(
      TutorView(model: model, glyphs: script.glyphs), size: script.size, glyphs: script.glyphs)
    let difference = try ScreenRecordings().difference(of: screen.text, from: name)
    #expect(difference == nil)
  }

  @Test(arguments: [80, 81, 109, 110, 140, 400], [24, 25, 40, 120])
  func `no size makes the map fail`(width: Int, height: Int) throws {
    let size = Size(width: width, height: height)
    for keys: [Key] in [[], ["1", "2", "o"], ["/", "p"], [.end], ["/", "x", "q", "z"]] {
      var model = TutorModel(Self.course, size: size)
      for key in keys { _ = model.update(.key(key)) }
      let buffer = drawing(TutorView(model: model), size: size)
      #expect(buffer.size == size)
    }
  }
}
