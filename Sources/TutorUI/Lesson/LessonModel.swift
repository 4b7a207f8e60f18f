import Lessons
import StageUI
import Storyboards

/// A lesson being played: which step is open and how far each one has got.
struct LessonModel: Sendable {
  let lesson: PreparedLesson
  /// The open step.
  private(set) var index = 0
  /// The state of every step, so that going back finds it as it was left.
  private(set) var states: [StepState]
  /// The cell of the stage that is pointed at; `nil` for none.
  var pointer: Pointer? {
    didSet { if pointer != oldValue { pointedFrame = answer(to: pointer) } }
  }
  /// What the cell pointed at has to do with the others; `nil` while nothing is pointed at.
  private(set) var pointedFrame: Frame?
  /// The speed of playing, an index of ``Playback/speeds``.
  var speed = 1

  /// How far one step has got.
  struct StepState: Sendable {
    var playback: Playback
    var question: QuestionState?
    /// The first line of the prose in view.
    var proseOffset = 0
    /// Whether the step has been on the screen.
    var isSeen = false
  }

  init(_ lesson: PreparedLesson) {
    self.lesson = lesson
    states = lesson.steps.map { step in
      StepState(
        playback: Playback(count: step.storyboard == nil ? 0 : step.frames.count),
        question: step.question.map(QuestionState.init))
    }
    states[0].isSeen = true
  }

  /// The open step.
  var step: PreparedStep { lesson.steps[index] }

  /// The state of the open step.
  var state: StepState {
    get { states[index] }
    set { states[index] = newValue }
  }

  /// Whether the last step is open.
  var isLastStep: Bool { index == lesson.steps.count - 1 }

  /// How much of the stage's results may be seen.
  enum Reveal: Equatable, Sendable {
    /// Nothing: a question about them is open.
    case nothing
    /// How many there are. The size was asked for; the numbers are left to later questions.
    case size
    /// The results up to a frame: the number that was asked for is among them.
    case through(Int)
    /// All of them.
    case everything
  }

  /// How much of the stage's results may be seen: never more than the question was about.
  var reveal: Reveal {
    guard step.hidesResults, let question = state.question else { return .everything }
    guard question.isClosed else { return .nothing }
    switch question.question.form {
    case .grid: return .everything
    case .number: return question.question.focus.map { .through($0) } ?? .everything
    case .size, .choice:
      let hasResults = step.storyboard?.panels.contains { $0.isFilledByFrames } ?? false
      return hasResults ? .size : .everything
    }
  }

  /// Whether the numbers of the stage's results are kept back.
  var hidesResults: Bool { reveal == .nothing || reveal == .size }

  /// The frames that may be looked at.
  var visibleFrames: Range<Int> {
    switch reveal {
    case .nothing, .everything: step.frames
    case .size: step.frames.prefix(1)
    case .through(let frame): step.frames.clamped(to: 0..<(frame + 1))
    }
  }

  /// Puts the result that a question was about on the stage, once it is over.
  mutating func showAnsweredResult() {
    guard state.question?.isClosed == true, step.hidesResults, step.storyboard != nil else {
      return
    }
    state.playback = Playback(count: visibleFrames.count)
    state.playback.go(to: visibleFrames.count - 1)
  }

  /// How many steps are over: seen, and their question answered.
  var finishedSteps: Int {
    states.count { $0.isSeen && ($0.question?.isClosed ?? true) }
  }

  /// The frame of the storyboard that is on the stage.
  var framePosition: Int { step.frames.lowerBound + state.playback.position }

  /// Opens another step; playing stops.
  ///
  /// - Returns: Whether there is such a step.
  mutating func go(toStep target: Int) -> Bool {
    guard lesson.steps.indices.contains(target), target != index else { return false }
    states[index].playback.pause()
    pointer = nil
    index = target
    states[index].isSeen = true
    return true
  }
}
