import Lessons
import Problems
import TerminalKit
import Typesetting

/// How far a learner has got with a question.
struct QuestionState: Sendable {
  let content: PreparedQuestion
  /// What the learner has done with it.
  private(set) var progress: Progress

  /// What a learner has done with a question.
  struct Progress: Codable, Equatable, Sendable {
    /// The answer being given.
    var entry: AnswerEntry
    /// How many hints are shown.
    fileprivate(set) var hintsShown = 0
    /// How many answers were wrong.
    fileprivate(set) var misses = 0
    /// What led to the last answer, where that is known and it was wrong.
    fileprivate(set) var diagnosis: Diagnosis?
    /// The names of all slips that were made, in their order.
    fileprivate(set) var slips: [String] = []
    /// What was said last to an answer that was not right.
    fileprivate var lastMessage = ""
    /// What came of the last answer.
    fileprivate(set) var outcome = Outcome.open {
      didSet { if let message = outcome.message { lastMessage = message } }
    }

    /// Whether somebody can have got there; a file that was damaged says anything.
    fileprivate var isPossible: Bool { hintsShown >= 0 && (0...Self.mostMisses).contains(misses) }

    /// More wrong answers than anybody types.
    private static let mostMisses = 1_000_000
  }

  /// What came of the last answer.
  enum Outcome: Codable, Equatable, Sendable {
    /// Nothing has been checked since the last change.
    case open
    /// There is nothing to check yet; the text says what is missing.
    case incomplete(String)
    /// The last answer was wrong or could not be read; the text says how, and the name of the slip what
    /// led there, where that is known.
    case wrong(String, slip: String?)
    /// Answered.
    case right
    /// The solution was shown.
    case shown
    /// Something else was predicted; the text says a word on it.
    case predicted(String)
    /// The answer is handed in as it is, and may still be changed.
    case kept

    /// The name of the slip, where the title of a box has room for it.
    ///
    /// - Parameter width: The columns inside the box.
    func slipTitle(width: Int) -> String? {
      guard case .wrong(_, let slip?) = self, DisplayWidth.of(slip) + 4 <= width else { return nil }
      return slip.capitalizedFirst
    }

    /// The name of what led to a wrong answer, where that is known.
    var slip: String? { if case .wrong(_, let slip) = self { slip } else { nil } }

    /// What is said to an answer that is not right.
    var message: String? {
      if case .wrong(let message, _) = self { message } else { nil }
    }

    /// What is missing before there is anything to check; `nil` where nothing is.
    var missing: String? { if case .incomplete(let missing) = self { missing } else { nil } }

    /// Whether something was said to the last answer.
    var isSaid: Bool { self != .open && missing == nil }
  }

  init(_ content: PreparedQuestion) {
    self.content = content
    progress = Progress(entry: AnswerEntry(for: content.form))
    if let answer = content.handedIn, !answer.isEmpty {
      progress.entry.fill(content.form.texts(ofLine: answer))
      progress.outcome = .kept
    }
  }

  /// The question as it was left; `nil` where the answer is none to this question.
  init?(_ content: PreparedQuestion, resuming progress: Progress) {
    guard progress.entry.fits(content.form), progress.isPossible else { return nil }
    self.content = content
    self.progress = progress
    // A lesson that has changed may have fewer hints.
    self.progress.hintsShown = min(progress.hintsShown, content.hints.count)
  }

  /// The answer being given.
  var entry: AnswerEntry {
    get { progress.entry }
    set { progress.entry = newValue }
  }

  /// How many hints are shown.
  var hintsShown: Int { progress.hintsShown }
  /// Whether a hint was asked for last, and nothing was done to the answer since.
  private(set) var isReadingHint = false

  /// How many answers were wrong.
  var misses: Int { progress.misses }

  /// What came of the last answer.
  private(set) var outcome: Outcome {
    get { progress.outcome }
    set { progress.outcome = newValue }
  }

  /// Whether the question is over, so that results may be seen.
  var isClosed: Bool {
    switch outcome {
    case .right, .shown, .predicted, .kept: true
    case .open, .incomplete, .wrong: false
    }
  }

  /// Whether a number is half typed, and not checked yet.
  var isInsideNumber: Bool { outcome == .open && entry.isInsideNumber }

  /// Whether the arrow keys up and down belong to the answer.
  var takesVerticalKeys: Bool { !isClosed && entry.takesVerticalKeys }

  /// The same question while it is asked: with all that has been said so far, which is gone when it is
  /// over.
  var asked: QuestionState {
    var state = QuestionState(content)
    guard !isClosed else { return state }
    state.progress.hintsShown = hintsShown
    if !progress.lastMessage.isEmpty { state.outcome = .wrong(progress.lastMessage, slip: nil) }
    return state
  }

  /// The same question when it is over: with its solution, or where something is predicted, with a line on
  /// the prediction as well.
  var solved: QuestionState {
    var state = QuestionState(content)
    state.showSolution()
    if content.isPrediction { state.outcome = .predicted("…") }
    return state
  }

  /// Whether hints or verdicts are to be read.
  var hasSaidSomething: Bool { !isClosed && (hintsShown > 0 || !progress.lastMessage.isEmpty) }

  /// Why no hint can be shown; `nil` where one can.
  var noHintReason: String? {
    if hasMoreHints { return nil }
    if content.handedIn != nil { return "there are no hints to what is handed in" }
    return content.hints.isEmpty ? "there are no hints: say what you think" : "all hints are shown"
  }

  /// The changes that make of the problem the one that the learner has solved; `nil` where that is not
  /// known, and once the question is over.
  var wrongWay: [ProblemEdit]? {
    guard !isClosed, case .misconception(_, _, let edits) = progress.diagnosis else { return nil }
    return edits
  }

  /// Why the solution cannot be shown; `nil` where it can.
  var noSolutionReason: String? {
    if content.handedIn != nil { return "this is handed in: the answer is yours" }
    return hasMoreHints ? "look at the hints first: t shows the next one" : nil
  }

  /// What is said to a wrong answer, which offers a hint only while there is another one.
  func saying(_ message: String) -> String {
    hasMoreHints
      ? message
      : message.replacing(AnswerKey.invitation, with: "Try again, or s shows the solution.")
  }

  /// Whether somebody has been told what led to the last answer.
  var isExplained: Bool { progress.diagnosis != nil }

  /// Whether there is another hint.
  var hasMoreHints: Bool { hintsShown < content.hints.count }

  /// Passes a key to the answer.
  ///
  /// - Returns: Whether the answer took it.
  mutating func handle(_ key: Key) -> Bool {
    guard !isClosed || outcome == .kept else { return false }
    let before = entry.texts
    // Typing after a number, size or word that is wrong or handed in starts a new one.
    if isAnswered, entry.isTyped, case .character = key {
      var fresh = AnswerEntry(for: content.form)
      guard fresh.handle(key) else { return false }
      // Begun anew even where it reads as before: what follows belongs to it.
      (entry, outcome) = (fresh, .open)
      return true
    } else if !entry.handle(key) {
      return false
    }
    if entry.texts != before { outcome = .open }
    isReadingHint = false
    return true
  }

  /// Whether there was an answer, and another one may be given.
  private var isAnswered: Bool {
    switch outcome {
    case .wrong, .kept: true
    case .open, .incomplete, .right, .shown, .predicted: false
    }
  }

  /// Checks the answer; in a grid that is not complete it moves on to the next open cell.
  ///
  /// - Returns: What came of it; `nil` where there is nothing to check yet.
  mutating func submit() -> Verdict? {
    guard !isClosed else { return nil }
    if let missing = entry.missing {
      entry.selectNextOpen()
      outcome = .incomplete(missing)
      return nil
    }
    progress.diagnosis = nil
    let check = misses == 0 ? content.checkFirst ?? content.check : content.check
    let verdict = check(entry.texts)
    switch verdict {
    case .correct:
      outcome = .right
    case .wrong(let cells, let message, let diagnosis):
      progress.misses += 1
      progress.diagnosis = diagnosis
      if let name = diagnosis?.name { progress.slips.append(name) }
      outcome = .wrong(message, slip: diagnosis?.name)
      entry.mark(wrong: cells)
    case .predicted(let message):
      outcome = .predicted(message)
    case .kept:
      outcome = .kept
    case .unreadable(let cells, let message):
      outcome = .wrong(message, slip: nil)
      entry.mark(wrong: cells)
    }
    return verdict
  }

  /// Shows one hint more.
  mutating func showHint() {
    progress.hintsShown = min(hintsShown + 1, content.hints.count)
    isReadingHint = true
  }

  /// Fills in the solution and closes the question.
  mutating func showSolution() {
    guard !isClosed else { return }
    outcome = .shown
    entry.fill(content.solution)
  }
}

extension PreparedQuestion {
  /// The right answer as a sentence.
  var solutionSentence: String {
    let text = solutionText
    let end = text.last.map { ".!?".contains($0) } == true ? "" : "."
    return switch form {
    case .number, .count, .size, .shape, .text, .written, .products: "It is \(text)\(end)"
    case .choice, .several, .match, .order, .grid, .fields: "What comes out: \(text)\(end)"
    }
  }

  /// The right answer in words, for a sentence.
  var solutionText: String {
    func option(_ text: String, _ options: [String]) -> String {
      guard let number = Int(text), options.indices.contains(number - 1),
        !options[number - 1].contains("\n")
      else { return text }
      return LessonText.plain(options[number - 1])
    }
    return switch form {
    case .number, .count, .size, .shape, .text, .written: solution.first ?? ""
    case .products: solution.last ?? ""
    case .choice(let options): option(solution.first ?? "", options)
    case .several(let options), .order(let options):
      solution.map { option($0, options) }.joined(separator: ", ")
    case .match(let left, let options):
      zip(left, solution).map { "\($0): \(option($1, options))" }.joined(separator: ", ")
    case .grid(_, let columns):
      stride(from: 0, to: solution.count, by: max(1, columns)).map { start in
        solution[start..<min(start + columns, solution.count)].joined(separator: " ")
      }.joined(separator: " / ")
    case .fields(let fields):
      zip(fields, solution).map { "\($0.title) \($1)" }.joined(separator: ", ")
    }
  }
}
