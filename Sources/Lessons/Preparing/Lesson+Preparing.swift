import ConvolutionArithmetic
import Problems
import Storyboards
import TensorEngine

extension Lesson {
  /// What a list of lessons tells of this one.
  public var summary: LessonSummary {
    LessonSummary(
      id: id, title: title, chapter: chapter, goals: goals, needs: needs.map(\.id),
      steps: steps.map { .init(id: $0.id, words: $0.text.firstSentence) })
  }

  /// Runs the lesson's problems and makes it ready to be played.
  ///
  /// - Parameter backend: What computes every number that will be shown or compared.
  /// - Throws: A diagnostic at the first thing in the lesson that cannot be computed.
  public func prepared(on backend: any Backend) throws(Diagnostic) -> PreparedLesson {
    var prepared: [PreparedStep] = []
    for step in try builtSteps() { prepared.append(try step.prepared(on: backend)) }
    return PreparedLesson(id: id, title: title, steps: prepared)
  }
}

extension LessonStep {
  /// Runs the problems of a step that stands alone, under an id of its own.
  ///
  /// - Throws: A diagnostic at the first thing in it that cannot be computed.
  public func prepared(as id: String, on backend: any Backend) throws(Diagnostic) -> PreparedStep {
    var step = self
    step.id = id
    step.question?.id = id
    return try BuiltStep(step).prepared(on: backend)
  }
}

extension BuiltStep {
  /// Runs the step's problems.
  func prepared(on backend: any Backend) throws(Diagnostic) -> PreparedStep {
    let exhibit = try solvedExhibit(on: backend)
    let frames = exhibit?.frames ?? 0..<0
    var question: PreparedQuestion?
    if let asked = step.question {
      let solved = try solvedQuestion(shown: exhibit?.solved, on: backend)
      let key = try asked.key(solved)
      question = PreparedQuestion(
        id: asked.id, prompt: asked.prompt, form: key.form,
        focus: try asked.focus(solved, exhibit, frames), asked: try asked.results(solved),
        hints: asked.hints, explanation: asked.explanation, solution: key.solution,
        check: key.check)
    }
    return PreparedStep(
      id: step.id, text: step.text, views: exhibit?.views,
      live: exhibit.flatMap { step.show?.live($0.solved, on: backend) }, frames: frames,
      shown: exhibit?.solved.computation, hidesResults: step.hidesResults, question: question)
  }

  /// What stands on the stage, run and explained.
  func solvedExhibit(on backend: any Backend) throws(Diagnostic) -> SolvedExhibit? {
    guard let show = step.show, let shown else { return nil }
    let solved = try SolvedSubject(show.subject, as: shown, on: backend)
    let views = try show.views(of: solved, isAsked: step.hidesResults)
    return SolvedExhibit(
      solved: solved, views: views,
      frames: try show.frameRange(count: views.first.frames.count))
  }

  /// The question's problem, run; the one on the stage is not run again.
  func solvedQuestion(
    shown: SolvedSubject?, on backend: any Backend
  ) throws(Diagnostic) -> SolvedSubject? {
    guard let subject = step.question?.subject else { return nil }
    guard let asked else { return shown }
    return try SolvedSubject(subject, as: asked, on: backend)
  }
}

/// What stands on a stage, run and explained.
struct SolvedExhibit {
  let solved: SolvedSubject
  let views: LinkedViews
  /// The frames that belong to the step.
  let frames: Range<Int>
}

extension Exhibit {
  /// The explanation of the exhibit's node, in the ways that its op has.
  ///
  /// The arithmetic of a size is told step by step; where the learner is asked for it, the
  /// operands stand on the stage instead, and the sums come with the answer.
  func views(of shown: SolvedSubject, isAsked: Bool) throws(Diagnostic) -> LinkedViews {
    let views: LinkedViews
    do throws(StoryError) {
      let start: StoryView? = if case .explained(let view) = view { view } else { nil }
      views = try LinkedViews(
        of: shown.mainNode, in: shown.solved.executed, startingWith: start)
    } catch {
      if case .noSuchView = error, let viewNode {
        throw viewNode.diagnostic(error.message, remedy: error.remedy)
      }
      throw subject.problem.firstOperation.diagnostic(
        "the problem cannot be explained", remedy: "\(error)")
    }
    guard view == .size else { return views }
    guard let sizes = shown.windowsAndLengths else {
      throw (viewNode ?? subject.problem.input.node).diagnostic(
        "'view: size' tells how windows slide over an input, which they do not do here",
        remedy: "Use it with the result of a convolution, a pooling or unfold, or write"
          + " 'view: window'.")
    }
    do throws(GeometryError) {
      return LinkedViews(
        isAsked
          ? try Storyboard(sizeOf: sizes.windows, input: sizes.lengths, operandsOf: views.first)
          : try Storyboard.sizeArithmetic(for: sizes.windows, input: sizes.lengths))
    } catch {
      throw subject.problem.firstOperation.diagnostic(
        "the size cannot be explained", remedy: "\(error)")
    }
  }

  /// The exhibit's problem as one that a learner may change; `nil` for the arithmetic of a size, which
  /// is told of lengths alone.
  func live(_ shown: SolvedSubject, on backend: any Backend) -> LiveProblem? {
    guard view != .size else { return nil }
    return LiveProblem(shown.solved, operation: subject.operation, on: backend) {
      [subject] solved, _, view in
      try LinkedViews(of: subject.node(in: solved), in: solved.executed, startingWith: view)
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
  /// Whether the question is about the very value that stands on the stage.
  func isAbout(_ shown: Subject?) -> Bool {
    guard let subject, let shown else { return false }
    return !hasOwnProblem && subject.value == shown.value
  }

  /// The frame that computes the number which is asked for.
  fileprivate func focus(
    _ solved: SolvedSubject?, _ shown: SolvedExhibit?, _ frames: Range<Int>
  ) throws(Diagnostic) -> Int? {
    guard kind.ownKeys.contains("cell"), let solved, let shown,
      solved.computation == shown.solved.computation,
      shown.views.first.frames.count == solved.value.shape.count
    else { return nil }
    let offset = try offset(in: solved.value.shape)
    return frames.contains(offset) ? offset : nil
  }

  /// The results that are asked for.
  fileprivate func results(_ solved: SolvedSubject?) throws(Diagnostic) -> AskedResults? {
    guard let solved, solved.computation.resultCount == solved.value.shape.count else { return nil }
    switch kind {
    case .choice: return nil
    case .size: return AskedResults(0..<0, of: solved.computation)
    case .number:
      let offset = try offset(in: solved.value.shape)
      return AskedResults(offset..<(offset + 1), of: solved.computation)
    case .grid:
      let plane = try plane(of: solved.value.shape)
      let count = plane.rows * plane.columns
      return AskedResults(plane.start..<(plane.start + count), of: solved.computation)
    }
  }
}
