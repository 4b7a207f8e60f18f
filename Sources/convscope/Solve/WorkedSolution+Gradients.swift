import Problems
import Storyboards
import TensorEngine

/// The backward pass, from the result back to the input.
extension WorkedSolution {
  /// A section for each node of the backward pass, in the order in which the chain rule makes
  /// them; none when gradients were not asked for.
  var gradientSections: [String] {
    get throws {
      let problem = solved.problem
      guard !problem.gradients.isEmpty else { return [] }
      var sections = [
        Prose.heading("Gradients", underline: "="),
        Prose.wrapped(
          "dLoss/d(x) says how much the loss grows when x grows a little. Ops are counted from 0,"
            + " so 0.weight is the weight of the first one. The chain rule goes from the result"
            + " back to the input. The gradient that flows into the result is "
            + (problem.upstream == nil ? "1 in every cell." : "the one given.")),
      ]
      for node in backwardNodes { sections += try self.sections(ofBackward: node) }
      return sections
    }
  }

  /// The nodes of the backward pass that a reader follows.
  private var backwardNodes: [NodeID] {
    let problem = solved.problem
    let forward = problem.steps.flatMap(\.nodes).max() ?? problem.input
    return problem.graph.ids.filter { node in
      node > forward && (!names(of: node).isEmpty || problem.graph[node].op.isWorthExplaining)
    }
  }

  private func sections(ofBackward node: NodeID) throws -> [String] {
    let op = solved.problem.graph[node].op
    let names = names(of: node)
    let story = try Storyboard.explaining(node, in: solved.executed)
    let heading = names.isEmpty ? story.title.capitalizedFirst : names.joined(separator: " = ")
    var sections = [Prose.heading(heading, underline: "-")]
    let meaning = solved.problem.graph[node].meaning.map { "\($0.capitalizedFirst)." }
    if let rule = names.isEmpty && meaning != nil ? nil : meaning ?? op.backwardRule {
      sections.append(Prose.wrapped(rule))
    }
    sections.append(
      worked(story, isTitled: !names.isEmpty && meaning == nil && op.isWorthExplaining))
    return sections
  }

  /// What a node is the gradient of: `dLoss/d(0.weight)`, `dLoss/d(result of 1. relu)`.
  private func names(of node: NodeID) -> [String] {
    let problem = solved.problem
    let results = problem.steps.indices.filter { index in
      problem.resultGradients.indices.contains(index) && problem.resultGradients[index] == node
    }
    return results.map { "dLoss/d(result of \($0). \(problem.steps[$0].operation))" }
      + problem.gradients.filter { $0.node == node }.map { "dLoss/d(\($0.name))" }
  }
}
