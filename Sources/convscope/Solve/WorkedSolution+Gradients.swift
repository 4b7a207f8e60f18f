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
  var backwardNodes: [NodeID] {
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
    if let rule = rule(of: node) { sections.append(Prose.wrapped(rule)) }
    let hasMeaning = solved.problem.graph[node].meaning != nil
    sections.append(worked(story, isTitled: !names.isEmpty && !hasMeaning && op.isWorthExplaining))
    return sections
  }

  /// What a node of the backward pass does, in words; `nil` where its heading says it.
  private func rule(of node: NodeID) -> String? {
    let meaning = solved.problem.graph[node].meaning.map { "\($0.capitalizedFirst)." }
    if names(of: node).isEmpty, meaning != nil { return nil }
    return meaning ?? solved.problem.graph[node].op.backwardRule
  }

  /// What a node of the backward pass is, and what it does.
  func backwardText(of node: NodeID) -> String {
    let names = names(of: node)
    let heading = names.isEmpty ? nil : names.joined(separator: " = ") + "."
    let meaning = solved.problem.graph[node].meaning.map { "\($0.capitalizedFirst)." }
    return [heading, rule(of: node) ?? (names.isEmpty ? meaning : nil)].compactMap { $0 }
      .joined(separator: " ")
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
