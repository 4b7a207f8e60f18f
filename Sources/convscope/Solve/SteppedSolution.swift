import Lessons
import Problems
import Storyboards
import TensorEngine
import Typesetting

/// A solved problem as a lesson to step through: a step for each op, then one for each gradient.
struct SteppedSolution {
  private let worked: WorkedSolution
  private let solved: SolvedProblem
  private let backend: any Backend

  /// Makes a solved problem one to step through.
  ///
  /// - Parameter backend: What computed it, and computes what a change comes to.
  init(_ solved: SolvedProblem, on backend: any Backend) {
    (self.solved, self.backend) = (solved, backend)
    worked = WorkedSolution(solved)
  }

  /// The lesson.
  ///
  /// - Throws: ``StoryError`` when a value was not kept.
  var lesson: PreparedLesson {
    get throws {
      var steps: [PreparedStep] = []
      for step in solved.steps {
        for node in worked.parts(of: step) {
          steps.append(try self.step(node, of: step.built.index, text: text(of: step)))
        }
      }
      if !solved.gradients.isEmpty {
        for node in worked.backwardNodes {
          steps.append(try self.step(node, of: nil, text: worked.backwardText(of: node)))
        }
      }
      let title = solved.problem.problem.title ?? "Your problem"
      return PreparedLesson(id: "problem", title: title, steps: steps)
    }
  }

  /// - Parameter operation: The op whose parameters are changed; the last one's for a gradient.
  private func step(_ node: NodeID, of operation: Int?, text: String) throws -> PreparedStep {
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
      id: "node-\(node.index)", text: LessonText(plain: text), views: views, live: live,
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
