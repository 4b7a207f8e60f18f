import Foundation
import Lessons
import Progress
import TerminalKit
import Testing

@testable import TutorUI

/// What a learner leaves behind: events to remember, and a state to go on from.
struct ProgressTests {
  private let screen = Rect(x: 0, y: 0, width: 80, height: 23)

  private func draw(_ model: LessonModel) -> Buffer {
    var buffer = Buffer(size: Size(width: 80, height: 24))
    buffer.draw(LessonView(model, in: screen), in: screen)
    return buffer
  }

  private static let scripts: [[Key]] = [
    [],
    [.right, .right],
    ["v", .tab, .right],
    [" ", "+"],
    [.pageDown, "3", "x", .left],
    [.pageDown, "t", "3", "x", "3", .enter],
    [.pageDown, "2", "x", "2", .enter, .right, "4", .enter, "9"],
    [.pageDown, .pageDown, "4", .enter, "5", .enter, "1", .enter, "6", .enter],
    [.pageDown, "t", "t", "s", .pageDown, .pageDown, "2", .enter, .pageUp],
    [.right, .pageDown, .pageDown, .pageDown, .pageDown],
  ]

  @Test(arguments: scripts)
  func `a lesson that is read back shows the same screen`(keys: [Key]) throws {
    var model = LessonModel(try SampleLessons.lesson())
    for key in keys { _ = model.update(key) }
    // What plays is found paused, and nobody points.
    if model.step.player?.isPlaying == true { _ = model.update(" ") }
    if model.step.player?.isPointing == true { _ = model.update("v") }
    let data = try JSONEncoder().encode(model.state)
    let state = try JSONDecoder().decode(LessonState.self, from: data)
    #expect(state == model.state)
    var resumed = LessonModel(try SampleLessons.lesson(), resuming: state)
    #expect(draw(resumed) == draw(model))
    // Every other step is as it was left, too.
    for step in model.steps.indices where model.steps[step].isSeen {
      _ = model.go(toStep: step)
      _ = resumed.go(toStep: step)
      #expect(draw(resumed) == draw(model), "step \(step + 1)")
    }
  }

  @Test func `what was left of another question is forgotten`() throws {
    var model = LessonModel(try SampleLessons.lesson())
    for key: Key in [.pageDown, "2", "x", "2", .enter] { _ = model.update(key) }
    var state = model.state
    let size = try #require(state.steps[model.steps[1].content.id])
    state.steps[model.steps[2].content.id] = size
    let resumed = LessonModel(try SampleLessons.lesson(), resuming: state)
    #expect(resumed.steps[2].isAsking && resumed.steps[2].hidesResults)
    #expect(resumed.steps[1].question?.outcome == .right)
  }

  @Test func `an answer of no form that a question has is none`() {
    let grid = AnswerEntry.grid(GridEntry(rows: 2, columns: 2))
    #expect(grid.fits(.grid(rows: 2, columns: 2)) && !grid.fits(.grid(rows: 4, columns: 1)))
    #expect(!grid.fits(.number) && !AnswerEntry(for: .number).fits(.choice(["a"])))
    let third = AnswerEntry.choice(selection: 2, count: 2)
    #expect(!third.fits(.choice(["a", "b"])))
  }

  @Test func `what a learner does is told to be remembered`() throws {
    var model = TutorModel(Course(lessons: []), size: Size(width: 80, height: 24))
    var effects = model.open(try SampleLessons.lesson())
    let keys: [Key] = [
      .pageDown, "t", "3", .enter, "2", "x", "2", .enter, .pageUp, .pageDown, .pageDown,
      "t", "t", "s", .pageDown, .enter, "2", .enter, .pageDown, .right,
    ]
    for key in keys { effects += model.update(.key(key)) }
    let events = effects.compactMap { effect -> ProgressEvent? in
      if case .record(let event) = effect { event } else { nil }
    }
    let steps = try SampleLessons.lesson().steps.map {
      StepPlace(lesson: "sample", step: $0.id)
    }
    func attempt(
      _ step: Int, _ question: String, _ answer: [String], _ result: Attempt.Result, hints: Int
    ) -> ProgressEvent {
      .answered(
        Attempt(.question(steps[step], id: question), answer: answer, result, hints: hints))
    }
    let expected: [ProgressEvent] = [
      .stepReached(steps[0]), .stepReached(steps[1]),
      attempt(1, "How large is it?", ["3"], .wrong, hints: 1),
      attempt(1, "How large is it?", ["2x2"], .right, hints: 1),
      .stepReached(steps[0]), .stepReached(steps[1]), .stepReached(steps[2]),
      attempt(2, "Fill in the output.", [], .shown, hints: 2),
      .stepReached(steps[3]),
      // Nothing was chosen at first, and an answer that is missing is none.
      attempt(3, "Choose.", ["2"], .right, hints: 0),
      .stepReached(steps[4]), .lessonFinished(lesson: "sample"),
    ]
    #expect(events.filter { if case .stepChanged = $0 { false } else { true } } == expected)

    // What is told of the steps, alone, brings back every one of them.
    var (records, done) = ([String: String](), Set<String>())
    for case .stepChanged(let place, let record) in events {
      records[place.step] = record.state
      if record.isDone { done.insert(place.step) }
    }
    #expect(done == Set(steps.map(\.step)))
    let lesson = try #require(model.lesson)
    let state = LessonState(step: steps[4].step, records: records)
    #expect(state == lesson.state)
  }

  @Test func `every key that changes a step is told with what it makes of it`() throws {
    for script in Self.scripts {
      var model = TutorModel(Course(lessons: []), size: Size(width: 80, height: 24))
      var records: [String: String] = [:]
      var step = ""
      func note(_ effects: [TutorEffect]) {
        for case .record(let event) in effects {
          if case .stepChanged(let place, let record) = event { records[place.step] = record.state }
          if case .stepReached(let place) = event { step = place.step }
        }
      }
      note(model.open(try SampleLessons.lesson()))
      for key in script {
        note(model.update(.key(key)))
        // The program may end here.
        let kept = LessonState(step: step, records: records)
        #expect(kept == model.lesson?.state, "\(script) after \(key.label())")
      }
    }
  }

  @Test func `a lesson opens where it was, one that is done at its beginning`() throws {
    let lesson = try SampleLessons.lesson()
    var model = TutorModel(Course(lessons: []), size: Size(width: 80, height: 24))
    _ = model.open(lesson)
    for key: Key in [.pageDown, "2", "x", "2", .enter, .pageDown, "4"] {
      _ = model.update(.key(key))
    }
    let state = try #require(model.lesson?.state)
    var later = TutorModel(Course(lessons: []), size: Size(width: 80, height: 24))
    _ = later.open(lesson, resuming: state)
    #expect(later.lesson?.index == 2)
    #expect(later.lesson?.step.question?.entry.texts == ["4", "", "", ""])
    _ = later.open(lesson, resuming: state, at: 1)
    #expect(later.lesson?.index == 1)
    for key: Key in [.pageDown, "t", "t", "s", .pageDown, "2", .enter, .pageDown] {
      _ = later.update(.key(key))
    }
    let done = try #require(later.lesson?.state)
    _ = later.open(lesson, resuming: done)
    #expect(later.lesson?.index == 0 && later.lesson?.doneSteps == 5)
  }
}
