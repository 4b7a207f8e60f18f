import TensorEngine

/// A node with everything that a story about it needs: the executed values of its operands and of
/// its result.
struct Explainer: Sendable {
  let executed: ExecutedGraph
  let id: NodeID
  let op: Op
  let operands: [Tensor<Double>]
  let result: Tensor<Double>
  /// The part the result plays.
  let resultRole: ValueRole
  /// The title of the result's panel.
  let resultTitle: String
  /// Whether a convolution uses the result as its kernel.
  let resultIsKernel: Bool
  /// Whether the result is dLoss/d-something.
  let isGradient: Bool
  /// Whether a `pad` that copies cells around what a convolution reads is a part of it, as people write it;
  /// it is not where it stands there as an op of its own.
  let seesThroughPadding: Bool

  /// Collects a node's values.
  ///
  /// - Throws: ``StoryError`` when one was not kept.
  init(
    _ id: NodeID, in executed: ExecutedGraph, seesThroughPadding: Bool = true
  ) throws(StoryError) {
    self.seesThroughPadding = seesThroughPadding
    let node = executed.graph[id]
    self.executed = executed
    self.id = id
    op = node.op
    var operands: [Tensor<Double>] = []
    for input in node.inputs { operands.append(try Explainer.value(input, in: executed)) }
    self.operands = operands
    result = try Explainer.value(id, in: executed)
    let isKernel = executed.graph.nodes.contains { $0.op.isConvolution && $0.inputs[1] == id }
    let isTurned = if case .flip = node.op { isKernel } else { false }
    resultIsKernel = isKernel
    isGradient = op.isGradient || executed.graph.isGradient(id)
    if case .input = op {
      resultRole = isGradient ? .gradient : isKernel ? .kernel : .input
      resultTitle = node.name ?? "input"
    } else {
      resultRole = isGradient ? .gradient : .output
      resultTitle =
        isGradient
        ? "gradient"
        : isTurned ? "kernel, turned" : executed.parts.contains(id) ? "result" : "output"
    }
  }

  private static func value(
    _ id: NodeID, in executed: ExecutedGraph
  ) throws(StoryError) -> Tensor<Double> {
    guard let value = executed.values[id] else {
      let node = executed.graph[id]
      throw .notExecuted(node: node.name ?? "\(node.op.name) (node \(id.index))")
    }
    return value
  }

  /// What is explained: what the node is within the op that was asked for, else its op with the
  /// parameters that matter.
  var title: String {
    // What explains itself further is said where there is room for sentences.
    if let meaning = executed.graph[id].meaning { return String(meaning.prefix { $0 != ";" }) }
    if isGradient, let title = op.titleInBackwardPass { return title }
    // Where gradients start, nothing has been computed.
    if isGradient, executed.graph.isGiven(id) { return OperandRole.upstream.title }
    // What the user knows as one op with a padding mode.
    if case .convolution(var convolution) = op,
      let padded = op.paddedWindows(
        convolution.windows, over: executed.graph[executed.graph[id].inputs[0]]),
      let mode = padded.fill.copyingName
    {
      convolution.windows = padded.windows
      return "\(Op.convolution(convolution).storyTitle), padding mode \(mode)"
    }
    // What is last computed of several things is called by all of them.
    if case .binary = op, let name = executed.operations[id], name != op.name { return name }
    guard case .convolutionWeightGradient(let convolution) = op, part(of: 0) == .upstream else {
      return op.storyTitle
    }
    return "weight gradient of \(Op.transposedConvolution(convolution).storyTitle)"
  }
}

extension Op {
  /// Whether the second operand is a kernel.
  fileprivate var isConvolution: Bool {
    switch self {
    case .convolution, .transposedConvolution: true
    default: false
    }
  }
}
