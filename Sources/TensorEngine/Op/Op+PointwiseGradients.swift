extension Op {
  /// With C = A·B: dA = dC·Bᵀ and dB = Aᵀ·dC, each written for operands read transposed too, and
  /// summed over the leading axes that were broadcast.
  func matmulGradients(
    _ transposeA: Bool, _ transposeB: Bool, _ node: Node, _ upstream: NodeID,
    _ wanted: Set<Int>, _ graph: inout Graph
  ) throws -> [NodeID?] {
    let (a, b) = (node.inputs[0], node.inputs[1])
    var gradients: [NodeID?] = [nil, nil]
    if wanted.contains(0) {
      let product =
        transposeA
        ? try graph.append(.matmul(transposeA: transposeB, transposeB: true), [b, upstream])
        : try graph.append(.matmul(transposeA: false, transposeB: !transposeB), [upstream, b])
      gradients[0] = try graph.appendSum(of: product, to: graph[a].shape)
    }
    if wanted.contains(1) {
      let product =
        transposeB
        ? try graph.append(.matmul(transposeA: true, transposeB: transposeA), [upstream, a])
        : try graph.append(.matmul(transposeA: !transposeA, transposeB: false), [a, upstream])
      gradients[1] = try graph.appendSum(of: product, to: graph[b].shape)
    }
    return gradients
  }

  /// The four rules of arithmetic, summed over axes that were broadcast.
  func binaryGradients(
    _ function: BinaryFunction, _ node: Node, _ upstream: NodeID, _ wanted: Set<Int>,
    _ graph: inout Graph
  ) throws -> [NodeID?] {
    let (a, b) = (node.inputs[0], node.inputs[1])
    var gradients: [NodeID?] = [nil, nil]
    if wanted.contains(0) {
      let local =
        switch function {
        case .add, .subtract: upstream
        case .multiply: try graph.append(.binary(.multiply), [upstream, b])
        case .divide: try graph.append(.binary(.divide), [upstream, b])
        }
      gradients[0] = try graph.appendSum(of: local, to: graph[a].shape)
    }
    if wanted.contains(1) {
      let local: NodeID
      switch function {
      case .add:
        local = upstream
      case .subtract:
        local = try graph.append(.unary(.affine(factor: -1, offset: 0)), [upstream])
      case .multiply:
        local = try graph.append(.binary(.multiply), [upstream, a])
      case .divide:
        // d(a/b)/db = −a/b² = −(a/b)/b
        let ratio = try graph.append(.binary(.divide), [a, b])
        let slope = try graph.append(.binary(.divide), [ratio, b])
        let negative = try graph.append(.unary(.affine(factor: -1, offset: 0)), [slope])
        local = try graph.append(.binary(.multiply), [upstream, negative])
      }
      gradients[1] = try graph.appendSum(of: local, to: graph[b].shape)
    }
    return gradients
  }

  /// The gradients of a parametric ReLU's operands.
  ///
  /// Input: upstream times 1 or the slope. Slope: upstream times the negative part of x, summed.
  func preluGradients(
    _ node: Node, _ upstream: NodeID, _ wanted: Set<Int>, _ graph: inout Graph
  ) throws -> [NodeID?] {
    let (x, weight) = (node.inputs[0], node.inputs[1])
    var gradients: [NodeID?] = [nil, nil]
    if wanted.contains(0) {
      gradients[0] = try graph.append(.preluGradient, [x, weight, upstream])
    }
    if wanted.contains(1) {
      let positive = try graph.append(.unary(.relu), [x], meaning: "positive part of the input")
      let negative = try graph.append(
        .binary(.subtract), [x, positive], meaning: "negative part of the input")
      let local = try graph.append(
        .binary(.multiply), [upstream, negative],
        meaning: "upstream gradient times the negative part: what the slope is a factor of")
      let isShared = graph[weight].shape == [1]
      let rank = graph[x].shape.rank
      let axes = (0..<rank).filter { isShared || rank < 2 || $0 != 1 }
      let sum = try graph.append(.reduce(Reduction(.sum, axes: axes)), [local])
      gradients[1] = try graph.append(.reshape(graph[weight].shape), [sum])
    }
    return gradients
  }

  /// The upstream repeated over the reduced axes, divided by their count for a mean.
  func reductionGradient(
    _ reduction: Reduction, _ shape: Shape, _ upstream: NodeID, _ graph: inout Graph
  ) throws -> NodeID {
    var kept = shape
    var count = 1
    for axis in reduction.axes {
      count *= shape[axis]
      kept = kept.replacing(axis: axis, with: 1)
    }
    let column = try graph.append(.reshape(kept), [upstream])
    let repeated = try graph.append(.broadcast(shape), [column])
    guard reduction.kind == .mean else { return repeated }
    return try graph.append(
      .unary(.affine(factor: 1 / Double(count), offset: 0)), [repeated],
      meaning: count == 1
        ? "share of a mean: its only number gets all of its gradient"
        : "share of a mean: each of its \(count) numbers gets 1 / \(count) of its gradient")
  }

  /// The upstream at its place, with zeros where the slice did not read.
  func sliceGradient(
    _ axis: Int, _ range: Range<Int>, _ shape: Shape, _ upstream: NodeID, _ graph: inout Graph
  ) throws -> NodeID {
    var parts = [upstream]
    if range.lowerBound > 0 {
      let zeros = shape.replacing(axis: axis, with: range.lowerBound)
      parts.insert(try graph.append(.fill(0, zeros), []), at: 0)
    }
    if range.upperBound < shape[axis] {
      let zeros = shape.replacing(axis: axis, with: shape[axis] - range.upperBound)
      parts.append(try graph.append(.fill(0, zeros), []))
    }
    return parts.count == 1 ? upstream : try graph.append(.concat(axis: axis), parts)
  }

  /// The gradients of a batch norm's operands.
  ///
  /// Input: the fused gradient. Weight: upstream times the normalised input, summed. Bias:
  /// upstream summed. Mean and variance get none: in training they depend on x, which the input
  /// gradient accounts for.
  func batchNormGradients(
    _ norm: BatchNorm, _ node: Node, _ upstream: NodeID, _ wanted: Set<Int>,
    _ graph: inout Graph
  ) throws -> [NodeID?] {
    let (x, weight) = (node.inputs[0], node.inputs[1])
    let (mean, variance) = (node.inputs[3], node.inputs[4])
    var gradients = [NodeID?](repeating: nil, count: 5)
    if wanted.contains(0) {
      gradients[0] = try graph.append(
        .batchNormGradient(norm), [x, weight, mean, variance, upstream])
    }
    if wanted.contains(1) {
      let channels = graph[weight].shape
      let ones = try graph.append(.fill(1, channels), [])
      let zeros = try graph.append(.fill(0, channels), [])
      let fixed = BatchNorm(epsilon: norm.epsilon, training: false)
      let normalised = try graph.append(
        .batchNorm(fixed), [x, ones, zeros, mean, variance], meaning: "normalised input")
      let local = try graph.append(
        .binary(.multiply), [upstream, normalised],
        meaning: "g · xn: the upstream gradient times the normalised input")
      gradients[1] = try graph.appendChannelSum(of: local)
    }
    if wanted.contains(2) {
      gradients[2] = try graph.appendChannelSum(of: upstream)
    }
    return gradients
  }
}

extension Graph {
  /// Appends the sum over everything but the channel axis: [N, C, …] → [C].
  mutating func appendChannelSum(of id: NodeID) throws(ShapeError) -> NodeID {
    let axes = (0..<self[id].shape.rank).filter { $0 != 1 }
    return try append(.reduce(Reduction(.sum, axes: axes)), [id])
  }

  /// Appends the sum that undoes a broadcast, so that the result has the given shape.
  mutating func appendSum(of id: NodeID, to shape: Shape) throws(ShapeError) -> NodeID {
    let wide = self[id].shape
    guard wide != shape else { return id }
    let leading = wide.rank - shape.rank
    let axes = (0..<wide.rank).filter { axis in
      axis < leading || (shape[axis - leading] == 1 && wide[axis] != 1)
    }
    let sum =
      axes.isEmpty
      ? id : try append(.reduce(Reduction(.sum, axes: axes, keepsAxes: true)), [id])
    return self[sum].shape == shape ? sum : try append(.reshape(shape), [sum])
  }
}
