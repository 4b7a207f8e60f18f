import Homework
import Lessons
import Problems
import Storyboards
import TensorEngine
import Typesetting

/// A solved problem as a lesson to step through: a step for each op, then one for each gradient.
struct SteppedSolution {
  private let solved: SolvedProblem
  private let backend: any Backend

  /// Makes a solved problem one to step through.
  ///
  /// - Parameter backend: What computed it, and computes what a change comes to.
  init(_ solved: SolvedProblem, on backend: any Backend) {
    (self.solved, self.backend) = (solved, backend)
  }

  /// The solutions of some problems as one lesson, one after the other.
  ///
  /// - Throws: ``StoryError`` when a value was not kept.
  static func lesson(_ solutions: [SteppedSolution], title: String?) throws -> PreparedLesson {
    let steps = try solutions.enumerated().flatMap { number, solution in
      try solution.steps(prefix: solutions.count > 1 ? "\(number + 1)-" : "")
    }
    let own = solutions.count == 1 ? solutions[0].solved.problem.problem.title : nil
    return PreparedLesson(id: "problem", title: title ?? own ?? "Your problem", steps: steps)
  }

  private func steps(prefix: String) throws -> [PreparedStep] {
    var steps: [PreparedStep] = []
    for step in solved.steps {
      for node in solved.problem.parts(of: step.built) {
        steps.append(
          try self.step(node, prefix, of: step.built.index, text: text(of: step)))
      }
    }
    if !solved.gradients.isEmpty {
      let backward = BackwardPass(solved.problem)
      for node in backward.nodes {
        steps.append(try self.step(node, prefix, of: nil, text: backward.text(of: node)))
      }
    }
    return steps
  }

  /// - Parameter operation: The op whose parameters are changed; the last one's for a gradient.
  private func step(
    _ node: NodeID, _ prefix: String, of operation: Int?, text: String
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

  private func text(of step: SolvedProblem.Step) -> String {
    let graph = solved.problem.graph
    let built = step.built
    let parameters = built.summary.isEmpty ? "" : " (\(built.summary))"
    let shapes = "\(graph[built.input].shape) → \(graph[built.output].shape)"
    return
      "Op \(built.index + 1) of \(solved.steps.count): \(built.operation)\(parameters), \(shapes)."
  }
}
