import TensorEngine

/// What each op of the vocabulary becomes.
extension ProblemBuilder {
  /// Appends the nodes of an op and returns the one that holds its result.
  mutating func appendNodes(of operation: ProblemOperation) throws -> NodeID {
    switch operation.name {
    case "conv1d": try convolution(operation, axes: 1)
    case "conv2d": try convolution(operation, axes: 2)
    case "conv_transpose1d": try transposedConvolution(operation, axes: 1)
    case "conv_transpose2d": try transposedConvolution(operation, axes: 2)
    case "unfold": try unfold(operation)
    case "fold": try fold(operation)
    case "max_pool1d": try maxPool(operation, axes: 1)
    case "max_pool2d": try maxPool(operation, axes: 2)
    case "avg_pool1d": try averagePool(operation, axes: 1)
    case "avg_pool2d": try averagePool(operation, axes: 2)
    case "adaptive_avg_pool2d": try adaptiveAveragePool(operation)
    case "max_unpool2d": try maxUnpool(operation)

    case "linear": try linear(operation)
    case "matmul":
      try graph.append(
        .matmul(transposeA: false, transposeB: false),
        [current, try secondOperand(operation, leastRank: 2)])
    case "add": try graph.append(.binary(.add), [current, try secondOperand(operation)])
    case "mul": try graph.append(.binary(.multiply), [current, try secondOperand(operation)])
    case "concat": try concatenation(operation)

    case "relu": try graph.append(.unary(.relu), [current])
    case "leaky_relu":
      try unary(.leakyRelu(negativeSlope: operation.number("negative_slope", default: 0.01)))
    case "prelu":
      try graph.append(
        .prelu, [current, try feed(try required("weight", of: operation), "weight", rank: 1)])
    case "elu": try unary(.elu(alpha: operation.number("alpha", default: 1)))
    case "sigmoid": try unary(.sigmoid)
    case "softplus": try softplus(operation)
    case "tanh": try unary(.tanh)
    case "softmax":
      try graph.append(.softmax(axis: try axis("dim", of: operation, default: 1)), [current])
    case "log_softmax":
      try graph.append(.logSoftmax(axis: try axis("dim", of: operation, default: 1)), [current])

    case "cross_entropy": try crossEntropy(operation)
    case "nll_loss":
      try graph.nllLoss(
        current, target: try classTarget(operation), reduction: reduction(of: operation))
    case "mse_loss":
      try graph.mseLoss(
        current,
        target: try feed(
          try required("target", of: operation), "target", rank: shape.rank, isVariable: false),
        reduction: reduction(of: operation))

    case "batch_norm": try batchNorm(operation)
    case "dropout": try dropout(operation)
    case "local_response_norm": try localResponseNorm(operation)

    case "pad": try pad(operation)
    case "flatten":
      try graph.flatten(
        current, from: operation.integer("start_dim", default: 1),
        to: operation.integer("end_dim", default: -1))
    case "reshape": try reshape(operation)
    case "transpose": try transpose(operation)
    case "upsample": try upsample(operation)
    default:
      throw operation.diagnostic("\(operation.name) is not built yet")
    }
  }

  private mutating func unary(_ function: UnaryFunction) throws -> NodeID {
    try graph.append(.unary(function), [current])
  }

  private mutating func softplus(_ operation: ProblemOperation) throws -> NodeID {
    let beta = operation.number("beta", default: 1)
    guard beta != 0 else {
      throw operation.diagnostic(
        "softplus: beta cannot be 0", remedy: "Use a positive number; 1 is the default.",
        at: "beta")
    }
    return try unary(
      .softplus(beta: beta, threshold: operation.number("threshold", default: 20)))
  }

  // MARK: - Operands

  /// The operand that `other` writes out or `from` refers to.
  ///
  /// A grid keeps its rank as written, since operands are broadcast; a plain number is a constant.
  private mutating func secondOperand(
    _ operation: ProblemOperation, leastRank: Int = 0
  ) throws -> NodeID {
    let references = operation.references("from")
    switch (operation.grid("other"), references.count) {
    case (let grid?, 0):
      let rank = max(grid.value.shape.rank, leastRank)
      return try feed(grid, "other", rank: rank, isVariable: grid.value.shape.rank > 0)
    case (nil, 1):
      return try node(for: references[0], operation)
    case (nil, 0):
      throw operation.diagnostic(
        "\(operation.name) has no second operand",
        remedy: "Give other: a grid, or from: the index of an earlier op or input.")
    default:
      throw operation.diagnostic(
        "\(operation.name) has more than one second operand",
        remedy: "Give either other or a single from.", at: "from")
    }
  }

  /// The value that a reference names.
  private func node(
    for reference: Argument.Reference, _ operation: ProblemOperation
  ) throws -> NodeID {
    switch reference {
    case .input: return input
    case .operation(let number):
      guard steps.indices.contains(number) else {
        throw operation.diagnostic(
          "\(operation.name): there is no op \(number) before it",
          remedy: steps.isEmpty
            ? "It is the first op; only input comes before it."
            : "Ops before it are 0 to \(steps.count - 1); input is the problem's input.",
          at: "from")
      }
      return steps[number].output
    }
  }

  private mutating func concatenation(_ operation: ProblemOperation) throws -> NodeID {
    var parts = [current]
    if let other = operation.grid("other") {
      parts.append(try feed(other, "other", rank: max(shape.rank, other.value.shape.rank)))
    }
    for (position, grid) in operation.grids("others").enumerated() {
      let rank = max(shape.rank, grid.value.shape.rank)
      parts.append(try feed(grid, "others.\(position)", rank: rank))
    }
    for reference in operation.references("from") {
      parts.append(try node(for: reference, operation))
    }
    guard parts.count > 1 else {
      throw operation.diagnostic(
        "concat has nothing to join", remedy: "Give other, others or from.")
    }
    return try graph.append(.concat(axis: try axis("dim", of: operation, default: 0)), parts)
  }

  private mutating func linear(_ operation: ProblemOperation) throws -> NodeID {
    let weight = try feed(try required("weight", of: operation), "weight", rank: 2)
    let bias = try operation.grid("bias").map { try feed($0, "bias", rank: 1) }
    let first = graph.nodes.count
    let result = try graph.linear(current, weight: weight, bias: bias)
    // The product is what there is to explain; reshapes and the bias stand around it.
    main = (first..<graph.nodes.count).map(NodeID.init).first {
      if case .matmul = graph[$0].op { true } else { false }
    }
    return result
  }

  // MARK: - Axes and shapes

  /// The axis a parameter names; negative ones count from the end.
  func axis(_ name: String, of operation: ProblemOperation, default value: Int) throws -> Int {
    let given = operation.integer(name, default: value)
    let axis = given < 0 ? given + shape.rank : given
    guard shape.dimensions.indices.contains(axis) else {
      throw operation.diagnostic(
        "\(operation.name): there is no axis \(given) in shape \(shape)",
        remedy: "It has axes 0 to \(max(0, shape.rank - 1)), or -\(max(1, shape.rank)) to -1.",
        at: name)
    }
    return axis
  }

  private mutating func reshape(_ operation: ProblemOperation) throws -> NodeID {
    var lengths = operation.shape("shape")
    let holes = lengths.indices.filter { lengths[$0] == -1 }
    let rest = lengths.filter { $0 != -1 }
    guard holes.count <= 1, rest.allSatisfy({ $0 >= 1 }), let known = Shape.checkedCount(rest)
    else {
      throw operation.diagnostic(
        "reshape: the shape \(lengths) cannot be",
        remedy: "Use lengths of at least 1, of which one may be -1.", at: "shape")
    }
    if let hole = holes.first {
      guard shape.count % known == 0 else {
        throw operation.diagnostic(
          "reshape: \(shape.count) numbers of shape \(shape) cannot fill \(lengths)",
          remedy: "The known lengths must divide \(shape.count).", at: "shape")
      }
      lengths[hole] = shape.count / known
    }
    return try graph.append(.reshape(Shape(lengths)), [current])
  }

  private mutating func transpose(_ operation: ProblemOperation) throws -> NodeID {
    let first = try axis("dim0", of: operation, default: 0)
    let second = try axis("dim1", of: operation, default: 1)
    var permutation = Array(0..<shape.rank)
    permutation.swapAt(first, second)
    return try graph.append(.transpose(permutation: permutation), [current])
  }

  private mutating func pad(_ operation: ProblemOperation) throws -> NodeID {
    let axes = shape.rank - 2
    guard (1...2).contains(axes) else {
      throw operation.diagnostic(
        "pad: the value has shape \(shape), which has no spatial axes",
        remedy: "Pad before flatten or linear.")
    }
    var before: [Int] = []
    var after: [Int] = []
    for padding in try paddings(operation, axes: axes) {
      guard case .explicit(let first, let second) = padding else {
        throw operation.diagnostic(
          "pad: padding must be numbers, since pad has no kernel",
          remedy: "Give a number, [vertical, horizontal] or [top, bottom, left, right].",
          at: "padding")
      }
      before.append(first)
      after.append(second)
    }
    let value = operation.number("value", default: 0)
    let mode: Pad.Mode =
      switch operation.word("mode", default: "zeros") {
      case "reflect": .reflect
      case "replicate": .replicate
      case "circular": .circular
      default: .constant(value)
      }
    return try graph.append(.pad(Pad(before: before, after: after, mode: mode)), [current])
  }

  private mutating func upsample(_ operation: ProblemOperation) throws -> NodeID {
    let axes = shape.rank - 2
    guard (1...2).contains(axes) else {
      throw operation.diagnostic(
        "upsample: the value has shape \(shape), which has no spatial axes",
        remedy: "Upsample before flatten or linear.")
    }
    let mode = operation.word("mode", default: "nearest")
    let isLinear = mode != "nearest"
    guard !isLinear || (mode == "linear") == (axes == 1) else {
      throw operation.diagnostic(
        "upsample: mode \(mode) is for \(axes == 1 ? "images" : "sequences"), but the value has"
          + " shape \(shape)", remedy: "Use \(axes == 1 ? "linear" : "bilinear") here.", at: "mode")
    }
    let alignCorners = operation.boolean("align_corners", default: false)
    guard isLinear || operation.arguments["align_corners"] == nil else {
      throw operation.diagnostic(
        "upsample: align_corners belongs to linear and bilinear", remedy: "Remove it.",
        at: "align_corners")
    }
    let spatial = Array(shape.dimensions.dropFirst(2))
    let factors = operation.factors("scale_factor")
    let sizes = operation.lengths("size")
    guard (factors == nil) != (sizes == nil) else {
      throw operation.diagnostic(
        "upsample takes either scale_factor or size", remedy: "Give one of them.")
    }
    if let count = factors?.count ?? sizes?.count, count > axes {
      throw operation.diagnostic(
        "upsample: there is one axis, but \(count) numbers", remedy: "Give one number.")
    }
    let scale = factors.map { $0.count == 1 ? [Double](repeating: $0[0], count: axes) : $0 }
    let size =
      sizes.map { perAxis($0, axes) }
      ?? zip(spatial, scale ?? []).map { Int((Double($0) * $1).rounded(.down)) }
    guard size.allSatisfy({ $0 >= 1 }) else {
      throw operation.diagnostic(
        "upsample: nothing would be left: \(size.map(String.init).joined(separator: "×"))",
        remedy: "Use a larger scale_factor or size.", at: factors == nil ? "size" : "scale_factor")
    }
    return try graph.append(
      .upsample(
        Upsample(
          outputSize: size, scaleFactor: scale,
          mode: isLinear ? .linear(alignCorners: alignCorners) : .nearest)), [current])
  }
}
