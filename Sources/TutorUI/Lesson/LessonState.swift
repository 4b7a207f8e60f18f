import Lessons
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
    var question: QuestionState.Progress?
    var proseOffset: Int
  }
}

extension LessonModel {
  /// What is to be kept of the lesson.
  var state: LessonState {
    let seen = steps.filter(\.isSeen).map { step in
      (
        step.content.id,
        LessonState.Step(
          stage: step.player?.state, question: step.question?.progress,
          proseOffset: step.proseOffset)
      )
    }
    return LessonState(step: step.content.id, steps: Dictionary(seen) { $1 })
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
