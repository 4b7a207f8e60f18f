import Misconceptions
import Problems
import Storyboards
import TensorEngine
import Typesetting

/// Checks one lesson's steps against the engine.
struct LessonChecker {
  private let lesson: Lesson
  private let backend: any Backend
  private let misfits: (PreparedLesson) -> [Misfit]
  private var diagnostics: [Diagnostic] = []

  init(
    _ lesson: Lesson, backend: any Backend,
    misfits: @escaping (PreparedLesson) -> [Misfit] = { _ in [] }
  ) {
    (self.lesson, self.backend, self.misfits) = (lesson, backend, misfits)
  }

  /// Everything that is wrong or doubtful.
  mutating func check() -> [Diagnostic] {
    if lesson.goals.isEmpty {
      warn(
        at: lesson.idLocation, "the lesson states no goals", "Say what a learner can do afterwards."
      )
    }
    let steps: [BuiltStep]
    do throws(Diagnostic) {
      steps = try lesson.builtSteps()
    } catch {
      return diagnostics + [error]
    }
    for step in steps {
      do throws(Diagnostic) {
        try check(step)
      } catch {
        diagnostics.append(error)
      }
    }
    checkFit()
    return diagnostics
  }

  /// Tells what has to be scrolled, where the lesson can be played.
  private mutating func checkFit() {
    guard !diagnostics.contains(where: { $0.severity == .error }),
      let prepared = try? lesson.prepared(on: backend)
    else { return }
    for misfit in misfits(prepared) {
      warn(lesson.steps[misfit.step].textNode, misfit.message, misfit.remedy)
    }
  }

  private mutating func check(_ built: BuiltStep) throws(Diagnostic) {
    let shown = try built.solvedExhibit(on: backend)?.solved
    diagnostics += shown?.solved.problem.notes ?? []
    guard let question = built.step.question else { return }
    try checkChoices(question)
    let key = try question.key(try built.solvedQuestion(shown: shown, on: backend))
    try checkAnswer(question, key)
    checkGrid(question, key)
    checkSlips(question, key)
    if question.explanation.isEmpty {
      warn(question.node, "the question has no explain", "Say why the answer is what it is.")
    }
  }

  private func checkChoices(_ question: Question) throws(Diagnostic) {
    var seen: Set<String> = []
    for (choice, node) in zip(question.choices, question.choiceNodes)
    where !seen.insert(choice.lowercased()).inserted {
      throw node.diagnostic(
        "the choice '\(choice)' is listed twice", remedy: "Change or remove one of them.")
    }
  }

  /// Compares what the author states with what the engine computes.
  private mutating func checkAnswer(_ question: Question, _ key: AnswerKey) throws(Diagnostic) {
    guard question.subject != nil, let node = question.statedAnswer,
      let stated = try question.stated(as: key.form), !key.isRight(stated)
    else { return }
    diagnostics.append(
      node.diagnostic(
        "the answer is given as \(text(stated)), but the engine computes \(text(key.expected))",
        remedy: "Correct the answer, or leave it out: it is computed."))
  }

  /// Nobody types hundreds of numbers.
  private mutating func checkGrid(_ question: Question, _ key: AnswerKey) {
    guard case .grid(let rows, let columns) = key.form,
      rows * columns > LessonLinter.mostGridCells
    else { return }
    warn(
      question.node,
      "the learner has to type a grid of \(rows)×\(columns) numbers, more than"
        + " \(LessonLinter.mostGridCells)", "Use a smaller problem, or ask for one number of it.")
  }

  private mutating func checkSlips(_ question: Question, _ key: AnswerKey) {
    for (index, slip) in key.slips.enumerated() {
      let (node, answer) = (question.slips[slip.position].node, slip.answer)
      if case .grid(let rows, let columns) = key.form,
        case .grid(let slipRows, let slipColumns, _) = answer,
        (rows, columns) != (slipRows, slipColumns)
      {
        diagnostics.append(
          node.diagnostic(
            "this slip is a grid of \(slipRows)×\(slipColumns), but the learner fills in"
              + " one of \(rows)×\(columns)", remedy: "Write one that can be given."))
      } else if key.isRight(answer) {
        diagnostics.append(
          node.diagnostic(
            "this slip is the right answer", remedy: "A slip is a wrong answer that people give."))
      } else if key.slips[..<index].contains(where: {
        $0.answer == answer && $0.position != slip.position
      }) {
        warn(node, "this slip is listed twice", "Remove one of them.")
      }
    }
  }

  private mutating func warn(_ node: SourceNode, _ message: String, _ remedy: String) {
    diagnostics.append(node.diagnostic(message, remedy: remedy, severity: .warning))
  }

  private mutating func warn(at location: SourceLocation, _ message: String, _ remedy: String) {
    diagnostics.append(
      Diagnostic(
        file: lesson.file.path, at: location, message, remedy: remedy, severity: .warning))
  }

  private func text(_ answer: Answer) -> String {
    switch answer {
    case .number(let value): return NumberText.short(value, digits: 7)
    case .size(let lengths): return lengths.map { NumberText.short($0) }.joined(separator: " x ")
    case .choice(let position): return "choice \(position + 1)"
    case .grid(let rows, let columns, let values):
      return (0..<rows).map { row in
        values[(row * columns)..<((row + 1) * columns)].map { NumberText.short($0, digits: 7) }
          .joined(separator: " ")
      }.joined(separator: " / ")
    }
  }
}
