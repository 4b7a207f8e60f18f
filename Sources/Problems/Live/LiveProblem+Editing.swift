import Storyboards
import TensorEngine
import Typesetting

/// What of a live problem can be changed: the parameters of the op on the stage, and the numbers on it.
extension LiveProblem {
  /// The parameters of the op on the stage that keys change.
  public var parameters: [LiveParameter] { problem.liveParameters(of: operation) }

  /// Where a number of the stage is written: the grid's name and the position in it; `nil` for what is
  /// computed.
  ///
  /// A number that only lies elsewhere, in a kernel that was turned, is still the one that was given.
  public func place(of element: ElementReference) -> (name: String, position: Int)? {
    let graph = (try? outcome.get())?.problem.graph ?? givens?.graph
    guard let graph, graph.nodes.indices.contains(element.node.index) else { return nil }
    let (node, index) = graph.unflipped(element.node, element.index)
    guard case .input = graph[node].op, let name = graph[node].name else { return nil }
    let shape = graph[node].shape
    let position = shape.offset(of: index)
    // A single number may stand for a whole upstream gradient.
    if name == "upstream" { return (name, position) }
    guard problem.grid(named: name)?.value.shape.count == shape.count else { return nil }
    return (name, position)
  }

  /// The edit that makes a parameter larger or smaller, or takes its next or previous word.
  ///
  /// A kernel or an input that was smaller for a while gets back the numbers that it had.
  ///
  /// - Parameters:
  ///   - parameter: One of ``parameters``.
  ///   - step: 1 for more, −1 for less.
  /// - Throws: A diagnostic that says why it goes no further.
  public func edit(
    _ parameter: LiveParameter, by step: Int
  ) throws(Diagnostic) -> ProblemEdit {
    try problem.edit(parameter, by: step, remembering: past)
  }

  /// The edit that gives a parameter a value that was typed, written as in a problem file; a size as `4` or
  /// `4x5`.
  ///
  /// - Throws: A diagnostic when it cannot have that value.
  public func edit(
    _ parameter: LiveParameter, typed text: String
  ) throws(Diagnostic) -> ProblemEdit {
    try problem.edit(parameter, typed: text, remembering: past)
  }

  /// The edit that leaves a parameter out, which gives it its default.
  ///
  /// - Throws: A diagnostic where it has none.
  public func edit(leavingOut parameter: LiveParameter) throws(Diagnostic) -> ProblemEdit {
    try problem.edit(leavingOut: parameter)
  }

  /// The edit that gives a kernel another size along every axis.
  ///
  /// - Throws: A diagnostic when it cannot have that size.
  public func edit(
    _ kernel: LiveParameter, to size: Int
  ) throws(Diagnostic) -> ProblemEdit {
    try problem.edit(kernel, to: size, remembering: past)
  }

  /// What the problem was before the last changes, the latest first, as far as its ops were the same.
  var past: [Problem] {
    var past = [original]
    for edit in edits {
      guard let changed = try? past[past.count - 1].edited(by: [edit]) else { break }
      if edit.changesOperations { past = [] }
      past.append(changed)
    }
    return past.reversed()
  }

  /// The edit that puts a number in place of one on the stage; `nil` where it is computed.
  public func edit(_ element: ElementReference, to number: Double) -> ProblemEdit? {
    guard let (name, position) = place(of: element) else { return nil }
    if name == "upstream" { return edit(upstream: position, to: number) }
    return .number(of: name, position: position, to: number)
  }

  /// The edit that puts a number in the upstream gradient; the single number that it may be written
  /// as, or the ones that it is when it is not written, fill it before.
  public func edit(upstream position: Int, to number: Double) -> ProblemEdit? {
    guard let shape = (try? outcome.get())?.output.shape, position < shape.count else { return nil }
    if let written = problem.upstream?.value, written.shape.count == shape.count {
      return .number(of: "upstream", position: position, to: number)
    }
    var numbers = [Double](
      repeating: problem.upstream?.value.elements.first ?? 1, count: shape.count)
    numbers[position] = number
    return .grid(of: "upstream", shape: shape.dimensions, numbers: numbers)
  }
}

extension Graph {
  /// The element that a flip has put elsewhere, where it was before; any other element itself.
  fileprivate func unflipped(_ node: NodeID, _ index: [Int]) -> (node: NodeID, index: [Int]) {
    guard case .flip(let axes) = self[node].op else { return (node, index) }
    var index = index
    for axis in axes { index[axis] = self[node].shape[axis] - 1 - index[axis] }
    return unflipped(self[node].inputs[0], index)
  }
}
