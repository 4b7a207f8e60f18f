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
    return PreparedLesson(
      id: "practice", title: "Cells", steps: steps, practice: .init(session: "cells"))
  }

  /// The tutor at the first exercise, with what opening it asks to be remembered.
  private func opened() -> (model: TutorModel, events: [TutorEffect]) {
    var model = TutorModel(Course(lessons: []), size: Size(width: 80, height: 24))
    let events = model.open(Self.lesson)
    return (model, events)
  }

  /// What a key asks for, without how the exercise is now.
  private func effects(of key: Key, on model: inout TutorModel) -> [TutorEffect] {
    model.update(.key(key)).filter {
      if case .record(.exerciseChanged) = $0 { false } else { true }
    }
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
    #expect(events.contains(.record(.exerciseReached(session: "cells", position: 0))))
    _ = model.update(.key("4"))
    #expect(
      effects(of: .enter, on: &model) == [
        attempt(["4"], .right), .record(.reviewed(family: "one-cell", .good)),
      ])
  }

  @Test func `a slip is named on the screen, remembered, and makes the exercise a hard one`() {
    var (model, _) = opened()
    _ = model.update(.key("6"))
    #expect(effects(of: .enter, on: &model) == [attempt(["6"], .wrong, slip: "kernel-turned")])
    let text = drawing(TutorView(model: model), size: model.size).text
    #expect(text.contains("✗ The kernel was turned"))
    #expect(text.contains("Lay it down as it is drawn."))
    _ = model.update(.key("4"))
    #expect(
      effects(of: .enter, on: &model) == [
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
      effects(of: "s", on: &model) == [
        attempt([], .shown, hints: 1), .record(.reviewed(family: "one-cell", .again)),
      ])
  }

  @Test func `leaving asks how firmly the topics sit now, and keeps no step`() {
    var (model, _) = opened()
    #expect(
      effects(of: .pageDown, on: &model) == [
        .record(.exerciseReached(session: "cells", position: 1))
      ])
    #expect(effects(of: "q", on: &model) == [.readTopics])
    model.practised([TopicStanding(id: "cells", title: "Cells", strength: 0.4, due: 1)], [])
    #expect(model.home.course.topics.map(\.due) == [1])
    #expect(model.home.course.records.isEmpty)
  }

  /// What is remembered of the exercises after some events.
  private func session(after effects: [TutorEffect]) throws -> ExerciseSession? {
    let folder = try TemporaryFolder()
    let recorder = ProgressRecorder(folder("progress.sqlite"))
    for case .record(let event) in effects { recorder.record(event) }
    #expect(recorder.finish())
    return recorder.sessions.first
  }

  @Test func `exercises are found as they were left, down to the answer being typed`() throws {
    var (model, effects) = opened()
    for key: Key in ["6", .enter, "t", "1"] { effects += model.update(.key(key)) }
    effects += model.update(.key(.pageDown))
    effects += model.update(.key("3"))
    let session = try #require(try session(after: effects))
    #expect(session.position == 1 && session.name == "cells" && session.title == "Cells")
    var again = TutorModel(Course(lessons: []), size: model.size)
    let events = again.open(Self.lesson, resuming: LessonState(session, of: Self.lesson))
    #expect(!events.contains { if case .record(.exercisesSet) = $0 { true } else { false } })
    #expect(
      drawing(TutorView(model: again), size: again.size).text
        == drawing(TutorView(model: model), size: model.size).text)
    _ = again.update(.key(.pageUp))
    _ = model.update(.key(.pageUp))
    let text = drawing(TutorView(model: again), size: again.size).text
    #expect(text == drawing(TutorView(model: model), size: model.size).text)
    #expect(text.contains("Hint 1: Add up.") && text.contains("Answer: 1"))
  }

  @Test func `exercises that are all over, or left at their end, are not set out again`() throws {
    var (model, effects) = opened()
    for key: Key in ["4", .enter, .pageDown, "4", .enter] { effects += model.update(.key(key)) }
    #expect(try session(after: effects) == nil)
    var (other, otherEffects) = opened()
    for key: Key in [.pageDown, "4", .enter, .right] { otherEffects += other.update(.key(key)) }
    #expect(try session(after: otherEffects) != nil)
    otherEffects += other.update(.key("q"))
    #expect(try session(after: otherEffects) == nil)
  }

  @Test func `the end says how firmly the topics of the exercises sit`() {
    var (model, _) = opened()
    _ = model.update(.key(.pageDown))
    for key: Key in ["4", .enter] { _ = model.update(.key(key)) }
    #expect(effects(of: .right, on: &model) == [.readTopics])
    model.practised(
      [
        TopicStanding(
          id: "cells", title: "Cells", strength: 0.6, due: 0, families: ["one-cell"]),
        TopicStanding(id: "sizes", title: "Sizes", strength: 1, due: 0, families: ["size-plain"]),
      ], [])
    let text = drawing(TutorView(model: model), size: model.size).text
    #expect(text.contains("How firmly it sits") && text.contains("Cells  ▮▮▮▯▯"))
    #expect(!text.contains("Sizes"))
  }

  @Test func `a lesson ends with what to keep and what to practise`() throws {
    var course = Course(lessons: [])
    course.topics = [
      TopicStanding(
        id: "cells", title: "Cells", strength: 0.4, due: 0, lessons: ["sample", "third"]),
      TopicStanding(id: "sizes", title: "Sizes", strength: 0.4, due: 0, lessons: ["other"]),
    ]
    var model = TutorModel(course, size: Size(width: 80, height: 24))
    _ = model.open(try SampleLessons.lesson(), at: 4)
    _ = model.update(.key(.right))
    let text = drawing(TutorView(model: model), size: model.size).text
    #expect(text.contains("To keep") && text.contains("· It is not turned."))
    #expect(text.contains("Practise: Cells") && !text.contains("Practise: Sizes"))
    #expect(model.update(.key(.up)) == [])
    #expect(model.update(.key(.enter)) == [.practise("cells")])
  }

  @Test func `the speed that was chosen is that of all stages, and is kept`() throws {
    var course = Course(lessons: [], speed: 3)
    course.topics = []
    var model = TutorModel(course, size: Size(width: 80, height: 24))
    _ = model.open(try SampleLessons.lesson())
    guard case .lesson(let lesson) = model.screen else {
      Issue.record("no lesson")
      return
    }
    #expect(lesson.speed == 3)
    let effects = model.update(.key("+"))
    #expect(effects.contains(.record(.settingChanged(.speed, "4"))))
    _ = model.open(try SampleLessons.lesson())
    guard case .lesson(let again) = model.screen else { return }
    #expect(again.speed == 4)
    // What a file says that is no speed stays unheeded.
    var odd = TutorModel(Course(lessons: [], speed: 99), size: Size(width: 80, height: 24))
    _ = odd.open(try SampleLessons.lesson())
    guard case .lesson(let usual) = odd.screen else { return }
    #expect(usual.speed == 1)
  }

  @Test func `the map leads to exercises that are not over`() {
    var course = Course(lessons: [])
    course.topics = [TopicStanding(id: "cells", title: "Cells", strength: 0.4, due: 0)]
    course.open = [OpenExercises(session: "cells", title: "Cells", position: 3, count: 10)]
    var model = TutorModel(course, size: Size(width: 80, height: 24))
    let text = drawing(TutorView(model: model), size: model.size).text
    #expect(text.contains("Practise   Cells, exercise 4 of 10"))
    #expect(model.update(.key(.enter)) == [.practise("cells")])
    model.practised(course.topics, [])
    #expect(!drawing(TutorView(model: model), size: model.size).text.contains("exercise 4"))
  }
}
