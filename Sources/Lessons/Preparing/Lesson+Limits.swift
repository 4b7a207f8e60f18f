import Problems

extension Lesson {
  /// The most steps that a lesson may have.
  static let mostSteps = 200

  /// Makes sure that opening the lesson, which runs all its problems, does not make anybody wait.
  ///
  /// Problems that cannot be built are left out; running them says why.
  /// - Throws: A diagnostic at the problem that goes beyond the limits.
  func checkLimits() throws(Diagnostic) {
    guard steps.count <= Lesson.mostSteps else {
      throw steps[Lesson.mostSteps].textNode.diagnostic(
        "the lesson has \(steps.count) steps, more than \(Lesson.mostSteps)",
        remedy: "Split it into several lessons.")
    }
    var sum = ProblemCost()
    for subject in steps.flatMap(\.computedSubjects) {
      guard let built = try? subject.built() else { continue }
      sum += built.cost
      guard let excess = sum.excess(of: "the lesson's problems up to here") else { continue }
      throw subject.problem.firstOperation.diagnostic(
        excess.message, remedy: "Split the lesson, or use smaller inputs and fewer channels.")
    }
  }
}

extension LessonStep {
  /// The problems that the step runs.
  fileprivate var computedSubjects: [Subject] {
    let asked = question.flatMap { $0.isAbout(show?.subject) ? nil : $0.subject }
    return [show?.subject, asked].compactMap { $0 }
  }
}
