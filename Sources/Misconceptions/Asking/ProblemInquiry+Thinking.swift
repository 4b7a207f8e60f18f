import ConvolutionArithmetic
import Problems
import TensorEngine

/// What rules are made of: what somebody would answer who sees the problem otherwise.
extension ProblemInquiry {
  // MARK: - Another problem

  /// What is right of the problem with changes.
  func changing(_ edits: ProblemEdit...) -> [WrongAnswer] { changing(edits) }

  /// What is right of the problem with changes.
  func changing(_ edits: [ProblemEdit]) -> [WrongAnswer] {
    guard let solved = solved(with: edits), let value = solved.value(value),
      let answer = part.of(value)
    else { return [] }
    return [WrongAnswer(answer, instead: edits)]
  }

  /// What is right with another value of the op's parameter, written as in a problem file.
  func setting(_ name: String, to text: String) -> [WrongAnswer] {
    changing(.parameter(operation: operationIndex, name: name, text: text))
  }

  /// What is right with another grid of the op, such as its weight.
  func replacing(_ name: String, _ change: (Tensor<Double>) -> Tensor<Double>?) -> [WrongAnswer] {
    guard let grid = grid(name), let changed = change(grid) else { return [] }
    return changing(
      .grid(
        of: "\(operationIndex).\(name)", shape: changed.shape.dimensions,
        numbers: changed.elements))
  }

  // MARK: - Other arithmetic

  /// The part that is asked for of another value than the right one; nothing where that divides by 0.
  func answering(_ value: Tensor<Double>?) -> [WrongAnswer] {
    guard let value, value.elements.allSatisfy(\.isFinite), let answer = part.of(value) else {
      return []
    }
    return [WrongAnswer(answer)]
  }

  /// The right value, each number of it changed.
  func mapping(_ change: (Double) -> Double) -> [WrongAnswer] {
    answering(Tensor(wanted.shape, wanted.elements.map(change)))
  }

  /// A single number, where one is asked for.
  func answering(number: Double?) -> [WrongAnswer] {
    guard case .number = answer, let number, number.isFinite else { return [] }
    return [WrongAnswer(.number(number))]
  }

  /// Lengths, where a size is asked for: one for each axis that a window slides along, which are
  /// multiplied where each window becomes a column.
  func sizes(_ length: (SlidingAxis) -> Double?) -> [WrongAnswer] {
    guard let axes else { return [] }
    var lengths = axes.compactMap(length)
    guard lengths.count == axes.count, lengths.allSatisfy({ $0 > 0 }) else { return [] }
    if isAbout("unfold") { lengths = [lengths.reduce(1, *)] }
    switch part {
    case .size: return [WrongAnswer(.size(lengths))]
    case .length(let axis) where lengths.indices.contains(axis - 2):
      return [WrongAnswer(.number(lengths[axis - 2]))]
    default: return []
    }
  }

  // MARK: - What the op works on

  /// The right value, whole.
  public var wanted: Tensor<Double> { solved.value(value) ?? solved.output }

  /// What the op is applied to.
  var input: Tensor<Double> { value(of: solved.problem.steps[operationIndex].input) }

  /// The op's result.
  var output: Tensor<Double> { solved.steps[operationIndex].output }

  /// dLoss/dResult of the op; ones where no gradients were computed.
  var upstream: Tensor<Double> {
    let nodes = solved.problem.resultGradients
    if nodes.indices.contains(operationIndex) { return value(of: nodes[operationIndex]) }
    return solved.problem.upstreamValue ?? Tensor(output.shape, repeating: 1)
  }

  /// A grid that the op is given, such as its weight, at full rank; `nil` without one.
  func grid(_ name: String) -> Tensor<Double>? { grid(name, ofOperation: operationIndex) }

  /// A grid that another op is given, at full rank; `nil` without one.
  func grid(_ name: String, ofOperation index: Int) -> Tensor<Double>? {
    let graph = solved.problem.graph
    for node in solved.problem.steps[index].nodes where graph[node].name == "\(index).\(name)" {
      return value(of: node)
    }
    return nil
  }

  /// What makes the op's result.
  var op: Op { solved.problem.graph[solved.problem.steps[operationIndex].main].op }

  /// Whether the op is one of these.
  func isAbout(_ names: String...) -> Bool { names.contains(operation.name) }

  /// Whether the op's result is asked for, not its size.
  var asksForResult: Bool {
    if case .value(.operation) = value, case .at = part { true } else { false }
  }

  /// Whether the gradient of this operand is asked for: `input`, `weight`, `bias`.
  func asksForGradient(of operand: String) -> Bool {
    guard case .value(.gradient(let name)) = value else { return false }
    return name == operand || name == "\(operationIndex).\(operand)"
  }

  /// A parameter of the op as it is written; `nil` where it was not given.
  func argument(_ name: String) -> Argument? { operation.arguments[name]?.value }

  private func value(of node: NodeID) -> Tensor<Double> {
    solved.executed.values[node] ?? Tensor(.scalar, [0])
  }
}
