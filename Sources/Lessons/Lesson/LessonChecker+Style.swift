import Problems

/// What works, but is no good lesson.
extension LessonChecker {
  /// Warns of long prose, and of steps in a row in which there is only something to read.
  static func style(of lesson: Lesson) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    var idle = 0
    for step in lesson.steps {
      let words = step.text.wordCount
      if words > LessonLinter.mostWords {
        warnings.append(
          step.textNode.diagnostic(
            "the prose of this step has \(words) words, more than \(LessonLinter.mostWords)",
            remedy: "Split the step, or say it more briefly.", severity: .warning))
      }
      idle = step.questions.isEmpty ? idle + 1 : 0
      if idle == LessonLinter.mostIdleSteps + 1 {
        warnings.append(
          step.textNode.diagnostic(
            "this is step \(idle) in a row without a question",
            remedy: "Ask something, if only for a prediction.", severity: .warning))
      }
    }
    return warnings
  }

  /// Warns of results that stand on the stage while they are asked for.
  static func visibleAnswers(of step: LessonStep, _ prepared: PreparedStep) -> [Diagnostic] {
    zip(step.questions, prepared.questions).compactMap { question, asked in
      guard !prepared.hidesResults, let results = asked.asked, !results.cells.isEmpty,
        results.computation == prepared.shown,
        results.cells.allSatisfy(prepared.shownResults.contains)
      else { return nil }
      return visibleAnswer(question)
    }
  }

  /// The warning that an answer can be read off the stage.
  static func visibleAnswer(_ question: Question) -> Diagnostic {
    question.node.diagnostic(
      "the answer stands on the stage while it is asked for",
      remedy: "Show something else, or write 'hides: true' in the step.", severity: .warning)
  }
}
