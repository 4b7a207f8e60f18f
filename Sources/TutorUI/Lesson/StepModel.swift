import Exhibits
import Lessons
import StageUI
import Storyboards

/// A step of a lesson: its stage, its question, and how far both have got.
struct StepModel: Sendable {
  let content: PreparedStep
  /// What later questions ask about the same results, behind each question of the step.
  private let laterQuestions: [LaterQuestions]
  /// What earlier steps have shown of the same results.
  var earlier = EarlierResults()
  /// What the step shows; `nil` for a step without a stage.
  private var ownPlayer: StagePlayer?
  /// What came in its place with the answer to the question; `nil` where nothing did.
  private var answerPlayer: StagePlayer?
  /// What comes with the right answer to each question, so that it has its room before.
  private let answerPlayers: [StagePlayer?]
  /// The exhibit in its place; `nil` for none.
  var exhibit: ExhibitPlayer?
  /// What is asked, one question after the other; changed by ``answer(_:)``.
  private(set) var questions: [QuestionState]
  /// Which of them is open, or was answered last.
  private(set) var asking = 0
  /// What the learner has computed instead, laid beside the stage; `nil` while it is not.
  var comparison: StagePlayer?
  /// The first line of the prose in view.
  var proseOffset = 0
  /// The first line of the question in view; `nil` for what matters most now.
  var questionOffset: Int?
  /// Whether the step has been on the screen.
  var isSeen = false

  init(_ content: PreparedStep, later: [LaterQuestions] = [LaterQuestions()]) {
    self.content = content
    laterQuestions = later
    questions = content.questions.map { QuestionState($0) }
    exhibit = content.exhibit.map { ExhibitPlayer($0) }
    answerPlayers = content.questions.map { question in
      question.answerStage?(question.solution).map { StagePlayer($0, isShaded: content.isShaded) }
    }
    ownPlayer = content.views.map {
      StagePlayer(
        $0, live: content.live, frames: content.frames, noun: "step",
        reveal: content.hidesResults && !content.questions.isEmpty ? .nothing : .everything,
        comparison: content.comparison, isShaded: content.isShaded,
        companions: content.companions)
    }
  }

  /// Goes on where the step was left; what was left of another question or stage is forgotten.
  mutating func resume(_ state: LessonState.Step) {
    let resumed = zip(content.questions, state.questions).compactMap { content, progress in
      QuestionState(content, resuming: progress)
    }
    guard resumed.count == questions.count, state.questions.count == questions.count else { return }
    questions = resumed
    asking = min(max(0, state.asked), max(0, questions.count - 1))
    let (reveal, end) = (revealWhenOver, endWhenOver)
    if content.hidesResults, question?.isClosed == true {
      ownPlayer?.show(reveal, endingWith: end)
    }
    answerPlayer = playerOfAnswer
    if let stage = state.stage { player = player?.resumed(with: stage) }
    if let kept = state.exhibit { exhibit = exhibit?.resumed(with: kept) }
    proseOffset = max(0, state.proseOffset)
    isSeen = true
  }

  /// What stands on the stage; `nil` for a step without one.
  var player: StagePlayer? {
    get { answerPlayer ?? ownPlayer }
    set { if answerPlayer == nil { ownPlayer = newValue } else { answerPlayer = newValue } }
  }

  /// Whether what came with the answer is on the stage.
  var showsAnswerStage: Bool { answerPlayer != nil }

  /// Whether what is typed into a grid stands on the stage once it is right, so that it is not drawn twice.
  var answerBringsGrid: Bool {
    guard case .grid = question?.content.form, answerPlayers[asking] != nil else { return false }
    return revealWhenOver == .everything && !later.askAboutAnswerStage
  }

  /// What else stands there before the question is over, or when it is; `nil` where nothing does.
  var otherPlayer: StagePlayer? {
    if answerPlayer != nil { return ownPlayer }
    return answerPlayers.indices.contains(asking) && isAsking ? answerPlayers[asking] : nil
  }

  /// The question that is open, or was answered last; `nil` for a step without any.
  var question: QuestionState? { questions.indices.contains(asking) ? questions[asking] : nil }

  /// Which of the results on the stage the question is about; `nil` when it is about something else.
  var asked: AskedResults? { question.flatMap { asked(by: $0) } }

  /// What later questions ask about the results on the stage.
  var later: LaterQuestions { laterQuestions[asking] }

  /// Which of the results on the stage a question is about.
  func asked(by question: QuestionState) -> AskedResults? {
    question.content.asked.flatMap { $0.computation == content.shown ? $0 : nil }
  }

  /// The results that were found before the question: in earlier steps, or by earlier questions.
  var found: Set<Int> {
    questions.prefix(asking).reduce(into: earlier.found) { found, question in
      found.formUnion(asked(by: question)?.cells ?? 0..<0)
    }
  }

  /// Whether it is known how many results there are.
  var isSizeKnown: Bool {
    earlier.isSizeKnown || questions.prefix(asking).contains { asked(by: $0) != nil }
  }

  /// Whether the question is over and another one follows.
  var hasNextQuestion: Bool { !isAsking && asking + 1 < questions.count }

  /// Asks the next question, once the one before is over.
  ///
  /// - Returns: Whether there is one.
  mutating func askNext() -> Bool {
    guard hasNextQuestion else { return false }
    if let speed = player?.speed { ownPlayer?.speed = speed }
    answerPlayer = nil
    asking += 1
    questionOffset = nil
    if content.hidesResults, asked != nil {
      let first = content.frames.lowerBound
      player?.show(.nothing)
      player?.go(to: first)
    }
    return true
  }

  /// Changes the question; once it is over, what it was about comes on the stage.
  mutating func answer(_ change: (inout QuestionState) -> Void) {
    guard var question else { return }
    let before = question
    change(&question)
    if question.misses != before.misses || question.isClosed { comparison = nil }
    questions[asking] = question
    if question.progress != before.progress { questionOffset = nil }
    guard question.isClosed, !before.isClosed else { return }
    if isOver { showEnd() }
    let (reveal, end) = (revealWhenOver, endWhenOver)
    if content.hidesResults { player?.show(reveal, endingWith: end) }
    answerPlayer = playerOfAnswer
  }

  /// What comes on the stage with the answer that was given; `nil` where nothing does, or where a later
  /// question asks about what is on it.
  private var playerOfAnswer: StagePlayer? {
    guard let question, question.isClosed, ownPlayer?.reveal == .everything,
      !later.askAboutAnswerStage,
      let stage = question.content.answerStage?(question.entry.texts)
    else { return nil }
    var player = StagePlayer(stage, isShaded: content.isShaded)
    if let speed = ownPlayer?.speed { player.speed = speed }
    return player
  }

  /// Whether nothing of it is left to do.
  var isDone: Bool { isSeen && isOver }

  /// Whether no question is left.
  var isOver: Bool { questions.allSatisfy(\.isClosed) }

  /// Whether a question waits for its answer.
  var isAsking: Bool { question.map { !$0.isClosed } ?? false }

  /// Whether all frames that may be looked at have been.
  var isAtEnd: Bool { player?.isAtEnd ?? exhibit.map { keepsSteps || $0.isAtEnd } ?? true }

  /// Whether the first of them is on the stage.
  var isAtStart: Bool { player?.isAtStart ?? exhibit?.isAtStart ?? true }

  /// Whether frames advance by themselves.
  var frameDuration: Duration? { player?.frameDuration ?? exhibit?.frameDuration }

  /// Moves by some frames.
  ///
  /// - Returns: Whether another one is on the stage.
  mutating func step(by distance: Int) -> Bool {
    if player != nil { return player?.step(by: distance) == true }
    return !keepsSteps && exhibit?.step(by: distance) == true
  }

  /// Stops what goes on by itself.
  mutating func leaveStage() {
    player?.leave()
    exhibit?.leave()
  }

  /// Whether the numbers of the stage's results are kept back.
  var hidesResults: Bool { player?.hidesResults ?? false }
}

extension StagePlayer {
  /// Puts what comes with an answer on a stage.
  fileprivate init(_ stage: AnswerStage, isShaded: Bool) {
    self.init(
      stage.views, live: stage.live, noun: "step", isShaded: isShaded,
      companions: stage.companions)
    go(to: stage.frame)
  }
}
