import Lessons
import Problems
import Storyboards
import TensorEngine
import Typesetting

/// A solved problem as a lesson to step through: a step for each op, then one for each gradient.
struct SteppedSolution {
  private let worked: WorkedSolution
  private let solved: SolvedProblem

  init(_ solved: SolvedProblem) {
    self.solved = solved
    worked = WorkedSolution(solved)
  }

  /// The lesson.
  ///
  /// - Throws: ``StoryError`` when a value was not kept.
  var lesson: PreparedLesson {
    get throws {
      var steps: [PreparedStep] = []
      for step in solved.steps {
        for node in worked.explainedNodes(of: step) {
          steps.append(try self.step(node, text: text(of: step)))
        }
      }
      if !solved.gradients.isEmpty {
        for node in worked.backwardNodes {
          steps.append(try self.step(node, text: worked.backwardText(of: node)))
        }
      }
      let title = solved.problem.problem.title ?? "Your problem"
      return PreparedLesson(id: "problem", title: title, steps: steps)
    }
  }

  private func step(_ node: NodeID, text: String) throws -> PreparedStep {
    let views = try LinkedViews(of: node, in: solved.executed)
    return PreparedStep(
      id: "node-\(node.index)", text: LessonText(plain: text), views: views,
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
