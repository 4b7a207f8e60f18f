import Exhibits
import Foundation
import Problems
import Storyboards
import TensorEngine

extension Lesson {
  /// What a list of lessons tells of this one.
  public var summary: LessonSummary {
    LessonSummary(
      id: id, title: title, chapter: chapter, goals: goals, needs: needs.map(\.id),
      steps: steps.map { step in
        .init(
          id: step.id, words: step.text.firstSentence, questions: step.questions.count,
          seconds: step.seconds)
      })
  }

  /// Runs the lesson's problems and makes it ready to be played.
  ///
  /// - Parameter backend: What computes every number that will be shown or compared.
  /// - Throws: A diagnostic at the first thing in the lesson that cannot be computed.
  public func prepared(on backend: any Backend) throws(Diagnostic) -> PreparedLesson {
    var prepared: [PreparedStep] = []
    for step in try builtSteps() { prepared.append(try step.prepared(on: backend)) }
    return PreparedLesson(id: id, title: title, facts: facts, steps: prepared)
  }
}

extension LessonStep {
  /// How long the step takes somebody for whom it is new, in seconds: three words are read in each, a
  /// stage is looked at for half a minute, and a question takes what its kind does, in which the stage is
  /// looked at too.
  fileprivate var seconds: Int {
    let asked = questions.reduce(0) { $0 + type(of: $1.asked).seconds }
    return text.wordCount / 3 + max(asked, show == nil && exhibit == nil ? 0 : 30)
  }

  /// Computes the exhibit of the step; runs and pictures lie beside the chapters of the course.
  func preparedExhibit() throws(Diagnostic) -> PreparedExhibit? {
    guard let exhibit else { return nil }
    let lesson = URL(fileURLWithPath: textNode.file.path).deletingLastPathComponent()
    let course = CourseFolder.around(lesson.path)
    return try exhibit.prepared(
      from: ExhibitSources(
        runs: "\(course)/\(CourseFolder.runs)", pictures: "\(course)/\(CourseFolder.pictures)"),
      asking: questions.compactMap { $0.asked.fact?.scalar?.trimmingWhitespace })
  }

  /// Runs the problems of a step that stands alone, under an id of its own.
  ///
  /// - Throws: A diagnostic at the first thing in it that cannot be computed.
  public func prepared(as id: String, on backend: any Backend) throws(Diagnostic) -> PreparedStep {
    var step = self
    step.id = id
    for position in step.questions.indices { step.questions[position].id = id }
    return try BuiltStep(step).prepared(on: backend)
  }
}

extension BuiltStep {
  /// What computes the step: 64 bits where it asks for them, else what was chosen.
  func computing(on chosen: any Backend) -> any Backend {
    step.needsDouble ? ReferenceBackend<Double>() : chosen
  }

  /// Runs the step's problems.
  func prepared(on chosen: any Backend) throws(Diagnostic) -> PreparedStep {
    let backend = computing(on: chosen)
    let refused = try refusedProblem(on: backend)
    let stage = try solvedStage(on: backend)
    let exhibit = try step.preparedExhibit()
    var questions: [PreparedQuestion] = []
    for position in step.questions.indices {
      questions.append(
        try prepared(
          step.questions[position],
          about: try solvedQuestion(position, shown: stage?.solved, on: backend), stage, exhibit))
    }
    let views = stage?.views ?? refused?.views(startingWith: nil)
    return PreparedStep(
      id: step.id, text: step.text, views: views,
      live: refused ?? stage.flatMap { step.show?.live($0.solved, on: backend) },
      title: step.show?.subject.problem.title, comparison: stage?.comparison,
      isShaded: step.show?.isShaded == true,
      companions: try stage.flatMap { stage throws(Diagnostic) in
        try step.companions(among: stage.views.views)
      },
      frames: stage?.frames ?? views?.first.frames.indices ?? 0..<0,
      shown: stage?.solved.computation, exhibit: exhibit, hidesResults: step.hidesResults,
      questions: questions)
  }

  /// Makes a question ready to be asked.
  ///
  /// - Parameters:
  ///   - question: One of the step's.
  ///   - solved: The problem it is about, run.
  ///   - shown: The problem on the stage.
  ///   - exhibit: The exhibit in its place.
  private func prepared(
    _ question: Question, about solved: SolvedSubject?, _ shown: SolvedStage?,
    _ exhibit: PreparedExhibit?
  ) throws(Diagnostic) -> PreparedQuestion {
    let key = try question.key(solved, exhibit)
    let results = try question.results(solved)
    return PreparedQuestion(
      id: question.id, prompt: question.prompt, form: key.form,
      focus: question.focus(results, shown), asked: results,
      fact: try question.fact(of: exhibit), isPrediction: question.isPrediction,
      hints: question.hints, explanation: question.explanation, solution: key.solution,
      answerStage: answerStage(
        of: question, about: solved, besides: shown, at: results?.cells, judgedBy: key),
      checkFirst: question.isPrediction ? nil : key.checkFirst,
      check: question.isPrediction ? key.comment : key.check)
  }

  /// What stands on the stage, run and explained.
  func solvedStage(on backend: any Backend) throws(Diagnostic) -> SolvedStage? {
    guard let show = step.show, let shown, !show.isRefusal else { return nil }
    let solved = try SolvedSubject(show.subject, as: shown, on: backend)
    let views = try show.views(of: solved, isAsked: step.hidesResults)
    return SolvedStage(
      solved: solved, views: views,
      frames: try show.frameRange(count: views.first.frames.count),
      comparison: try comparison(with: show, views, on: backend))
  }

  /// A problem that cannot be computed, for a stage that says why and on which it can be changed;
  /// `nil` where the step shows none.
  ///
  /// - Throws: A diagnostic when it can be computed after all.
  private func refusedProblem(on backend: any Backend) throws(Diagnostic) -> LiveProblem? {
    guard let show = step.show, let node = show.refusalNode else { return nil }
    var live = LiveProblem(show.subject.problem, on: backend)
    live.look(at: show.subject.operation)
    guard live.refusal != nil else {
      throw node.diagnostic(
        "this problem can be computed, so that there is no refusal to show",
        remedy: "Remove 'refusal', or change the problem until it cannot be.")
    }
    return live
  }

  /// What stands beside it, run and explained.
  private func comparison(
    with show: ShownProblem, _ views: LinkedViews, on backend: any Backend
  ) throws(Diagnostic) -> Comparison? {
    guard let other = show.beside.first, let beside else { return nil }
    let solved = try SolvedSubject(other.subject, as: beside, on: backend)
    let otherViews = try other.views(of: solved, isAsked: false)
    let (count, mine) = (otherViews.first.frames.count, views.first.frames.count)
    guard count <= mine else {
      throw other.subject.problem.firstOperation.diagnostic(
        "what stands beside has \(count) frames, and what it stands beside only \(mine)",
        remedy: "Show the one with more of them, and put the other beside it.")
    }
    return Comparison(
      name: show.nameBesideAnother(views.first.title),
      otherName: other.nameBesideAnother(otherViews.first.title), other: otherViews)
  }

  /// A question's problem, run; the one on the stage is not run again.
  func solvedQuestion(
    _ position: Int, shown: SolvedSubject?, on backend: any Backend
  ) throws(Diagnostic) -> SolvedSubject? {
    guard let subject = step.questions[position].asked.subject else { return nil }
    guard let asked = asked[position] else {
      // Nothing can be asked of what cannot be computed.
      if step.show?.isRefusal == true { _ = try self.shown?.get() }
      return shown
    }
    return try SolvedSubject(subject, as: asked, on: backend)
  }
}

/// What stands on a stage, run and explained.
struct SolvedStage {
  let solved: SolvedSubject
  let views: LinkedViews
  /// The frames that belong to the step.
  let frames: Range<Int>
  /// What stands beside it; `nil` for nothing.
  let comparison: Comparison?
}

extension LessonStep {
  /// The views that may stand beside the first one unasked: those that the author names, or else all but
  /// what flows back, which comes where the step is about it.
  ///
  /// Elsewhere it would come before it is taught, and tell what later steps ask.
  ///
  /// - Parameter views: The views that there are.
  /// - Throws: A diagnostic for one that there is not.
  func companions(among views: [StoryView]) throws(Diagnostic) -> [StoryView]? {
    guard let show else { return nil }
    switch show.companions {
    case .usual: return isAboutGradients ? views : views.filter { !$0.showsGradients }
    case .named(let named):
      if let other = named.first(where: { !views.contains($0.view) }) {
        throw other.node.diagnostic(
          "what is shown has no view '\(other.view.rawValue)'",
          remedy: "Its views are: \(views.map(\.rawValue).joined(separator: ", ")).")
      }
      return named.map(\.view)
    }
  }

  /// Whether something that flows back is given, shown or asked for.
  private var isAboutGradients: Bool {
    guard let show else { return false }
    if show.subject.problem.upstream != nil { return true }
    if case .explained(let view) = show.view, view.showsGradients { return true }
    let values = [show.subject.value] + questions.compactMap(\.asked.subject?.value)
    return values.contains { if case .gradient = $0 { true } else { false } }
  }
}

extension Question {
  /// Whether the question is about the very value that stands on the stage.
  func isAbout(_ shown: Subject?) -> Bool {
    guard let subject = asked.subject, let shown else { return false }
    return !asked.hasOwnProblem && subject.value == shown.value
  }

  /// The results that are asked for.
  fileprivate func results(_ solved: SolvedSubject?) throws(Diagnostic) -> AskedResults? {
    guard let solved, solved.computation.resultCount == solved.value.shape.count else { return nil }
    return try asked.results(in: solved).map { AskedResults($0, of: solved.computation) }
  }

  /// The frame that computes the one number which is asked for.
  fileprivate func focus(_ results: AskedResults?, _ shown: SolvedStage?) -> Int? {
    guard let results, results.cells.count == 1, let shown,
      results.computation == shown.solved.computation,
      shown.views.first.frames.count == results.computation.resultCount,
      shown.frames.contains(results.cells.lowerBound)
    else { return nil }
    return results.cells.lowerBound
  }
}
