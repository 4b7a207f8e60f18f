import Lessons
import StageUI
import Storyboards

/// A step of a lesson: its stage, its question, and how far both have got.
struct StepModel: Sendable {
  let content: PreparedStep
  /// What later steps ask about the same results.
  let later: LaterQuestions
  /// What earlier steps have shown of the same results.
  var earlier = EarlierResults()
  /// What stands on the stage; `nil` for a step without one.
  var player: StagePlayer?
  /// What is asked; changed by ``answer(_:)``.
  private(set) var question: QuestionState?
  /// Which of the results on the stage the question is about; `nil` when it is about something else.
  let asked: AskedResults?
  /// The first line of the prose in view.
  var proseOffset = 0
  /// The first line of the question in view; `nil` for what matters most now.
  var questionOffset: Int?
  /// Whether the step has been on the screen.
  var isSeen = false

  init(_ content: PreparedStep, later: LaterQuestions = LaterQuestions()) {
    self.content = content
    self.later = later
    question = content.question.map { QuestionState($0) }
    asked = content.question?.asked.flatMap { $0.computation == content.shown ? $0 : nil }
    player = content.views.map {
      StagePlayer(
        $0, live: content.live, frames: content.frames, noun: "step",
        reveal: content.hidesResults && question != nil ? .nothing : .everything)
    }
  }

  /// Goes on where the step was left; what was left of another question or stage is forgotten.
  mutating func resume(_ state: LessonState.Step) {
    if let content = content.question {
      guard let progress = state.question,
        let question = QuestionState(content, resuming: progress)
      else { return }
      self.question = question
    }
    if let stage = state.stage { player = player?.resumed(with: stage) }
    proseOffset = state.proseOffset
    isSeen = true
  }

  /// Changes the question; once it is over, what it was about comes on the stage.
  mutating func answer(_ change: (inout QuestionState) -> Void) {
    guard var question else { return }
    let before = question
    change(&question)
    self.question = question
    if question.progress != before.progress { questionOffset = nil }
    guard question.isClosed, !before.isClosed, content.hidesResults else { return }
    let reveal = revealWhenOver
    player?.show(reveal)
  }

  /// Whether nothing of it is left to do.
  var isDone: Bool { isSeen && !isAsking }

  /// Whether a question waits for its answer.
  var isAsking: Bool { question.map { !$0.isClosed } ?? false }

  /// Whether all frames that may be looked at have been.
  var isAtEnd: Bool { player?.isAtEnd ?? true }

  /// Whether the numbers of the stage's results are kept back.
  var hidesResults: Bool { player?.hidesResults ?? false }
}
