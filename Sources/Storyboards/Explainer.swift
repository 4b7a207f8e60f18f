import TensorEngine

/// A node with everything that a story about it needs: the executed values of its operands and of
/// its result.
struct Explainer: Sendable {
  let op: Op
  let operands: [Tensor<Double>]
  let result: Tensor<Double>
  /// The part the result plays.
  let resultRole: ValueRole
  /// The title of the result's panel.
  let resultTitle: String
  /// Whether a convolution uses the result as its kernel.
  let resultIsKernel: Bool
  /// Whether the result is the gradient of a convolution's input.
  let isInputGradient: Bool

  /// Collects a node's values.
  ///
  /// - Throws: ``StoryError`` when one was not kept.
  init(_ id: NodeID, in executed: ExecutedGraph) throws(StoryError) {
    let node = executed.graph[id]
    op = node.op
    var operands: [Tensor<Double>] = []
    for input in node.inputs { operands.append(try Explainer.value(input, in: executed)) }
    self.operands = operands
    result = try Explainer.value(id, in: executed)
    let isKernel = executed.graph.nodes.contains { $0.op.isConvolution && $0.inputs[1] == id }
    resultIsKernel = isKernel
    isInputGradient = node.isInputGradient(in: executed.graph)
    if case .input = op {
      resultRole = isKernel ? .kernel : .input
      resultTitle = node.name ?? "input"
    } else {
      resultRole = op.isGradient ? .gradient : .output
      resultTitle = op.isGradient ? "gradient" : "output"
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

  /// Puts an operand in a panel under the name and in the role that its op gives it.
  func show(
    _ position: Int, in builder: inout PanelBuilder, layout: PlaneLayout? = nil,
    leadingNames: [String] = ["image", "channel"]
  ) -> ShownTensor {
    let names = op.operandNames
    let name = names[min(position, names.count - 1)]
    let (title, role): (String, ValueRole) =
      switch name {
      case "upstream": ("upstream gradient", .gradient)
      case "weight": ("weight", .kernel)
      case "bias", "bias?": ("bias", .kernel)
      default: (name, .input)
      }
    return builder.add(
      operands[position], title, role, layout: layout, leadingNames: leadingNames)
  }

  /// Puts the result in a panel, to be filled by frames.
  func showResult(
    in builder: inout PanelBuilder, layout: PlaneLayout? = nil,
    leadingNames: [String] = ["image", "channel"]
  ) -> ShownTensor {
    builder.add(
      result, resultTitle, resultRole, layout: layout, leadingNames: leadingNames, fills: true)
  }
}

extension Op {
  /// Whether the result is dLoss/d-something.
  var isGradient: Bool {
    switch self {
    case .convolutionWeightGradient, .averagePoolGradient, .adaptiveAveragePoolGradient,
      .unaryGradient, .preluGradient, .padGradient, .upsampleGradient, .batchNormGradient,
      .localResponseNormGradient:
      true
    case .maxUnpool(let unpooling):
      unpooling.overlap == .sum
    case .input, .fill, .convolution, .transposedConvolution, .maxPool, .maxPoolIndices,
      .takeAtIndices, .averagePool, .adaptiveAveragePool, .unfold, .fold, .matmul, .binary,
      .unary, .prelu, .reduce, .broadcast, .reshape, .transpose, .concat, .slice, .pad, .flip,
      .upsample, .softmax, .logSoftmax, .pickClass, .placeClass, .batchNorm, .dropout,
      .localResponseNorm:
      false
    }
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

extension Node {
  /// Whether this is what differentiation appends for the input of an earlier convolution: its
  /// transpose, with the same kernel and the input's shape.
  fileprivate func isInputGradient(in graph: Graph) -> Bool {
    guard case .transposedConvolution = op else { return false }
    return graph.nodes.contains { node in
      guard case .convolution = node.op else { return false }
      return node.inputs[1] == inputs[1] && graph[node.inputs[0]].shape == shape
        && node.shape == graph[inputs[0]].shape
    }
  }
}
