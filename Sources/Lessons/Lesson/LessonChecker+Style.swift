import Exhibits
import Problems
import Storyboards

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

  /// Warns of a number of an exhibit that another part of it says, too.
  static func otherPlaces(of question: Question, in exhibit: PreparedExhibit?) -> Diagnostic? {
    guard let exhibit, let name = question.asked.fact?.scalar?.trimmingWhitespace,
      let fact = exhibit.fact(named: name)
    else { return nil }
    let others = exhibit.others(telling: fact)
    return others.isEmpty
      ? nil
      : question.node.diagnostic(
        "the number that is asked for stands in the exhibit as"
          + " \(others.map { "'\($0)'" }.joined(separator: " and ")), too",
        remedy:
          "Write 'hide: [\(others.joined(separator: ", "))]' under 'show:', or leave it out of"
          + " the rows.", severity: .warning)
  }

  /// The warning that an answer can be read off the stage.
  ///
  /// - Parameter isHidden: Whether results are kept back, and the answer is none of them.
  static func visibleAnswer(_ question: Question, isHidden: Bool = false) -> Diagnostic {
    question.node.diagnostic(
      "the answer stands on the stage while it is asked for",
      remedy: isHidden
        ? "Show something else: 'hides' keeps back what is computed there, and this is read there."
        : "Show something else, or write 'hides: true' in the step.", severity: .warning)
  }
}

extension SolvedStage {
  /// Whether the numbers that are asked for stand on the stage as another value than its result: as
  /// one that was computed before, as a gradient below it, or as the result of another problem; or whether
  /// a view says what is counted of it.
  ///
  /// - Parameters:
  ///   - question: The question.
  ///   - asked: The value that it is about, run.
  ///   - sight: What is in sight while it is open.
  func tells(
    _ question: Question, about asked: SolvedSubject, in sight: QuestionSight
  ) throws(Diagnostic) -> Bool {
    if let view = question.asked.tellingView, !question.asked.hasOwnProblem, !sight.hidesResults,
      sight.views.contains(view), question.isAbout(solved.subject),
      frames.upperBound == views.first.frames.count
    {
      return true
    }
    guard !question.isPrediction, asked.computation != solved.computation,
      let cells = try question.asked.results(in: asked), !cells.isEmpty
    else { return false }
    let elements = asked.value.elements
    // A single number, or the same one everywhere, is met by chance.
    guard Set(elements).count > 1 else { return false }
    let graph = solved.solved.problem.graph
    return views.views.filter { sight.views.contains($0) }.contains { view in
      let board = view == views.start ? views.first : views.storyboard(view)
      return board.panels.contains { panel in
        // What was given is no result, even where nothing changes it.
        if let source = panel.source, case .input = graph[source.node].op { return false }
        if panel.tellsResults, sight.hidesResults { return false }
        if panel.isFilledByFrames, frames.upperBound < board.frames.count { return false }
        return panel.holds(elements)
      }
    }
  }
}
