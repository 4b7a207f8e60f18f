import Lessons
import StageUI
import Storyboards

/// A lesson being played: which step is open and how far each one has got.
struct LessonModel: Sendable {
  let lesson: PreparedLesson
  /// The open step.
  private(set) var index = 0
  /// Whether there is no list of lessons to go back to.
  var isAlone = false
  /// Every step, so that going back finds it as it was left.
  var steps: [StepModel]

  init(_ lesson: PreparedLesson) {
    self.lesson = lesson
    let next = lesson.steps.dropFirst().map(\.hidesResults) + [false]
    steps = zip(lesson.steps, next).map { StepModel($0, nextHidesResults: $1) }
    steps[0].isSeen = true
  }

  /// The open step.
  var step: StepModel {
    get { steps[index] }
    set { steps[index] = newValue }
  }

  /// Whether the last step is open.
  var isLastStep: Bool { index == steps.count - 1 }

  /// How many steps are over: seen, and their question answered.
  var finishedSteps: Int {
    steps.count { $0.isSeen && ($0.question?.isClosed ?? true) }
  }

  /// Opens another step; playing stops.
  ///
  /// - Returns: Whether there is such a step.
  mutating func go(toStep target: Int) -> Bool {
    guard steps.indices.contains(target), target != index else { return false }
    step.player?.leave()
    index = target
    step.isSeen = true
    return true
  }
}

/// A step of a lesson: its stage, its question, and how far both have got.
struct StepModel: Sendable {
  let content: PreparedStep
  /// Whether the step after this one asks about results, so that these may be the same.
  let nextHidesResults: Bool
  /// What stands on the stage; `nil` for a step without one.
  var player: StagePlayer?
  /// What is asked; changed by ``answer(_:)``.
  private(set) var question: QuestionState?
  /// The first line of the prose in view.
  var proseOffset = 0
  /// Whether the step has been on the screen.
  var isSeen = false

  init(_ content: PreparedStep, nextHidesResults: Bool = false) {
    self.content = content
    self.nextHidesResults = nextHidesResults
    question = content.question.map { QuestionState($0) }
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

  /// Changes the question; once it is over, the result that it was about comes on the stage.
  mutating func answer(_ change: (inout QuestionState) -> Void) {
    guard var question else { return }
    let wasClosed = question.isClosed
    change(&question)
    self.question = question
    guard question.isClosed, !wasClosed, content.hidesResults else { return }
    let reveal = reveal(after: question)
    player?.show(reveal)
  }

  /// Never more of the results than the question was about.
  private func reveal(after question: QuestionState) -> StagePlayer.Reveal {
    switch question.content.form {
    case .grid: return .everything
    case .number: return question.content.focus.map { .through($0) } ?? .everything
    case .choice: return nextHidesResults ? .nothing : .everything
    case .size:
      let hasResults = content.storyboard?.panels.contains { $0.isFilledByFrames } ?? false
      return hasResults ? .size : .everything
    }
  }

  /// Whether a question waits for its answer.
  var isAsking: Bool { question.map { !$0.isClosed } ?? false }

  /// Whether all frames that may be looked at have been.
  var isAtEnd: Bool { player?.isAtEnd ?? true }

  /// Whether the numbers of the stage's results are kept back.
  var hidesResults: Bool { player?.hidesResults ?? false }

  /// The stage; `nil` for a step without one.
  var stageView: StageView? {
    player?.view(
      showing: typedPosition, concealment: concealment, hasCaption: question == nil)
  }

  /// While an answer is typed the window follows it: to the cell of the grid being filled, or to
  /// the one that the question is about.
  private var typedPosition: Int? {
    switch concealment {
    case .none, .questionMarks(showsWindow: false): return nil
    case .questionMarks, .unknownSize: return question?.content.focus
    case .entry(let grid):
      return content.storyboard?.frames.count == grid.items.count ? grid.cursor : nil
    }
  }

  private var concealment: StageView.Concealment {
    guard let player, player.hidesResults, let question else { return .none }
    if player.reveal == .size { return .questionMarks(showsWindow: false) }
    switch question.content.form {
    case .size, .choice: return .unknownSize
    case .number: return .questionMarks(showsWindow: question.content.focus != nil)
    case .grid:
      if hasGridOnStage, case .grid(let grid) = question.entry { return .entry(grid.stageEntry) }
      return .questionMarks(showsWindow: false)
    }
  }

  /// Whether the learner types into the stage's own output.
  var hasGridOnStage: Bool {
    guard content.hidesResults, let storyboard = content.storyboard,
      case .grid(let rows, let columns) = question?.content.form
    else { return false }
    return storyboard.panels.contains { panel in
      panel.isFilledByFrames && panel.planes.count == 1 && panel.planes[0].rows == rows
        && panel.planes[0].columns == columns
    }
  }
}
