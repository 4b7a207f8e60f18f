import Lessons
import Progress
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

/// Exercises on the screen of lessons: what is remembered of them, and where they lead back to.
@Suite("Exercises on the screen")
struct PracticeScreenTests {
  private static let exercise = ExerciseID(family: "one-cell", level: 2, seed: 7)

  /// Two exercises whose right answer is 4, and 6 the one that a turned kernel leads to.
  private static var lesson: PreparedLesson {
    let steps = (0..<2).map { index in
      PreparedStep(
        id: "exercise-\(index)", text: LessonText("One cell."),
        questions: [
          PreparedQuestion(
            id: "exercise-\(index)", prompt: "Which number?", form: .number, hints: ["Add up."],
            explanation: "", solution: ["4"]
          ) { texts in
            texts == ["4"]
              ? .correct
              : .wrong(
                cells: [], message: "Lay it down as it is drawn.",
                diagnosis: .misconception(
                  id: "kernel-turned", name: "the kernel was turned", edits: nil))
          }
        ], exercise: exercise)
    }
    return PreparedLesson(id: "practice", title: "Cells", steps: steps)
  }

  /// The tutor at the first exercise, with what opening it asks to be remembered.
  private func opened() -> (model: TutorModel, events: [TutorEffect]) {
    var model = TutorModel(Course(lessons: []), size: Size(width: 80, height: 24))
    let events = model.open(Self.lesson)
    return (model, events)
  }

  private func attempt(
    _ answer: [String], _ result: Attempt.Result, slip: String? = nil, hints: Int = 0
  ) -> TutorEffect {
    .record(
      .answered(
        Attempt(
          .exercise(family: "one-cell", level: 2, seed: 7), answer: answer, result, slip: slip,
          hints: hints)))
  }

  @Test func `a right answer at once is remembered as good, with its exercise`() {
    var (model, events) = opened()
    #expect(events == [.record(.exerciseShown)])
    _ = model.update(.key("4"))
    #expect(
      model.update(.key(.enter)) == [
        attempt(["4"], .right), .record(.reviewed(family: "one-cell", .good)),
      ])
  }

  @Test func `a slip is named on the screen, remembered, and makes the exercise a hard one`() {
    var (model, _) = opened()
    _ = model.update(.key("6"))
    #expect(model.update(.key(.enter)) == [attempt(["6"], .wrong, slip: "kernel-turned")])
    let text = drawing(TutorView(model: model), size: model.size).text
    #expect(text.contains("✗ The kernel was turned"))
    #expect(text.contains("Lay it down as it is drawn."))
    _ = model.update(.key("4"))
    #expect(
      model.update(.key(.enter)) == [
        attempt(["4"], .right), .record(.reviewed(family: "one-cell", .hard)),
      ])
  }

  @Test func `the name of a slip is never cut`() {
    var (model, _) = opened()
    _ = model.update(.key("6"))
    _ = model.update(.key(.enter))
    guard case .lesson(let lesson) = model.screen, let question = lesson.step.question else {
      Issue.record("no question")
      return
    }
    for width in 20...60 {
      let view = QuestionView(state: question, hasGridOnStage: false)
      let size = Size(width: width, height: view.height(width: width, glyphs: .unicode))
      let words = drawing(view, size: size).text.split { !$0.isLetter }.joined(separator: " ")
      #expect(words.contains("The kernel was turned"), "\(width)")
    }
  }

  @Test func `a solution is to be repeated soon`() {
    var (model, _) = opened()
    _ = model.update(.key("t"))
    #expect(
      model.update(.key("s")) == [
        attempt([], .shown, hints: 1), .record(.reviewed(family: "one-cell", .again)),
      ])
  }

  @Test func `leaving asks how firmly the topics sit now, and keeps no step`() {
    var (model, _) = opened()
    #expect(model.update(.key(.pageDown)) == [.record(.exerciseShown)])
    #expect(model.update(.key("q")) == [.readTopics])
    model.practised([TopicStanding(id: "cells", title: "Cells", strength: 0.4, due: 1)])
    #expect(model.home.course.topics.map(\.due) == [1])
    #expect(model.home.course.records.isEmpty)
  }
}
