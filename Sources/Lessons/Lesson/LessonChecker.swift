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
  private let sights: (PreparedLesson) -> [[QuestionSight]]
  private var diagnostics: [Diagnostic] = []

  init(
    _ lesson: Lesson, backend: any Backend,
    misfits: @escaping (PreparedLesson) -> [Misfit] = { _ in [] },
    sights: @escaping (PreparedLesson) -> [[QuestionSight]] = { _ in [] }
  ) {
    (self.lesson, self.backend) = (lesson, backend)
    (self.misfits, self.sights) = (misfits, sights)
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
    let prepared = try? lesson.prepared(on: backend)
    let sights = prepared.map(sights) ?? []
    for (index, step) in steps.enumerated() {
      do throws(Diagnostic) {
        try check(step, sights.indices.contains(index) ? sights[index] : [])
      } catch {
        diagnostics.append(error)
      }
    }
    diagnostics += Self.style(of: lesson)
    if let prepared { check(prepared) }
    return diagnostics
  }

  /// Tells what has to be scrolled and what can be seen too early, where the lesson can be played.
  private mutating func check(_ prepared: PreparedLesson) {
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return }
    for misfit in misfits(prepared) {
      warn(lesson.steps[misfit.step].textNode, misfit.message, misfit.remedy)
    }
    for (step, prepared) in zip(lesson.steps, prepared.steps) {
      diagnostics += Self.visibleAnswers(of: step, prepared)
    }
  }

  /// Checks a step.
  ///
  /// - Parameters:
  ///   - built: The step.
  ///   - sights: What is in sight while each of its questions is open; empty where nobody has looked.
  private mutating func check(
    _ built: BuiltStep, _ sights: [QuestionSight]
  ) throws(Diagnostic) {
    let backend = built.computing(on: backend)
    let stage = try built.solvedStage(on: backend)
    let shown = stage?.solved
    let exhibit = try built.step.preparedExhibit()
    diagnostics += shown?.solved.problem.notes ?? []
    for (position, question) in built.step.questions.enumerated() {
      let solved = try built.solvedQuestion(position, shown: shown, on: backend)
      let key = try question.key(solved, exhibit)
      if let stage, let solved {
        let sight =
          sights.indices.contains(position)
          ? sights[position]
          : QuestionSight([stage.views.start], hidesResults: built.step.hidesResults)
        if try stage.tells(question, about: solved, in: sight) {
          diagnostics.append(Self.visibleAnswer(question, isHidden: sight.hidesResults))
        }
      }
      if let solved, question.asked.holdsAlready(solved) {
        diagnostics.append(Self.visibleAnswer(question))
      }
      if let warning = Self.otherPlaces(of: question, in: exhibit) { diagnostics.append(warning) }
      if let solved, let note = question.asked.otherSolutions(solved, of: question) {
        diagnostics.append(note)
      }
      try checkAnswer(question, key)
      checkGrid(question, key)
      checkSlips(question, key)
      if question.explanation.isEmpty {
        warn(question.node, "the question has no explain", "Say why the answer is what it is.")
      }
    }
  }

  /// Compares what the author states with what the engine computes.
  private mutating func checkAnswer(_ question: Question, _ key: AnswerKey) throws(Diagnostic) {
    guard let node = question.asked.statedAnswer else { return }
    let stated = try question.asked.read(node, as: key.form)
    guard let objection = key.objection(to: stated) else { return }
    if stated == key.expected {
      diagnostics.append(
        node.diagnostic(
          "the answer is not right",
          remedy: objection + " Correct the answer, or what must hold."))
    } else {
      diagnostics.append(
        node.diagnostic(
          "the answer is given as \(text(stated)), but the engine computes \(text(key.expected))",
          remedy: "Correct the answer, or leave it out: it is computed."))
    }
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
      let (node, mistake) = (question.slips[slip.position].node, slip.mistake)
      if case .answer(let answer) = mistake, !answer.fits(key.form) {
        diagnostics.append(
          node.diagnostic(
            "this slip is \(slipText(answer, in: key.form))",
            remedy: "Write one that can be given."))
      } else if key.isRight(mistake) {
        diagnostics.append(
          node.diagnostic(
            "this slip is the right answer", remedy: "A slip is a wrong answer that people give."))
      } else if key.slips[..<index].contains(where: {
        $0.mistake == mistake && $0.position != slip.position
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

  /// A slip that cannot be given, and why not.
  private func slipText(_ answer: Answer, in form: PreparedQuestion.Form) -> String {
    guard case .grid(let rows, let columns, _) = answer,
      case .grid(let wantedRows, let wantedColumns) = form
    else { return "\(text(answer)), which nobody can answer here" }
    return "a grid of \(rows) x \(columns), and learners are given one of \(wantedRows) x"
      + " \(wantedColumns) to fill in"
  }

  private func text(_ answer: Answer) -> String {
    switch answer {
    case .number(let value): return NumberText.short(value, digits: 7)
    case .size(let lengths): return lengths.map { NumberText.short($0) }.joined(separator: " x ")
    case .choice(let position): return "choice \(position + 1)"
    case .positions(let positions):
      return positions.map { String($0 + 1) }.joined(separator: ", ")
    case .text(let text): return text.quoted
    case .numbers(let numbers):
      return numbers.map { NumberText.short($0, digits: 7) }.joined(separator: ", ")
    case .grid(let rows, let columns, let values):
      return (0..<rows).map { row in
        values[(row * columns)..<((row + 1) * columns)].map { NumberText.short($0, digits: 7) }
          .joined(separator: " ")
      }.joined(separator: " / ")
    }
  }
}
