import Lessons
import TerminalKit

/// How far a learner has got with a question.
struct QuestionState: Sendable {
  let question: PreparedQuestion
  /// The answer being given.
  var entry: AnswerEntry
  /// How many hints are shown.
  private(set) var hintsShown = 0
  /// How many answers were wrong.
  private(set) var misses = 0
  /// What came of the last answer.
  private(set) var outcome = Outcome.open

  /// What came of the last answer.
  enum Outcome: Equatable, Sendable {
    /// Nothing has been checked since the last change.
    case open
    /// There is nothing to check yet; the text says what is missing.
    case incomplete(String)
    /// The last answer was wrong or could not be read; the text says how.
    case wrong(String)
    /// Answered.
    case right
    /// The solution was shown.
    case shown
  }

  init(_ question: PreparedQuestion) {
    self.question = question
    entry = AnswerEntry(for: question.form)
  }

  /// Whether the question is over, so that results may be seen.
  var isClosed: Bool { outcome == .right || outcome == .shown }

  /// Whether the arrow keys choose an option.
  var isChoosing: Bool {
    if case .choice = entry { !isClosed } else { false }
  }

  /// Whether hints, a verdict or an explanation are shown.
  var saysSomething: Bool { hintsShown > 0 || outcome != .open }

  /// Whether there is another hint.
  var hasMoreHints: Bool { hintsShown < question.hints.count }

  /// Passes a key to the answer.
  ///
  /// - Returns: Whether the answer took it.
  mutating func handle(_ key: Key) -> Bool {
    guard !isClosed else { return false }
    let before = entry.texts
    // Typing after a wrong number or size starts a new one.
    if case .wrong = outcome, case .line = entry, case .character = key {
      var fresh = AnswerEntry(for: question.form)
      guard fresh.handle(key) else { return false }
      entry = fresh
    } else if !entry.handle(key) {
      return false
    }
    if entry.texts != before { outcome = .open }
    return true
  }

  /// Checks the answer; in a grid that is not complete it moves on to the next open cell.
  mutating func submit() {
    guard !isClosed else { return }
    if case .grid(var grid) = entry, !grid.isComplete {
      _ = grid.selectNextOpen()
      entry = .grid(grid)
      outcome = .incomplete("Enter goes to the next open cell; when all are filled it checks.")
      return
    }
    guard entry.isComplete else {
      if case .choice = entry {
        outcome = .incomplete("Choose first, with the arrow keys or a number.")
      } else {
        outcome = .incomplete("Type an answer first.")
      }
      return
    }
    switch question.check(entry.texts) {
    case .correct:
      outcome = .right
    case .wrong(let cells, let message, _):
      misses += 1
      outcome = .wrong(message)
      mark(wrong: cells)
    case .unreadable(let cells, let message):
      outcome = .wrong(message)
      mark(wrong: cells)
    }
  }

  /// Shows one hint more.
  mutating func showHint() {
    hintsShown = min(hintsShown + 1, question.hints.count)
  }

  /// Fills in the solution and closes the question.
  mutating func showSolution() {
    guard !isClosed else { return }
    outcome = .shown
    switch entry {
    case .line: entry = .line(TextInput(question.solution.first ?? ""))
    case .choice(_, let count):
      let solution = question.solution.first.flatMap { Int($0) } ?? 1
      entry = .choice(selection: solution - 1, count: count)
    case .grid(var grid):
      grid.fill(question.solution)
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
