import Foundation
import Lessons
import Progress
import StageUI

/// How far a learner has got with a lesson, to be kept while the lesson itself is read anew.
///
/// Steps are known by their ids, so that a lesson that has changed finds what is still there.
struct LessonState: Codable, Equatable, Sendable {
  /// The open step.
  var step: String
  /// The steps that have been on the screen.
  var steps: [String: Step]

  /// How far one step has got.
  struct Step: Codable, Equatable, Sendable {
    var stage: StagePlayer.State?
    /// What an exhibit remembers; what was kept before there were any does not have it.
    var exhibit: ExhibitPlayer.State?
    var questions: [QuestionState.Progress]
    /// The question that is open, or that was answered last.
    var asked: Int
    var proseOffset: Int
  }
}

extension LessonState {
  /// Reads what was kept of a lesson; what cannot be read any more is forgotten.
  ///
  /// - Parameters:
  ///   - step: The id of the open step.
  ///   - records: What was kept of each step, by its id: ``Step/text``.
  init(step: String, records: [String: String]) {
    self.step = step
    steps = records.compactMapValues { text in
      try? JSONDecoder().decode(Step.self, from: Data(text.utf8))
    }
  }
}

extension LessonState {
  /// What was kept of exercises, for a lesson that is made of them.
  init(_ session: ExerciseSession, of lesson: PreparedLesson) {
    let kept = zip(lesson.steps, session.exercises).map { ($0.id, $1.state) }
    self.init(
      step: lesson.steps.indices.contains(session.position)
        ? lesson.steps[session.position].id : "",
      records: Dictionary(kept) { first, _ in first })
  }
}

extension LessonState.Step {
  /// The state as a text to be kept.
  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Nothing in it can fail: no number in it is without a JSON text.
    let data = (try? encoder.encode(self)) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}

extension StepModel {
  /// The exercise that it is, as it is to be remembered; `nil` for a step of a lesson.
  fileprivate var exercise: ExerciseSession.Exercise? {
    content.exercise.map {
      .init(
        family: $0.family, level: $0.level, seed: $0.seed, isOver: isDone,
        state: state?.text ?? "")
    }
  }

  /// What is to be kept of the step; `nil` for one that was never on the screen.
  var state: LessonState.Step? {
    guard isSeen else { return nil }
    // A step that is opened again does not play by itself, and nobody's mouse points at it.
    var stage = player
    if stage?.isPlaying == true { stage?.leave() }
    stage?.stopHovering()
    var picture = exhibit
    picture?.leave()
    return LessonState.Step(
      stage: stage?.state, exhibit: picture?.state, questions: questions.map(\.progress),
      asked: asking,
      proseOffset: proseOffset)
  }
}

extension LessonModel {
  /// What is to be kept of the lesson.
  var state: LessonState {
    let seen = steps.compactMap { step in step.state.map { (step.content.id, $0) } }
    return LessonState(step: step.content.id, steps: Dictionary(seen) { $1 })
  }

  /// What is no longer as it was, to be remembered.
  ///
  /// - Parameter before: The lesson before something was done; steps that are open neither there nor
  ///   here are as they were.
  func changes(since before: LessonModel) -> [ProgressEvent] {
    let steps = Set([before.index, index]).sorted()
      .filter { self.steps[$0].state != before.steps[$0].state }.compactMap(record)
    guard index == before.index, let speed, speed != before.speed else { return steps }
    return steps + [.settingChanged(.speed, String(speed))]
  }

  /// The answers that are no longer as they were, of those that are handed in.
  func answers(since before: LessonModel) -> [Outcome] {
    let (old, new) = (before.step.questions, steps[before.index].questions)
    return zip(old, new).compactMap { old, new in
      guard new.content.handedIn != nil, old.entry.texts != new.entry.texts else { return nil }
      return .keep(question: new.content.id, answer: new.content.form.line(of: new.entry.texts))
    }
  }

  /// That a step is as it is now; `nil` for one that was never on the screen.
  func record(ofStep index: Int) -> ProgressEvent? {
    let step = steps[index]
    return step.state.map { state in
      if let session = lesson.practice?.session, let exercise = step.exercise {
        return .exerciseChanged(session: session, position: index, exercise)
      }
      return .stepChanged(
        StepPlace(lesson: lesson.id, step: step.content.id),
        StepRecord(isDone: step.isDone, state: state.text))
    }
  }

  /// Its exercises as they are to be remembered; `nil` for a lesson.
  var session: ExerciseSession? {
    lesson.practice.map {
      ExerciseSession(
        name: $0.session, title: lesson.title, position: index,
        exercises: steps.compactMap(\.exercise))
    }
  }

  /// Opens a lesson as it was left.
  init(_ lesson: PreparedLesson, resuming state: LessonState) {
    self.init(lesson)
    for index in steps.indices {
      if let step = state.steps[steps[index].content.id] { steps[index].resume(step) }
    }
    if let open = steps.firstIndex(where: { $0.content.id == state.step }) {
      _ = go(toStep: open)
    }
  }
}
