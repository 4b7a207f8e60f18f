import Foundation
import Lessons
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
    var model = TutorModel(lessons: [], size: Size(width: 80, height: 24))
    var events = model.open(try SampleLessons.lesson())
    let keys: [Key] = [
      .pageDown, "t", "3", .enter, "2", "x", "2", .enter, .pageUp, .pageDown, .pageDown,
      "t", "t", "s", .pageDown, .enter, "2", .enter, .pageDown, .right,
    ]
    for key in keys { events += model.update(.key(key)) }
    let steps = try SampleLessons.lesson().steps.map {
      ProgressEvent.Place(lesson: "sample", step: $0.id)
    }
    let (size, grid, choice) = ("How large is it?", "Fill in the output.", "Choose.")
    let expected: [ProgressEvent] = [
      .stepReached(steps[0]), .stepReached(steps[1]),
      .hintTaken(steps[1], question: size, hint: 1),
      .questionAnswered(
        steps[1], question: size, answer: ["3"],
        verdict: .wrong(cells: [0], message: "Not quite.")),
      .questionAnswered(steps[1], question: size, answer: ["2x2"], verdict: .correct),
      .stepReached(steps[0]), .stepReached(steps[1]), .stepReached(steps[2]),
      .hintTaken(steps[2], question: grid, hint: 1),
      .hintTaken(steps[2], question: grid, hint: 2),
      .solutionShown(steps[2], question: grid),
      .stepReached(steps[3]),
      // Nothing was chosen at first, and an answer that is missing is none.
      .questionAnswered(steps[3], question: choice, answer: ["2"], verdict: .correct),
      .stepReached(steps[4]), .lessonFinished(lesson: "sample"),
    ]
    #expect(events == expected.map { .record($0) })
    let data = try JSONEncoder().encode(expected)
    #expect(try JSONDecoder().decode([ProgressEvent].self, from: data) == expected)
  }
}
