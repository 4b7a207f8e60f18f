import ConvolutionArithmetic
import Problems
import Storyboards
import TensorEngine

extension Lesson {
  /// What a list of lessons tells of this one.
  public var summary: LessonSummary {
    LessonSummary(
      id: id, title: title, goals: goals, needs: needs.map(\.id), stepCount: steps.count)
  }

  /// Runs the lesson's problems and makes it ready to be played.
  ///
  /// - Parameter backend: What computes every number that will be shown or compared.
  /// - Throws: A diagnostic at the first thing in the lesson that cannot be computed.
  public func prepared(on backend: any Backend) throws(Diagnostic) -> PreparedLesson {
    try checkLimits()
    var prepared: [PreparedStep] = []
    for step in steps { prepared.append(try step.prepared(on: backend)) }
    return PreparedLesson(id: id, title: title, steps: prepared)
  }
}

extension LessonStep {
  /// Runs the step's problems.
  func prepared(on backend: any Backend) throws(Diagnostic) -> PreparedStep {
    let shown = try show.map { show throws(Diagnostic) in
      try SolvedSubject(show.subject, on: backend)
    }
    var storyboard: Storyboard?
    var frames = 0..<0
    if let show, let shown {
      let story = try show.storyboard(of: shown, isAsked: hidesResults)
      storyboard = story
      frames = try show.frameRange(count: story.frames.count)
    }
    let question = try question.map { question throws(Diagnostic) in
      try question.prepared(shown: shown, storyboard: storyboard, frames: frames, on: backend)
    }
    return PreparedStep(
      text: text, storyboard: storyboard, frames: frames, hidesResults: hidesResults,
      question: question)
  }
}

extension Exhibit {
  /// The explanation of the exhibit's node.
  ///
  /// The arithmetic of a size is told step by step; where the learner is asked for it, the
  /// operands stand on the stage instead, and the sums come with the answer.
  func storyboard(of shown: SolvedSubject, isAsked: Bool) throws(Diagnostic) -> Storyboard {
    let story: Storyboard
    do throws(StoryError) {
      story = try Storyboard.explaining(shown.mainNode, in: shown.solved.executed)
    } catch {
      throw subject.problem.firstOperation.diagnostic(
        "the problem cannot be explained", remedy: "\(error)")
    }
    guard view == .size, let sizes = shown.windowsAndLengths else { return story }
    do throws(GeometryError) {
      return isAsked
        ? try Storyboard(sizeOf: sizes.windows, input: sizes.lengths, operandsOf: story)
        : try Storyboard.sizeArithmetic(for: sizes.windows, input: sizes.lengths)
    } catch {
      throw subject.problem.firstOperation.diagnostic(
        "the size cannot be explained", remedy: "\(error)")
    }
  }

  /// The frames of the storyboard that belong to the step.
  ///
  /// - Throws: A diagnostic when the lesson names frames that the storyboard does not have.
  func frameRange(count: Int) throws(Diagnostic) -> Range<Int> {
    if view == .result { return (count - 1)..<count }
    switch frames {
    case .all: return 0..<count
    case .last: return (count - 1)..<count
    case .range(let range):
      guard range.upperBound < count else {
        throw (framesNode ?? subject.problem.input.node).diagnostic(
          "there is no frame \(range.upperBound): the explanation has \(count), counted from 0",
          remedy: "Use at most \(count - 1).")
      }
      return range.lowerBound..<(range.upperBound + 1)
    }
  }
}

extension Question {
  /// Computes the right answer.
  fileprivate func prepared(
    shown: SolvedSubject?, storyboard: Storyboard?, frames: Range<Int>, on backend: any Backend
  ) throws(Diagnostic) -> PreparedQuestion {
    let solved = try solvedSubject(shown: shown, on: backend)
    let key = try key(solved)
    return PreparedQuestion(
      prompt: prompt, form: key.form, focus: try focus(solved, storyboard, frames), hints: hints,
      explanation: explanation, solution: key.solution, check: key.check)
  }

  /// The question's problem, run; the one on the stage is not run again.
  func solvedSubject(
    shown: SolvedSubject?, on backend: any Backend
  ) throws(Diagnostic) -> SolvedSubject? {
    guard let subject else { return nil }
    if let shown, isAbout(shown.subject) { return shown }
    return try SolvedSubject(subject, on: backend)
  }

  /// Whether the question is about the very value that stands on the stage.
  func isAbout(_ shown: Subject?) -> Bool {
    guard let subject, let shown else { return false }
    return !hasOwnProblem && subject.value == shown.value
  }

  /// The frame that computes the number which is asked for.
  private func focus(
    _ solved: SolvedSubject?, _ storyboard: Storyboard?, _ frames: Range<Int>
  ) throws(Diagnostic) -> Int? {
    guard kind == .number, !hasOwnProblem, let solved, let storyboard,
      storyboard.frames.count == solved.value.shape.count
    else { return nil }
    let offset = try offset(in: solved.value.shape)
    return frames.contains(offset) ? offset : nil
  }
}
