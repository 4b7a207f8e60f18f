import TensorEngine
import Typesetting

/// Operands, axes and shapes.
extension ProblemBuilder {
  // MARK: - Operands

  /// The operand that `other` writes out or `from` refers to.
  ///
  /// A grid keeps its rank as written, since operands are broadcast.
  func secondOperand(
    _ other: GridLiteral?, _ from: [Argument.Reference]?, leastRank: Int = 0
  ) throws -> NodeID {
    let references = from ?? []
    switch (other, references.count) {
    case (let grid?, 0):
      let rank = max(grid.value.shape.rank, leastRank)
      return try feed(grid, "other", rank: rank)
    case (nil, 1):
      return try node(for: references[0])
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
  private func node(for reference: Argument.Reference) throws -> NodeID {
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

  func concatenation(
    of other: GridLiteral?, _ others: [GridLiteral], _ from: [Argument.Reference], axis: Int
  ) throws -> NodeID {
    var parts: [NodeID] = []
    if let other {
      parts.append(try feed(other, "other", rank: max(shape.rank, other.value.shape.rank)))
    }
    for (position, grid) in others.enumerated() {
      let rank = max(shape.rank, grid.value.shape.rank)
      parts.append(try feed(grid, "others.\(position)", rank: rank))
    }
    for reference in from { parts.append(try node(for: reference)) }
    guard !parts.isEmpty else {
      throw operation.diagnostic(
        "concat has nothing to join", remedy: "Give other, others or from.")
    }
    return try append(.concat(axis: try self.axis(axis, "dim")), parts)
  }

  func linear(_ weight: GridLiteral, _ bias: GridLiteral?) throws -> NodeID {
    let weight = try feed(weight, "weight", rank: 2)
    let bias = try bias.map { try feed($0, "bias", rank: 1) }
    let first = graph.nodes.count
    let result = try graph.linear(current, weight: weight, bias: bias)
    // The product is what there is to explain; reshapes and the bias stand around it.
    main = (first..<graph.nodes.count).map(NodeID.init).first {
      if case .matmul = graph[$0].op { true } else { false }
    }
    return result
  }

  // MARK: - Axes and shapes

  /// The axis that a parameter says; negative ones count from the end.
  func axis(_ given: Int, _ name: String) throws -> Int {
    let axis = given < 0 ? given + shape.rank : given
    guard shape.dimensions.indices.contains(axis) else {
      throw operation.diagnostic(
        "\(operation.name): there is no axis \(given) in shape \(shape)",
        remedy: "It has axes 0 to \(max(0, shape.rank - 1)), or -\(max(1, shape.rank)) to -1.",
        at: name)
    }
    return axis
  }

  func reshape(_ written: [Int]) throws -> NodeID {
    var lengths = written
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
    return try append(.reshape(Shape(lengths)))
  }

  func transpose(_ first: Int, _ second: Int) throws -> NodeID {
    var permutation = Array(0..<shape.rank)
    permutation.swapAt(try axis(first, "dim0"), try axis(second, "dim1"))
    return try append(.transpose(permutation: permutation))
  }

  func pad(_ padding: Argument.PaddingArgument, _ mode: Pad.Mode) throws -> NodeID {
    let axes = shape.rank - 2
    guard (1...2).contains(axes) else {
      throw operation.diagnostic(
        "pad: the value has shape \(shape), which has no spatial axes",
        remedy: "Pad before flatten or linear.")
    }
    var before: [Int] = []
    var after: [Int] = []
    for padding in try paddings(padding, axes: axes) {
      guard case .explicit(let first, let second) = padding else {
        throw operation.diagnostic(
          "pad: padding must be numbers, since pad has no kernel",
          remedy: "Give a number, [vertical, horizontal] or [top, bottom, left, right].",
          at: "padding")
      }
      before.append(first)
      after.append(second)
    }
    return try append(.pad(Pad(before: before, after: after, mode: mode)))
  }

  func upsample(
    by factors: [Double]?, to sizes: [Int]?, _ mode: OperationSchema.UpsampleMode,
    alignCorners: Bool?
  ) throws -> NodeID {
    let axes = shape.rank - 2
    guard (1...2).contains(axes) else {
      throw operation.diagnostic(
        "upsample: the value has shape \(shape), which has no spatial axes",
        remedy: "Upsample before flatten or linear.")
    }
    let isLinear = mode != .nearest
    guard !isLinear || (mode == .linear) == (axes == 1) else {
      throw operation.diagnostic(
        "upsample: mode \(mode.rawValue) is for \(axes == 1 ? "images" : "sequences"), but the value has"
          + " shape \(shape)", remedy: "Use \(axes == 1 ? "linear" : "bilinear") here.", at: "mode")
    }
    guard isLinear || alignCorners == nil else {
      throw operation.diagnostic(
        "upsample: align_corners belongs to linear and bilinear", remedy: "Remove it.",
        at: "align_corners")
    }
    let spatial = Array(shape.dimensions.dropFirst(2))
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
      sizes.map { $0.count == 1 ? [Int](repeating: $0[0], count: axes) : $0 }
      ?? zip(spatial, scale ?? []).map { Int((Double($0) * $1).rounded(.down)) }
    guard size.allSatisfy({ $0 >= 1 }) else {
      throw operation.diagnostic(
        "upsample: nothing would be left: \(NumberText.size(size))",
        remedy: "Use a larger scale_factor or size.", at: factors == nil ? "size" : "scale_factor")
    }
    return try append(
      .upsample(
        Upsample(
          outputSize: size, scaleFactor: scale,
          mode: isLinear ? .linear(alignCorners: alignCorners == true) : .nearest)))
  }
}
