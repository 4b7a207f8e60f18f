import Storyboards
import TensorEngine
import Typesetting

/// The numbers that were given for an op: what stands on a stage when they do not go together.
struct Givens {
  var graph = Graph()
  private var values: [(node: NodeID, value: Tensor<Double>)] = []

  init(_ problem: Problem, operation: Int) throws {
    try add(try problem.inputAtFullRank(), "input")
    for parameter in problem.operations[operation].schema.parameters {
      let name = "\(operation).\(parameter.name)"
      if let grid = problem.grid(named: name) { try add(grid.value, name) }
    }
  }

  private mutating func add(_ value: Tensor<Double>, _ name: String) throws {
    values.append((try graph.input(value.shape, name: name), value))
  }

  func refused(as title: String, because sentence: String) -> Storyboard {
    Storyboard(title: title, saying: sentence, showing: values, of: graph)
  }
}

/// What a stage shows where nothing can be computed.
extension LiveProblem {
  /// The numbers that were given, and why nothing can be computed from them.
  func refusal(_ error: any UserError) -> LinkedViews {
    let remedy = error.remedy.isEmpty ? "" : " " + error.remedy
    let sentence = error.message.beginningSentence + "." + remedy
    let title = problem.operations[operation].name
    return LinkedViews(
      givens?.refused(as: title, because: sentence)
        ?? Storyboard(title: title, saying: sentence, showing: [], of: Graph()))
  }

  /// The numbers that were given for the op on the stage, as a graph without ops.
  var givens: Givens? { try? Givens(problem, operation: operation) }
}
