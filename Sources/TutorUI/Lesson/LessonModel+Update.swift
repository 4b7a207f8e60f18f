import Lessons
import Progress
import SpacedReview
import StageUI
import Storyboards
import TerminalKit

extension LessonModel {
  /// What the player asks of the screen around it.
  enum Outcome: Equatable, Sendable {
    /// Tell the learner something in the footer.
    case notice(String)
    /// Show all keys.
    case help
    /// Show what the op on the stage comes to.
    case facts
    /// Go back to the course.
    case leave
    /// Open the lesson that follows.
    case openNext
    /// See how firmly the topics sit now.
    case readTopics
    /// Leave the lesson for exercises of a topic.
    case practise(String)
    /// Make further exercises of the same kind.
    case practiseMore
    /// Write a text to a file of its own.
    case write(String)
    /// Remember something for ever.
    case record(ProgressEvent)
    /// Put an answer to a question into the file that is handed in.
    case keep(question: String, answer: String)
  }

  /// Answers to a key.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - view: The screen that the learner saw when pressing it.
  mutating func update(_ key: Key, seen view: LessonView) -> [Outcome] {
    if stepList != nil { return updateList(key) }
    // What the mouse points at is of no interest to somebody who types.
    step.player?.stopHovering()
    if step.player?.pointer == nil, step.question != nil {
      var isTaken = false
      step.answer { isTaken = $0.handle(key) }
      if isTaken { return [] }
    }
    if let outcome = step.player?.type(key) { return outcome.outcomes }
    if case .action(let action) = keys.lookup(key) {
      // What is typed on would go elsewhere, such as the digits behind the letter of a word.
      if step.question?.isInsideNumber == true, action.takesKeys {
        return [.notice("\(key.label()): a number is being typed; Enter checks it first.")]
      }
      return perform(action, seen: view)
    }
    if let reason = reasonNotToAnswer(key) { return [.notice("\(key.label()): \(reason).")] }
    return keys.refusal(of: key).map { [.notice($0)] } ?? []
  }

  /// Why a digit answers nothing any more; `nil` for another key, and where nothing was answered.
  private func reasonNotToAnswer(_ key: Key) -> String? {
    guard case .character(let character) = key, character.isNumber, keys.lookup(key) == .unbound,
      let question = step.question, question.isClosed
    else { return nil }
    return question.content.isPrediction
      ? "a prediction is made once, and is never wrong" : "this question is answered"
  }

  /// Answers to the mouse.
  ///
  /// The wheel steps through frames, and a click on a cell being typed moves there; all else is the
  /// stage's.
  mutating func update(_ mouse: MouseEvent, seen view: LessonView) -> [Outcome] {
    if stepList != nil { return updateList(mouse, seen: view) }
    switch mouse.kind {
    case .scrollDown, .scrollUp:
      step.leaveStage()
      return perform(mouse.kind == .scrollDown ? .goForward : .goBack, seen: view)
    case .move, .press, .release:
      let cell =
        mouse.kind == .move
        ? view.pointedCell(at: mouse.point) : view.cell(at: mouse.point)
      if case .press(.left) = mouse.kind, let cell, step.hidesResults {
        select(cell)
        return []
      }
      if case .press(.left) = mouse.kind, let other = view.storyView(at: mouse.point) {
        step.player?.open(other)
      }
      return step.player?.update(mouse.kind, over: cell).outcomes ?? []
    }
  }

  /// Advances by one frame while playing.
  mutating func tick() -> [Outcome] {
    step.player?.tick()
    step.exhibit?.tick()
    return []
  }

  private mutating func perform(_ action: LessonAction, seen view: LessonView) -> [Outcome] {
    switch action {
    case .goForward: return goForward()
    case .goBack:
      if !step.step(by: -1) { return open(index - 1) }
    case .nextStep: return open(index + 1)
    case .previousStep: return open(index - 1)
    case .stage(let action):
      return step.player?.perform(action, among: view.grids).outcomes ?? []
    case .exhibit(let action): step.exhibit?.perform(action)
    case .choose(let key): step.answer { _ = $0.handle(key) }
    case .check: return check()
    case .compare: step.toggleComparison()
    case .hint: step.answer { $0.showHint() }
    case .solution:
      step.answer { $0.showSolution() }
      return record([], .shown)
    case .listSteps: stepList = StepList(of: self)
    case .list(let action): return perform(action)
    case .scrollUp: scroll(by: -1, seen: view)
    case .scrollDown: scroll(by: 1, seen: view)
    case .help: return [.help]
    case .facts: return [.facts]
    case .leave: return leaving + [.leave]
    }
    return []
  }

  private mutating func goForward() -> [Outcome] {
    if step.step(by: 1) { return [] }
    if step.askNext() { return [] }
    if let reason = nextReason { return [.notice("\(Key.right.label()): \(reason).")] }
    guard isLastStep else { return open(index + 1) }
    stepList = StepList(endOf: self)
    return [isPractice ? .readTopics : .record(.lessonFinished(lesson: lesson.id))]
  }

  mutating func open(_ target: Int) -> [Outcome] {
    go(toStep: target) ? [.record(reached)] : []
  }

  /// That the open step was reached.
  var reached: ProgressEvent {
    lesson.practice.map { .exerciseReached(session: $0.session, position: index) }
      ?? .stepReached(place)
  }

  /// That a session is over, where nothing of it is left to do or its end has been seen.
  var leaving: [Outcome] {
    guard let session = lesson.practice?.session,
      stepList?.isEnd == true || doneSteps == steps.count
    else { return [] }
    return [.record(.exercisesEnded(session: session))]
  }

  private var place: StepPlace { StepPlace(lesson: lesson.id, step: step.content.id) }

  private mutating func check() -> [Outcome] {
    let answer = step.question?.entry.texts ?? []
    var verdict: Verdict?
    step.answer { verdict = $0.submit() }
    if let missing = step.question?.outcome.missing { return [.notice(missing)] }
    guard let verdict, let result = verdict.result else { return [] }
    return record(answer, result, slip: verdict.slip)
  }

  private func record(
    _ answer: [String], _ result: Attempt.Result, slip: String? = nil
  ) -> [Outcome] {
    step.question.map { question in
      let task: Attempt.Task =
        step.content.exercise.map {
          .exercise(family: $0.family, level: $0.level, seed: $0.seed)
        } ?? .question(place, id: question.content.id)
      return [
        .record(
          .answered(
            Attempt(task, answer: answer, result, slip: slip, hints: question.hintsShown)))
      ] + review(question)
    } ?? []
  }

  /// How an exercise that is over went, for the time when its family comes back.
  private func review(_ question: QuestionState) -> [Outcome] {
    guard let family = step.content.exercise?.family, question.isClosed else { return [] }
    let rating: Rating =
      question.outcome == .shown
      ? .again : question.misses == 0 && question.hintsShown == 0 ? .good : .hard
    return [.record(.reviewed(family: family, rating))]
  }

  /// Scrolls as one reads: the prose to its end, then the question; back the other way round.
  private mutating func scroll(by lines: Int, seen view: LessonView) {
    let prose = min(step.proseOffset, view.maximumProseOffset) + lines
    let question = view.questionScrolling.first + lines
    let isProsesTurn = lines > 0 ? prose <= view.maximumProseOffset : question < 0
    if isProsesTurn {
      step.proseOffset = max(0, prose)
    } else {
      step.questionOffset = min(max(0, question), view.questionScrolling.most)
    }
  }

  private mutating func select(_ cell: CellReference) {
    guard step.hasGridOnStage, let panel = step.player?.storyboard.panels[cell.panel],
      panel.isFilledByFrames
    else { return }
    step.answer { question in
      guard case .grid(var grid) = question.entry else { return }
      grid.select(cell.row * panel.planes[cell.plane].columns + cell.column)
      question.entry = .grid(grid)
    }
  }
}

extension StagePlayer.Outcome {
  fileprivate var outcomes: [LessonModel.Outcome] {
    switch self {
    case .done: []
    case .told(let text), .answered(let text), .refused(let text): [.notice(text)]
    }
  }
}

extension Verdict {
  /// What is remembered of it; of a prediction nothing, for nobody can know.
  fileprivate var result: Attempt.Result? {
    switch self {
    case .predicted, .kept: nil
    case .correct: .right
    case .wrong: .wrong
    case .unreadable: .unreadable
    }
  }

  /// The name of what led to a wrong answer.
  fileprivate var slip: String? {
    guard case .wrong(_, _, let diagnosis?) = self else { return nil }
    return switch diagnosis {
    case .slip(let index): "slip \(index + 1)"
    case .misconception(let id, _, _): id
    }
  }
}
