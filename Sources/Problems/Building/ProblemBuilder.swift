import ConvolutionArithmetic
import TensorEngine

extension Problem {
  /// Makes a graph of the problem.
  ///
  /// The input gets the rank that the first op which minds needs, by axes of length 1 in front: a
  /// plain grid is one image with one channel before `conv2d`, and one row for each example
  /// before `linear`. Where no op minds it is an image.
  ///
  /// - Parameter withGradients: Whether the gradients of the input and of all tensor parameters
  ///   are appended.
  /// - Throws: A diagnostic at the op whose shapes do not go together, or when the problem would
  ///   take more than ``ProblemLimits`` allows.
  public func built(withGradients: Bool = false) throws(Diagnostic) -> BuiltProblem {
    let builder = try ProblemBuilder(self)
    for (index, operation) in operations.enumerated() {
      try builder.append(operation, index: index)
    }
    return try builder.finish(withGradients: withGradients)
  }
}

/// Makes a graph, op by op.
final class ProblemBuilder {
  let problem: Problem
  var graph = Graph()
  var feeds: [NodeID: Tensor<Double>] = [:]
  let input: NodeID
  /// The value that the next op is applied to.
  var current: NodeID
  var steps: [BuiltProblem.Step] = []
  var notes: [Diagnostic] = []
  /// The max pools whose switches no unpooling has used yet.
  var pools: [MaxPoolRecord] = []
  /// The tensor parameters that can be differentiated by.
  var variables: [BuiltProblem.NamedNode] = []
  /// The op that is being appended: its index, its node worth explaining, its further results.
  private(set) var operation: ProblemOperation
  private var index = 0
  var main: NodeID?
  var extras: [BuiltProblem.NamedNode] = []

  /// A max pool that can be undone.
  struct MaxPoolRecord {
    let input: NodeID
    let output: NodeID
    let windows: [SlidingWindow]
  }

  init(_ problem: Problem) throws(Diagnostic) {
    self.problem = problem
    operation = problem.firstOperation
    let value = try problem.inputAtFullRank()
    do {
      input = try graph.input(value.shape, name: "input")
    } catch {
      throw problem.input.node.diagnostic(
        "the input of shape \(value.shape) is too large", remedy: "Use a smaller input.")
    }
    current = input
    feeds[input] = value
    variables.append(.init(name: "input", node: input))
    noteInexactNumbers(problem.input, "input")
  }

  /// Appends what an op becomes.
  func append(_ operation: ProblemOperation, index: Int) throws(Diagnostic) {
    self.operation = operation
    self.index = index
    main = nil
    extras = []
    let before = current
    let firstNode = graph.nodes.count
    do {
      current = try operation.schema.append(self, operation)
    } catch {
      throw operation.diagnostic(for: error, input: problem.input)
    }
    let nodes = (firstNode..<graph.nodes.count).map(NodeID.init)
    try checkSizes(of: nodes, operation)
    steps.append(
      BuiltProblem.Step(
        index: index, operation: operation.name, summary: operation.summary, input: before,
        output: current, main: main ?? current, nodes: nodes, extras: extras))
  }

  /// Appends the gradients, checks the limits and hands everything over.
  func finish(withGradients: Bool) throws(Diagnostic) -> BuiltProblem {
    try checkCost()
    var upstream: NodeID?
    var gradients: [BuiltProblem.NamedNode] = []
    var resultGradients: [NodeID] = []
    let upstreamValue = try problem.upstreamAtFullRank(outputShape: graph[current].shape)
    if withGradients, let written = problem.upstream { noteInexactNumbers(written, "upstream") }
    if withGradients {
      do {
        if let upstreamValue {
          let node = try graph.input(upstreamValue.shape, name: "upstream")
          feeds[node] = upstreamValue
          upstream = node
        }
        let made = try graph.appendGradients(
          of: current, by: variables.map(\.node) + steps.map(\.output), upstream: upstream)
        for variable in variables {
          guard let node = made[variable.node] else { continue }
          graph.setName("gradient of \(variable.name)", of: node)
          gradients.append(.init(name: variable.name, node: node))
        }
        resultGradients = steps.compactMap { made[$0.output] }
      } catch {
        throw Diagnostic(
          file: problem.file.path, "the gradients cannot be computed", remedy: "\(error)")
      }
    }
    try checkCost()
    return BuiltProblem(
      problem: problem, graph: graph, feeds: feeds, input: input, steps: steps, output: current,
      variables: operation.schema.movesWeights ? [] : Set(variables.map(\.node)),
      upstream: upstream, upstreamValue: upstreamValue, gradients: gradients,
      resultGradients: resultGradients, cost: graph.cost,
      notes: notes)
  }

  // MARK: - Operands

  /// Feeds a tensor parameter.
  ///
  /// - Parameters:
  ///   - grid: The parameter as it is written.
  ///   - name: Its name in the op, such as `weight`.
  ///   - rank: The rank it gets.
  ///   - isVariable: Whether it can be differentiated by.
  func feed(
    _ grid: GridLiteral, _ name: String, rank: Int, isVariable: Bool = true
  ) throws -> NodeID {
    let value = grid.value(ofRank: rank)
    guard value.shape.rank == rank else {
      throw grid.node.diagnostic(
        "\(name) has \(value.shape.rank) axes (shape \(value.shape)), but at most \(rank) belong here",
        remedy: "Write it with fewer levels of brackets or separators.")
    }
    return try feed(value, grid, name, isVariable: isVariable)
  }

  /// Feeds a value made from a tensor parameter.
  func feed(
    _ value: Tensor<Double>, _ grid: GridLiteral, _ name: String, isVariable: Bool = true
  ) throws -> NodeID {
    let fullName = "\(index).\(name)"
    let node = try graph.input(value.shape, name: fullName)
    feeds[node] = value
    if isVariable { variables.append(.init(name: fullName, node: node)) }
    noteInexactNumbers(grid, fullName)
    return node
  }

  /// Appends the node of an op that is applied to the current value and further operands.
  func append(_ op: Op, _ others: [NodeID] = []) throws -> NodeID {
    try graph.append(op, [current] + others)
  }

  /// The shape of the value that the next op is applied to.
  var shape: Shape { graph[current].shape }

  private func noteInexactNumbers(_ grid: GridLiteral, _ name: String) {
    guard let number = grid.firstInexactInteger else { return }
    notes.append(
      grid.node.diagnostic(
        "\(name) holds \(Argument.number(number).text), which 32-bit numbers cannot hold exactly",
        remedy:
          "Whole numbers up to 16777216 (2²⁴) are exact; convscope solve --backend reference holds more.",
        severity: .note))
  }

  // MARK: - Limits

  /// Makes sure that no value which an op made has more numbers than a value may have.
  private func checkSizes(
    of nodes: [NodeID], _ operation: ProblemOperation
  ) throws(Diagnostic) {
    guard let node = nodes.first(where: { graph[$0].shape.count > ProblemLimits.mostNumbers })
    else { return }
    let shape = graph[node].shape
    throw operation.diagnostic(
      "\(operation.name): a value of shape \(shape) would have \(shape.count) numbers, more than"
        + " the \(ProblemLimits.mostNumbers) that one value may have",
      remedy: "Use a smaller input, less padding or fewer channels.")
  }

  private func checkCost() throws(Diagnostic) {
    guard let excess = graph.cost.excess(of: "this problem") else { return }
    throw problem.firstOperation.diagnostic(excess.message, remedy: excess.remedy)
  }
}
