/// The shape rules of products, joins, reductions, classes and normalisation.
extension Op {
  /// [.., M, K] × [.., K, P] → [.., M, P].
  func matmulShape(
    _ left: Shape, _ right: Shape, _ transposeA: Bool, _ transposeB: Bool
  ) throws(ShapeError) -> Shape {
    for (operand, shape) in [("left operand", left), ("right operand", right)]
    where shape.rank < 2 {
      throw .rank(
        op: name, operand: operand, expected: "a matrix [.., rows, columns]", shape: shape)
    }
    let (rows, inner) = left.matrix(transposed: transposeA)
    let (otherInner, columns) = right.matrix(transposed: transposeB)
    guard inner == otherInner else {
      throw .mismatch(
        op: name, left: left, right: right,
        rule: "Each row on the left has \(inner) numbers, each column on the right \(otherInner)")
    }
    guard
      let batch = Shape(Array(left.dimensions.dropLast(2)))
        .broadcast(with: Shape(Array(right.dimensions.dropLast(2))))
    else {
      throw .mismatch(
        op: name, left: left, right: right, rule: "The leading axes must be equal or 1")
    }
    return Shape(batch.dimensions + [rows, columns])
  }

  /// The shape without the reduced axes, or with length 1 in their place.
  func reducedShape(_ input: Shape, _ reduction: Reduction) -> Shape {
    var dimensions: [Int] = []
    for axis in 0..<input.rank {
      if !reduction.axes.contains(axis) {
        dimensions.append(input[axis])
      } else if reduction.keepsAxes {
        dimensions.append(1)
      }
    }
    return Shape(dimensions)
  }

  /// The operands' shape with the joined axis' lengths added up.
  func concatenatedShape(_ operands: [Shape], _ axis: Int) throws(ShapeError) -> Shape {
    let first = operands[0]
    try requireAxis(axis, first)
    var length = 0
    for shape in operands {
      guard shape.rank == first.rank, shape.replacing(axis: axis, with: first[axis]) == first else {
        throw .mismatch(
          op: name, left: first, right: shape,
          rule: "All axes but axis \(axis), along which they are joined, must be equal")
      }
      length += shape[axis]
    }
    return first.replacing(axis: axis, with: length)
  }

  /// [N, C, …] with [N, …] → [N, …].
  func pickedShape(_ input: Shape, _ target: Shape) throws(ShapeError) -> Shape {
    guard input.rank >= 2 else {
      throw .rank(op: name, operand: "input", expected: "[N, classes, …]", shape: input)
    }
    let expected = Shape([input[0]] + input.dimensions.dropFirst(2))
    try requireEqual(expected, target, "The target names one class for each position")
    return expected
  }

  /// [N, …] with [N, …] → [N, classes, …].
  func placedShape(
    _ input: Shape, _ target: Shape, classes: Int
  ) throws(ShapeError) -> Shape {
    guard input.rank >= 1 else {
      throw .rank(op: name, operand: "input", expected: "[N, …]", shape: input)
    }
    guard classes >= 1 else {
      throw .parameter(op: name, name: "classes", value: "\(classes)", rule: "Use at least 1")
    }
    try requireEqual(input, target, "Every value needs its own class number")
    return Shape([input[0], classes] + input.dimensions.dropFirst())
  }

  /// [N, C, …] with per-channel operands [C] → [N, C, …].
  func normalisedShape(_ operands: [Shape]) throws(ShapeError) -> Shape {
    let input = operands[0]
    guard input.rank >= 2 else {
      throw .rank(op: name, operand: "input", expected: "[N, C, …]", shape: input)
    }
    for (role, shape) in zip(operandRoles, operands).dropFirst() where role != .upstream {
      guard shape == [input[1]] else {
        throw .perChannel(op: name, operand: role.rawValue, shape: shape, channels: input[1])
      }
    }
    if case .batchNormGradient = self {
      try requireEqual(input, operands[4], "The upstream gradient has its variable's shape")
    }
    return input
  }

  /// Checks that the axes an op names exist.
  func requireAxes(of input: Shape) throws(ShapeError) {
    switch self {
    case .flip(let axes): try requireDistinctAxes(axes, input)
    case .softmax(let axis), .logSoftmax(let axis): try requireAxis(axis, input)
    case .dropout(let probability, _):
      guard (0...1).contains(probability) else {
        throw .parameter(
          op: name, name: "p", value: "\(probability)", rule: "Use a probability from 0 to 1")
      }
    case .localResponseNorm(let norm):
      guard input.rank >= 3 else {
        throw .rank(op: name, operand: "input", expected: "[N, C, …]", shape: input)
      }
      guard norm.size >= 1 else {
        throw .parameter(op: name, name: "size", value: "\(norm.size)", rule: "Use at least 1")
      }
    default: break
    }
  }

  func requireDistinctAxes(_ axes: [Int], _ shape: Shape) throws(ShapeError) {
    for axis in axes { try requireAxis(axis, shape) }
    guard Set(axes).count == axes.count else {
      throw .parameter(
        op: name, name: "the list of axes", value: "\(axes)", rule: "Name each axis once")
    }
  }

  func requireAxis(_ axis: Int, _ shape: Shape) throws(ShapeError) {
    guard axis >= 0, axis < shape.rank else { throw .axis(op: name, axis: axis, shape: shape) }
  }

  func requireEqual(_ left: Shape, _ right: Shape, _ rule: String) throws(ShapeError) {
    guard left == right else { throw .mismatch(op: name, left: left, right: right, rule: rule) }
  }

  /// Checks that PReLU has one slope, or one for each channel.
  func requireSlopes(_ operands: [Shape]) throws(ShapeError) {
    let channels = operands[0].rank >= 2 ? operands[0][1] : 1
    guard operands[1] == [1] || operands[1] == [channels] else {
      throw .perChannel(op: name, operand: "weight", shape: operands[1], channels: channels)
    }
  }
}

extension Shape {
  /// The lengths of the last two axes, exchanged when the matrix is read transposed.
  func matrix(transposed: Bool) -> (rows: Int, columns: Int) {
    let (rows, columns) = (dimensions[rank - 2], dimensions[rank - 1])
    return transposed ? (columns, rows) : (rows, columns)
  }
}
