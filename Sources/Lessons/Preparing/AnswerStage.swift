import Misconceptions
import Problems
import Storyboards
import Synchronization
import TensorEngine

/// What comes on the stage with an answer: the value that was asked for, where another value of the problem
/// stood there, or the problem with what was found in it.
public struct AnswerStage: Sendable {
  /// What is explained, in one or several ways.
  public let views: LinkedViews
  /// The same problem as one that can be changed.
  public let live: LiveProblem
  /// The views that may stand beside the first unasked; `nil` for all.
  public let companions: [StoryView]?
  /// The computation whose results stand on it.
  public let shown: Computation
  /// The frame that is on it at first.
  public let frame: Int

  /// Explains a value.
  ///
  /// - Parameters:
  ///   - solved: The value and its problem, run.
  ///   - starts: The views to begin with, the best first; one that there is not is passed over.
  ///   - cells: The results that were asked for.
  ///   - companions: Which of some views may stand beside the first unasked; `nil` for all.
  /// - Throws: What the problem cannot be explained for.
  init(
    _ solved: SolvedSubject, startingWith starts: [StoryView], at cells: Range<Int>?,
    companions: ([StoryView]) -> [StoryView]?
  ) throws {
    let subject = solved.subject
    views = try LinkedViews(
      of: solved.mainNode, in: solved.solved.executed, preferring: starts)
    live = LiveProblem(solved.solved, operation: subject.operation, on: solved.backend) {
      solved, _, view in
      try LinkedViews(of: subject.node(in: solved), in: solved.executed, startingWith: view)
    }
    self.companions = companions(views.views)
    shown = solved.computation
    let count = views.first.frames.count
    let isEachAResult = count == shown.resultCount
    frame = isEachAResult ? (cells ?? 0..<count).upperBound - 1 : count - 1
  }
}

extension BuiltStep {
  /// Makes the stage that comes with an answer, from its texts; `nil` where the stage stays what it is.
  ///
  /// - Parameters:
  ///   - question: The question.
  ///   - asked: The value that it is about, run.
  ///   - shown: What stands on the stage.
  ///   - cells: The results that are asked for.
  ///   - key: What judges an answer, and says how it is given.
  func answerStage(
    of question: Question, about asked: SolvedSubject?, besides shown: SolvedStage?,
    at cells: Range<Int>?, judgedBy key: AnswerKey
  ) -> PreparedQuestion.StageMaker? {
    guard let show = step.show, show.beside.isEmpty, !show.isRefusal, show.view != .size, let asked
    else { return nil }
    let (isElsewhere, hasOwnProblem) = (
      asked.subject.value != show.subject.value, question.asked.hasOwnProblem
    )
    let isFound = question.asked.changed != nil
    guard isFound || isElsewhere && !hasOwnProblem else { return nil }
    // The view that the step names is kept; else a result further on stands behind what it is made from.
    let named: StoryView? = if case .explained(let view) = show.view { view } else { nil }
    let isFurther = isElsewhere || asked.subject.problem.operations.count > 1
    let starts = [named, isFurther ? .chain : nil].compactMap { $0 }
    // A gradient that stands in that view comes there.
    let isThere = !isFound && named != nil && shown?.showsGradient(asked.value) == true
    let step = step
    let stage: @Sendable (SolvedSubject) -> AnswerStage? = { solved in
      let stage = try? AnswerStage(solved, startingWith: starts, at: cells) { views in
        // Views that were named are those of another value.
        (try? step.companions(among: views)) ?? []
      }
      // Another problem that cannot be seen like this one leaves the stage to it.
      return (hasOwnProblem || isThere) && named != nil && stage?.views.start != named ? nil : stage
    }
    let known = KnownStages()
    guard let changed = question.asked.changed else {
      return { _ in known.stage(for: key.expected) { stage(asked) } }
    }
    return { texts in
      // As it is judged: 1,500 is read as what is right, where it can be.
      guard let answer = try? AnswerReader.read(texts, as: key.form, near: key.expected) else {
        return nil
      }
      return known.stage(for: answer) {
        (try? changed(answer))
          .flatMap { try? SolvedSubject($0, as: $0.built(), on: asked.backend) }.flatMap(stage)
      }
    }
  }
}

extension SolvedStage {
  /// Whether a gradient has a panel in the view that the stage opens with.
  fileprivate func showsGradient(_ value: Tensor<Double>) -> Bool {
    views.first.panels.contains { $0.role == .gradient && $0.holds(value.elements) }
  }
}

/// The stages that come with the answers to a question, each made once: a screen asks for the solution's
/// before, so that it has its room, and again when it comes.
private final class KnownStages: Sendable {
  private let made = Mutex<[Answer: AnswerStage?]>([:])

  /// The stage of an answer, made where nobody has asked before; `nil` where there is none.
  func stage(for answer: Answer, making: () -> AnswerStage?) -> AnswerStage? {
    if let known = made.withLock({ $0[answer] }) { return known }
    let stage = making()
    made.withLock { $0[answer] = .some(stage) }
    return stage
  }
}
