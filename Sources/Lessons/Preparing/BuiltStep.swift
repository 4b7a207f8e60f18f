import Problems

/// A step with its problems as graphs.
///
/// Each problem is built once: what the limits count is what is run afterwards. One that cannot be
/// built keeps its message until it is asked for.
struct BuiltStep {
  let step: LessonStep
  /// What stands on the stage.
  let shown: Result<BuiltProblem, Diagnostic>?
  /// What stands beside it.
  let beside: Result<BuiltProblem, Diagnostic>?
  /// What each question is about, unless that is what is shown.
  let asked: [Result<BuiltProblem, Diagnostic>?]

  init(_ step: LessonStep) {
    self.step = step
    shown = step.show?.subject.built()
    beside = step.show?.beside.first?.subject.built()
    asked = step.questions.map { question in
      question.isAbout(step.show?.subject) ? nil : question.asked.subject?.built()
    }
  }
}

extension Lesson {
  /// The most steps that a lesson may have.
  static let mostSteps = 200

  /// Makes graphs of the lesson's problems, as far as running all of them keeps nobody waiting.
  ///
  /// - Throws: A diagnostic at the problem that goes beyond the limits.
  func builtSteps() throws(Diagnostic) -> [BuiltStep] {
    guard steps.count <= Lesson.mostSteps else {
      throw steps[Lesson.mostSteps].textNode.diagnostic(
        "the lesson has \(steps.count) steps, more than \(Lesson.mostSteps)",
        remedy: "Split it into several lessons.")
    }
    var sum = ProblemCost()
    var built: [BuiltStep] = []
    for step in steps {
      let next = BuiltStep(step)
      for case .success(let problem)? in [next.shown, next.beside] + next.asked {
        sum += problem.cost
        guard let excess = sum.excess(of: "the lesson's problems up to here") else { continue }
        throw problem.problem.firstOperation.diagnostic(
          excess.message, remedy: "Split the lesson, or use smaller inputs and fewer channels.")
      }
      built.append(next)
    }
    return built
  }
}

extension Subject {
  /// The problem as a graph, with gradients where the subject is one.
  func built() -> Result<BuiltProblem, Diagnostic> {
    let needsGradients = if case .gradient = value { true } else { false }
    return Result { () throws(Diagnostic) in try problem.built(withGradients: needsGradients) }
  }
}
