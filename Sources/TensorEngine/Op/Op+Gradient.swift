import ConvolutionArithmetic

extension Op {
  /// Appends the nodes that compute the gradients of this op's operands.
  ///
  /// - Parameters:
  ///   - node: The node that this op made.
  ///   - upstream: dLoss/dOutput, in the output's shape.
  ///   - wanted: The operands (by position) whose gradients are asked for.
  ///   - graph: The graph to append to.
  /// - Returns: A node for each operand, in its shape; `nil` where it was not wanted or nothing
  ///   can be differentiated (switches, targets, statistics).
  /// - Throws: ``DifferentiationError`` for a second derivative that is not in the op set.
  func appendGradients(
    of node: Node, _ id: NodeID, upstream: NodeID, wanted: Set<Int>, to graph: inout Graph
  ) throws -> [NodeID?] {
    let x = node.inputs.first
    let shapes = node.inputs.map { graph[$0].shape }
    switch self {
    case .input, .fill:
      return []

    case .convolution(let convolution):
      return try convolutionGradients(convolution, node, upstream, wanted, &graph)
    case .transposedConvolution(let convolution):
      return try transposedConvolutionGradients(convolution, node, upstream, wanted, &graph)
    case .convolutionWeightGradient(let convolution):
      let other = node.inputs[1]
      let transposed = try convolution.restoring(Array(shapes[0].dimensions.dropFirst(2)))
      return [
        wanted.contains(0)
          ? try graph.append(.transposedConvolution(transposed), [other, upstream]) : nil,
        wanted.contains(1)
          ? try graph.append(.convolution(convolution), [node.inputs[0], upstream]) : nil,
      ]

    case .maxPool(let windows):
      let switches = try graph.append(.maxPoolIndices(windows), [x!])
      let unpooling = Unpooling(outputSize: shapes[0].spatialSize, overlap: .sum)
      return [try graph.append(.maxUnpool(unpooling), [upstream, switches])]
    case .maxPoolIndices:
      return [nil]
    case .maxUnpool:
      return [try graph.append(.takeAtIndices, [upstream, node.inputs[1]]), nil]
    case .takeAtIndices:
      let unpooling = Unpooling(outputSize: shapes[0].spatialSize, overlap: .sum)
      return [try graph.append(.maxUnpool(unpooling), [upstream, node.inputs[1]]), nil]
    case .averagePool(let pool):
      let spread = Op.averagePoolGradient(pool, inputSize: shapes[0].spatialSize)
      return [try graph.append(spread, [upstream])]
    case .averagePoolGradient(let pool, _):
      return [try graph.append(.averagePool(pool), [upstream])]
    case .adaptiveAveragePool:
      let spread = Op.adaptiveAveragePoolGradient(inputSize: shapes[0].spatialSize)
      return [try graph.append(spread, [upstream])]
    case .adaptiveAveragePoolGradient:
      return [
        try graph.append(.adaptiveAveragePool(outputSize: shapes[0].spatialSize), [upstream])
      ]
    case .unfold(let windows):
      return [try graph.append(.fold(windows, outputSize: shapes[0].spatialSize), [upstream])]
    case .fold(let windows, _):
      return [try graph.append(.unfold(windows), [upstream])]

    case .matmul(let transposeA, let transposeB):
      return try matmulGradients(transposeA, transposeB, node, upstream, wanted, &graph)
    case .binary(let function):
      return try binaryGradients(function, node, upstream, wanted, &graph)
    case .unary(let function):
      return [try graph.append(.unaryGradient(function), [x!, upstream])]
    case .unaryGradient(let function):
      if wanted.contains(0) { throw DifferentiationError.secondDerivative(of: name) }
      return [nil, try graph.append(.unaryGradient(function), [x!, upstream])]
    case .prelu:
      return try preluGradients(node, upstream, wanted, &graph)
    case .preluGradient, .batchNormGradient, .localResponseNormGradient:
      throw DifferentiationError.secondDerivative(of: name)

    case .reduce(let reduction):
      return [try reductionGradient(reduction, shapes[0], upstream, &graph)]
    case .broadcast:
      return [try graph.appendSum(of: upstream, to: shapes[0])]
    case .reshape:
      return [try graph.append(.reshape(shapes[0]), [upstream])]
    case .transpose(let permutation):
      let inverse = permutation.indices.map { axis in permutation.firstIndex(of: axis)! }
      return [try graph.append(.transpose(permutation: inverse), [upstream])]
    case .concat(let axis):
      var start = 0
      var gradients: [NodeID?] = []
      for shape in shapes {
        let range = start..<(start + shape[axis])
        gradients.append(try graph.append(.slice(axis: axis, range: range), [upstream]))
        start = range.upperBound
      }
      return gradients
    case .slice(let axis, let range):
      return [try sliceGradient(axis, range, shapes[0], upstream, &graph)]
    case .pad(let pad):
      let gradient = Op.padGradient(pad, inputSize: shapes[0].spatialSize)
      return [try graph.append(gradient, [upstream])]
    case .padGradient(let pad, _):
      // The adjoint copies; a constant border does not depend on the operand.
      var copying = pad
      if case .constant = pad.mode { copying.mode = .constant(0) }
      return [try graph.append(.pad(copying), [upstream])]
    case .flip:
      return [try graph.append(self, [upstream])]
    case .upsample(let upsample):
      let gradient = Op.upsampleGradient(upsample, inputSize: shapes[0].spatialSize)
      return [try graph.append(gradient, [upstream])]
    case .upsampleGradient(let upsample, _):
      return [try graph.append(.upsample(upsample), [upstream])]

    case .softmax(let axis):
      let weighted = try graph.append(
        .binary(.multiply), [upstream, id], meaning: "upstream gradient times probability")
      let total = try graph.append(
        .reduce(Reduction(.sum, axes: [axis], keepsAxes: true)), [weighted],
        meaning: "their sum over the classes")
      let centred = try graph.append(
        .binary(.subtract), [upstream, total], meaning: "upstream gradient less that sum")
      return [
        try graph.append(
          .binary(.multiply), [id, centred],
          meaning: "each probability times what is left: all of them move with each score")
      ]
    case .logSoftmax(let axis):
      let probabilities = try graph.append(
        .unary(.exp), [id], meaning: "probabilities (softmax): e to the log-probabilities")
      let total = try graph.append(
        .reduce(Reduction(.sum, axes: [axis], keepsAxes: true)), [upstream],
        meaning: "sum of the upstream gradient over the classes")
      let share = try graph.append(
        .binary(.multiply), [probabilities, total], meaning: "each probability times that sum")
      return [
        try graph.append(
          .binary(.subtract), [upstream, share],
          meaning: "upstream gradient less the probability's share of its sum; for one target that"
            + " is softmax, less 1 at the target, times the weight of the position")
      ]
    case .pickClass:
      let place = Op.placeClass(classes: shapes[0][1])
      return [try graph.append(place, [upstream, node.inputs[1]]), nil]
    case .placeClass:
      return [try graph.append(.pickClass, [upstream, node.inputs[1]]), nil]
    case .batchNorm(let norm):
      return try batchNormGradients(norm, node, upstream, wanted, &graph)
    case .dropout:
      return [try graph.append(self, [upstream] + node.inputs.dropFirst())]
    case .localResponseNorm(let norm):
      return [try graph.append(.localResponseNormGradient(norm), [x!, upstream])]
    }
  }
}

/// Why a graph cannot be differentiated.
public enum DifferentiationError: Error, Equatable, CustomStringConvertible {
  /// The derivative of a derivative was asked for where the op set has none.
  case secondDerivative(of: String)

  /// What cannot be done and what can.
  public var description: String {
    switch self {
    case .secondDerivative(let op):
      "\(op) cannot be differentiated again; ask for first derivatives only"
    }
  }
}
