import Lessons
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
    /// What was said last to an answer that was not right.
    fileprivate var lastMessage = ""
    /// What came of the last answer.
    fileprivate(set) var outcome = Outcome.open {
      didSet { if let message = outcome.message { lastMessage = message } }
    }
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

    /// The name of the slip, where the title of a box has room for it.
    ///
    /// - Parameter width: The columns inside the box.
    func slipTitle(width: Int) -> String? {
      guard case .wrong(_, let slip?) = self, DisplayWidth.of(slip) + 4 <= width else { return nil }
      return slip.capitalizedFirst
    }

    /// What is said to an answer that is not right.
    var message: String? {
      switch self {
      case .incomplete(let message), .wrong(let message, _): message
      case .open, .right, .shown: nil
      }
    }
  }

  init(_ content: PreparedQuestion) {
    self.content = content
    progress = Progress(entry: AnswerEntry(for: content.form))
  }

  /// The question as it was left; `nil` where the answer is none to this question.
  init?(_ content: PreparedQuestion, resuming progress: Progress) {
    guard progress.entry.fits(content.form) else { return nil }
    self.content = content
    self.progress = progress
  }

  /// The answer being given.
  var entry: AnswerEntry {
    get { progress.entry }
    set { progress.entry = newValue }
  }

  /// How many hints are shown.
  var hintsShown: Int { progress.hintsShown }

  /// How many answers were wrong.
  var misses: Int { progress.misses }

  /// What came of the last answer.
  private(set) var outcome: Outcome {
    get { progress.outcome }
    set { progress.outcome = newValue }
  }

  /// Whether the question is over, so that results may be seen.
  var isClosed: Bool { outcome == .right || outcome == .shown }

  /// Whether the arrow keys up and down belong to the answer.
  var takesVerticalKeys: Bool {
    switch entry {
    case .choice, .grid: !isClosed
    case .line: false
    }
  }

  /// The same question, asked with all that has been said while it was.
  var asked: QuestionState {
    var state = QuestionState(content)
    state.progress.hintsShown = hintsShown
    if !progress.lastMessage.isEmpty { state.outcome = .wrong(progress.lastMessage, slip: nil) }
    return state
  }

  /// The same question with its solution.
  var solved: QuestionState {
    var state = QuestionState(content)
    state.showSolution()
    return state
  }

  /// Whether hints or verdicts have been shown.
  var hasSaidSomething: Bool { hintsShown > 0 || !progress.lastMessage.isEmpty }

  /// Whether there is another hint.
  var hasMoreHints: Bool { hintsShown < content.hints.count }

  /// Passes a key to the answer.
  ///
  /// - Returns: Whether the answer took it.
  mutating func handle(_ key: Key) -> Bool {
    guard !isClosed else { return false }
    let before = entry.texts
    // Typing after a wrong number or size starts a new one.
    if case .wrong = outcome, case .line = entry, case .character = key {
      var fresh = AnswerEntry(for: content.form)
      guard fresh.handle(key) else { return false }
      entry = fresh
    } else if !entry.handle(key) {
      return false
    }
    if entry.texts != before { outcome = .open }
    return true
  }

  /// Checks the answer; in a grid that is not complete it moves on to the next open cell.
  ///
  /// - Returns: What came of it; `nil` where there is nothing to check yet.
  mutating func submit() -> Verdict? {
    guard !isClosed else { return nil }
    if case .grid(var grid) = entry, !grid.isComplete {
      _ = grid.selectNextOpen()
      entry = .grid(grid)
      outcome = .incomplete("Enter goes to the next open cell; when all are filled it checks.")
      return nil
    }
    guard entry.isComplete else {
      if case .choice = entry {
        outcome = .incomplete("Choose first, with the arrow keys or a number.")
      } else {
        outcome = .incomplete("Type an answer first.")
      }
      return nil
    }
    let verdict = content.check(entry.texts)
    switch verdict {
    case .correct:
      outcome = .right
    case .wrong(let cells, let message, let diagnosis):
      progress.misses += 1
      outcome = .wrong(message, slip: diagnosis?.name)
      mark(wrong: cells)
    case .unreadable(let cells, let message):
      outcome = .wrong(message, slip: nil)
      mark(wrong: cells)
    }
    return verdict
  }

  /// Shows one hint more.
  mutating func showHint() {
    progress.hintsShown = min(hintsShown + 1, content.hints.count)
  }

  /// Fills in the solution and closes the question.
  mutating func showSolution() {
    guard !isClosed else { return }
    outcome = .shown
    switch entry {
    case .line: entry = .line(TextInput(content.solution.first ?? ""))
    case .choice(_, let count):
      let solution = content.solution.first.flatMap { Int($0) } ?? 1
      entry = .choice(selection: solution - 1, count: count)
    case .grid(var grid):
      grid.fill(content.solution)
      entry = .grid(grid)
    }
  }

  private mutating func mark(wrong cells: Set<Int>) {
    guard case .grid(var grid) = entry else { return }
    grid.wrong = cells
    if let first = cells.min() { grid.select(first) }
    entry = .grid(grid)
  }
}
