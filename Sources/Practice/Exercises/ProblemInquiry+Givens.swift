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
      title: problem.operations.map(\.nameBesideGrids).joined(separator: " → "), saying: "",
      showing: values, of: graph)
  }
}

extension ProblemOperation {
  /// The op with its parameters, but for the grids, which stand below it: `adam, lr 0.1, step 2`.
  fileprivate var nameBesideGrids: String {
    let others = schema.parameters.compactMap { parameter -> String? in
      guard let given = arguments[parameter.name] else { return nil }
      switch given.value {
      case .grid, .grids: return nil
      default: return "\(parameter.name) \(given.node.shortText)"
      }
    }
    return ([name] + others).joined(separator: ", ")
  }
}
