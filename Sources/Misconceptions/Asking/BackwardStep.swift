import Problems
import TensorEngine

/// An op of a problem on the way back: what it worked on, and the gradients on either side of it.
struct BackwardStep {
  /// The question, whose problem the op is of.
  let inquiry: ProblemInquiry
  /// The problem up to some op behind this one, with its values.
  let solved: SolvedProblem
  /// The op, by its index.
  let index: Int

  /// The op as it is written.
  var operation: ProblemOperation { inquiry.problem.operations[index] }

  /// The op that makes the result.
  var op: Op { solved.problem.graph[solved.problem.steps[index].main].op }

  /// What the op is applied to.
  var input: Tensor<Double> { value(of: solved.problem.steps[index].input) }

  /// What the op gives.
  var output: Tensor<Double> { solved.steps[index].output }

  /// dLoss/dResult.
  var upstream: Tensor<Double> { value(of: solved.problem.resultGradients[index]) }

  /// dLoss/dInput, as it is right.
  var handedBack: Tensor<Double>? {
    index == 0
      ? solved.gradients.first { $0.name == "input" }?.value
      : value(of: solved.problem.resultGradients[index - 1])
  }

  /// A grid that the op is given, such as its weight, at full rank; `nil` without one.
  func grid(_ name: String) -> Tensor<Double>? {
    let graph = solved.problem.graph
    return solved.problem.steps[index].nodes.first { graph[$0].name == "\(index).\(name)" }
      .map(value(of:))
  }

  /// The gradient of an input that meets no other cell, from the cell, its result and the gradient
  /// that comes back to that.
  func cellwise(_ gradient: (_ x: Double, _ y: Double, _ upstream: Double) -> Double)
    -> Tensor<Double>
  {
    Tensor(
      input.shape,
      input.elements.indices.map {
        gradient(input.elements[$0], output.elements[$0], upstream.elements[$0])
      })
  }

  /// The gradient of an operand, `input` or `weight`, where the op is another one, or another
  /// gradient comes back to it.
  ///
  /// - Parameters:
  ///   - operand: The operand, at full rank.
  ///   - edits: Changes to the op, which stands alone: `0.weight` is its weight.
  ///   - upstream: dLoss/dResult.
  func gradient(
    of operand: String, changing edits: [ProblemEdit] = [], upstream: Tensor<Double>
  ) -> Tensor<Double>? {
    let alone = inquiry.alone(index, on: input) + edits + [upstream.asGrid("upstream")]
    let name = operand == "input" ? operand : "0.\(operand)"
    guard let shape = operand == "input" ? input.shape : grid(operand)?.shape else { return nil }
    return inquiry.solved(with: alone)?.gradients.first { $0.name == name }?.value.fitted(to: shape)
  }

  private func value(of node: NodeID) -> Tensor<Double> {
    solved.executed.values[node] ?? Tensor(.scalar, [0])
  }
}

extension ProblemInquiry {
  /// The op that is asked about, on the way back; `nil` where no gradient is asked for.
  var step: BackwardStep? {
    guard case .value(.gradient) = value, isChain else { return nil }
    return BackwardStep(inquiry: self, solved: solved, index: operationIndex)
  }

  /// The gradient that is asked for, where all ops of a kind between it and the result hand back
  /// another one than they do; the ops before them pass that on as they should.
  func handingBack(
    _ names: [String], _ gradient: (BackwardStep) -> Tensor<Double>?
  ) -> [WrongAnswer] {
    guard case .value(.gradient(let name)) = value, isChain else { return [] }
    let first = name == "input" ? 0 : operationIndex + 1
    var solved = solved
    var isChanged = false
    for index in problem.operations.indices.reversed()
    where index >= first && names.contains(problem.operations[index].name) {
      let step = BackwardStep(inquiry: self, solved: solved, index: index)
      guard let changed = gradient(step) else { return [] }
      isChanged = true
      if index == 0 { return answering(changed.fitted(to: wanted.shape)) }
      let edits = endingBefore(index) + [changed.asGrid("upstream")]
      guard let before = self.solved(with: edits) else { return [] }
      solved = before
    }
    return isChanged ? answering(solved.value(value)?.fitted(to: wanted.shape)) : []
  }

  /// The changes that take away an op and all behind it.
  func endingBefore(_ index: Int) -> [ProblemEdit] {
    problem.operations.indices[index...].reversed().map { .remove(operation: $0) }
  }

  /// The changes that leave one op, which is op 0 then, and apply it to a value; ones come back to it.
  func alone(_ index: Int, on input: Tensor<Double>) -> [ProblemEdit] {
    endingBefore(index + 1) + [ProblemEdit](repeating: .remove(operation: 0), count: index)
      + [input.asGrid("input"), ProblemInquiry.ones]
  }

  /// Whether each op works on the result of the one before it alone.
  private var isChain: Bool {
    problem.operations.allSatisfy { $0.arguments["from"] == nil }
      && solved.problem.resultGradients.count == problem.operations.count
  }
}

extension Tensor<Double> {
  /// The edit that puts it in the place of a grid.
  func asGrid(_ name: String) -> ProblemEdit {
    .grid(of: name, shape: shape.dimensions, numbers: elements)
  }

  /// The same numbers with the axes that a value has elsewhere; `nil` for another count.
  fileprivate func fitted(to shape: Shape) -> Tensor? {
    self.shape.count == shape.count ? reshaped(to: shape) : nil
  }

  /// A value that is computed cell by cell, from the index of each.
  init(_ shape: Shape, cell: ([Int]) -> Double) {
    self.init(shape, (0..<shape.count).map { cell(shape.index(at: $0)) })
  }
}
