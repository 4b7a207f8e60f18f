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
    var builder = try ProblemBuilder(self)
    for (index, operation) in operations.enumerated() {
      try builder.append(operation, index: index)
    }
    return try builder.finish(withGradients: withGradients)
  }
}

/// Makes a graph, op by op.
struct ProblemBuilder {
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
  /// Of the op that is being appended: its index, its node worth explaining, its further results.
  var index = 0
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
  mutating func append(_ operation: ProblemOperation, index: Int) throws(Diagnostic) {
    self.index = index
    main = nil
    extras = []
    let before = current
    let firstNode = graph.nodes.count
    do {
      current = try appendNodes(of: operation)
    } catch {
      throw operation.diagnostic(for: error)
    }
    let nodes = (firstNode..<graph.nodes.count).map(NodeID.init)
    steps.append(
      BuiltProblem.Step(
        index: index, operation: operation.name, summary: operation.summary, input: before,
        output: current, main: main ?? current, nodes: nodes, extras: extras))
  }

  /// Appends the gradients, checks the limits and hands everything over.
  mutating func finish(withGradients: Bool) throws(Diagnostic) -> BuiltProblem {
    var upstream: NodeID?
    var gradients: [BuiltProblem.NamedNode] = []
    var resultGradients: [NodeID] = []
    let upstreamValue = try problem.upstreamAtFullRank(outputShape: graph[current].shape)
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
    try checkLimits()
    return BuiltProblem(
      problem: problem, graph: graph, feeds: feeds, input: input, steps: steps, output: current,
      upstream: upstream, gradients: gradients, resultGradients: resultGradients, notes: notes)
  }

  // MARK: - Operands

  /// Feeds a tensor parameter.
  ///
  /// - Parameters:
  ///   - grid: The parameter as it is written.
  ///   - name: Its name in the op, such as `weight`.
  ///   - rank: The rank it gets.
  ///   - isVariable: Whether it can be differentiated by.
  mutating func feed(
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
  mutating func feed(
    _ value: Tensor<Double>, _ grid: GridLiteral, _ name: String, isVariable: Bool = true
  ) throws -> NodeID {
    let fullName = "\(index).\(name)"
    let node = try graph.input(value.shape, name: fullName)
    feeds[node] = value
    if isVariable { variables.append(.init(name: fullName, node: node)) }
    noteInexactNumbers(grid, fullName)
    return node
  }

  /// The shape of the value that the next op is applied to.
  var shape: Shape { graph[current].shape }

  private mutating func noteInexactNumbers(_ grid: GridLiteral, _ name: String) {
    guard let number = grid.firstInexactInteger else { return }
    notes.append(
      grid.node.diagnostic(
        "\(name) holds \(Argument.number(number).text), which 32-bit numbers cannot hold exactly",
        remedy: "Whole numbers up to 16777216 (2²⁴) are exact; --backend reference holds more.",
        severity: .note))
  }

  // MARK: - Limits

  private func checkLimits() throws(Diagnostic) {
    var bytes = 0
    var work = 0
    for node in graph.nodes {
      bytes = bytes.addingSaturating(8 * node.shape.count)
      work = work.addingSaturating(graph.work(of: node))
    }
    guard bytes <= ProblemLimits.mostBytes else {
      throw problem.firstOperation.diagnostic(
        "the values of this problem would take \(bytes >> 20) MiB, more than the"
          + " \(ProblemLimits.mostBytes >> 20) MiB that a problem may take",
        remedy: "Use a smaller input, less padding or fewer channels.")
    }
    guard work <= ProblemLimits.mostWork else {
      throw problem.firstOperation.diagnostic(
        "this problem would take \(work >> 20) million steps of arithmetic, more than the"
          + " \(ProblemLimits.mostWork >> 20) million that a problem may take",
        remedy: "Use a smaller input, smaller kernels or fewer channels.")
    }
  }
}

extension Graph {
  /// Multiply-adds, taps and moved numbers that computing a node takes, capped at the largest
  /// `Int`.
  fileprivate func work(of node: Node) -> Int {
    let operands = node.inputs.map { self[$0].shape }
    let cost = node.op.cost(operands, result: node.shape)
    var work = cost.bytes / 4 + cost.multiplyAdds
    switch node.op {
    case .maxPool(let windows), .maxPoolIndices(let windows):
      work = work.addingSaturating(taps(node.shape.count, windows))
    case .averagePool(let pool):
      work = work.addingSaturating(taps(node.shape.count, pool.windows))
    case .averagePoolGradient(let pool, _):
      work = work.addingSaturating(taps(operands[0].count, pool.windows))
    case .localResponseNorm(let norm), .localResponseNormGradient(let norm):
      let neighbours = min(norm.size, operands[0][1])
      work = work.addingSaturating(node.shape.count.multipliedSaturating(by: neighbours))
    default: break
    }
    return work
  }

  private func taps(_ positions: Int, _ windows: [SlidingWindow]) -> Int {
    windows.reduce(positions) { $0.multipliedSaturating(by: $1.kernelSize) }
  }
}

extension Int {
  /// The sum, or the largest `Int`; both are not negative.
  fileprivate func addingSaturating(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  /// The product, or the largest `Int`; both are not negative.
  fileprivate func multipliedSaturating(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
