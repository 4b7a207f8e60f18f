import Lessons
import Misconceptions
import Problems
import Storyboards
import TensorEngine

extension ProblemInquiry {
  /// Whether all that stands on the stage of a step before its question is answered was given.
  func givesOnlyNumbers(_ step: PreparedStep) -> Bool {
    let graph = solved.problem.graph
    return step.storyboard?.panels.allSatisfy { panel in
      if panel.isFilledByFrames || panel.isOptional { return true }
      guard let source = panel.source, graph.nodes.indices.contains(source.node.index),
        case .input = graph[source.node].op
      else { return false }
      return true
    } ?? true
  }

  /// The numbers that were given: the input, the grids of all ops, and the upstream gradient where a
  /// gradient is asked for.
  public var givens: Storyboard {
    let graph = solved.problem.graph
    var isAboutGradient = false
    if case .value(.gradient) = value { isAboutGradient = true }
    let values = graph.ids.compactMap { node -> (node: NodeID, value: Tensor<Double>)? in
      guard case .input = graph[node].op, let value = solved.executed.values[node],
        isAboutGradient || graph[node].name != "upstream"
      else { return nil }
      return (node, value)
    }
    return Storyboard(
      title: problem.operations.map { operation in
        operation.summary.isEmpty ? operation.name : "\(operation.name), \(operation.summary)"
      }.joined(separator: " → "), saying: "", showing: values, of: graph)
  }
}
