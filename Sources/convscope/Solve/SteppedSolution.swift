import Homework
import Lessons
import Problems
import Storyboards
import TensorEngine
import Typesetting

/// A problem as a lesson to step through: a step for each op, then one for each gradient; where it
/// cannot be computed, one that says why.
struct SteppedSolution {
  private let problem: Problem
  /// Its values; `nil` where it has none.
  private let solved: SolvedProblem?
  private let backend: any Backend

  /// Makes a solved problem one to step through.
  ///
  /// - Parameter backend: What computed it, and computes what a change comes to.
  init(_ solved: SolvedProblem, on backend: any Backend) {
    (problem, self.solved, self.backend) = (solved.problem.problem, solved, backend)
  }

  /// Makes a problem that cannot be computed one to look at and to change.
  init(refused problem: Problem, on backend: any Backend) {
    (self.problem, solved, self.backend) = (problem, nil, backend)
  }

  /// The solutions of some problems as one lesson, one after the other.
  ///
  /// - Throws: ``StoryError`` when a value was not kept.
  static func lesson(_ solutions: [SteppedSolution], title: String?) throws -> PreparedLesson {
    let steps = try solutions.enumerated().flatMap { number, solution in
      try solution.steps(prefix: solutions.count > 1 ? "\(number + 1)-" : "")
    }
    let own = solutions.count == 1 ? solutions[0].problem.title : nil
    return PreparedLesson(id: "problem", title: title ?? own ?? "Your problem", steps: steps)
  }

  private func steps(prefix: String) throws -> [PreparedStep] {
    guard let solved else { return [refusedStep(prefix: prefix)] }
    return try steps(of: solved, prefix: prefix)
  }

  /// The numbers that were given, and why nothing can be computed from them.
  private func refusedStep(prefix: String) -> PreparedStep {
    let live = LiveProblem(problem, on: backend)
    let views = live.views(startingWith: nil)
    return PreparedStep(
      id: "\(prefix)refused",
      text: LessonText(plain: "This cannot be computed as it is. Change it until it can be."),
      views: views, live: live, frames: views.first.frames.indices)
  }

  private func steps(of solved: SolvedProblem, prefix: String) throws -> [PreparedStep] {
    var steps: [PreparedStep] = []
    for step in solved.steps {
      for node in solved.problem.parts(of: step.built) {
        steps.append(
          try self.step(
            node, of: solved, prefix, operation: step.built.index,
            text: text(of: step, of: solved.steps.count))
        )
      }
    }
    if !solved.gradients.isEmpty {
      let backward = BackwardPass(solved.problem)
      for node in backward.nodes {
        let loss = try Storyboard.explainingLossGradient(node, in: solved.executed)
        steps.append(
          try self.step(
            node, of: solved, prefix, operation: nil,
            text: backward.text(of: node, isLoss: loss != nil)))
      }
    }
    return steps
  }

  /// - Parameter operation: The op whose parameters are changed; the last one's for a gradient.
  private func step(
    _ node: NodeID, of solved: SolvedProblem, _ prefix: String, operation: Int?, text: String
  ) throws -> PreparedStep {
    let views = try LinkedViews(of: node, in: solved.executed)
    let live = LiveProblem(
      solved, operation: operation ?? solved.steps.count - 1, on: backend
    ) { solved, _, view in
      // A changed problem has the same nodes in the same places unless an op needs others now.
      guard solved.problem.graph.nodes.indices.contains(node.index) else {
        return try LinkedViews(of: solved.problem.output, in: solved.executed)
      }
      return try LinkedViews(of: node, in: solved.executed, startingWith: view)
    }
    return PreparedStep(
      id: "\(prefix)node-\(node.index)", text: LessonText(plain: text), views: views, live: live,
      frames: views.first.frames.indices)
  }

  private func text(of step: SolvedProblem.Step, of count: Int) -> String {
    let built = step.built
    let parameters = built.summary.isEmpty ? "" : " (\(built.summary))"
    return "Op \(built.index + 1) of \(count): \(built.operation)\(parameters)."
  }
}
