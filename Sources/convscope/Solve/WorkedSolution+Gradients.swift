import Lessons
import Storyboards
import TensorEngine

/// The backward pass, from the loss back to the input.
extension WorkedSolution {
  /// A section for each node of the backward pass, in the order in which the chain rule makes
  /// them; none when gradients were not asked for.
  var gradientSections: [String] {
    get throws {
      let problem = solved.problem
      guard let last = problem.steps.last, !problem.gradients.isEmpty else { return [] }
      var sections = [Prose.heading("Gradients", underline: "="), upstreamText]
      let first = last.nodes.last.map { $0.index + 1 } ?? problem.output.index + 1
      for node in (first..<problem.graph.nodes.count).map(NodeID.init) {
        let names = problem.gradients.filter { $0.node == node }.map { "dLoss/d(\($0.name))" }
        guard !names.isEmpty || problem.graph[node].op.isWorthExplaining else { continue }
        sections.append(
          Prose.heading(
            names.isEmpty ? problem.graph[node].op.name : names.joined(separator: " = "),
            underline: "-"))
        sections.append(try story(of: node, isTitled: true))
      }
      return sections
    }
  }

  private var upstreamText: String {
    "The gradient that flows into the result, dLoss/d(result), is "
      + (solved.problem.upstream == nil ? "1 in every cell." : "the one that was given.")
  }
}
