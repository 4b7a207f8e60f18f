import ConvolutionArithmetic

extension Op {
  /// The shape of the result for operands of the given shapes.
  ///
  /// - Throws: ``ShapeError``, whose text shows the shapes and names the remedy.
  /// - Complexity: O(rank).
  public func outputShape(_ operands: [Shape]) throws(ShapeError) -> Shape {
    try checkOperandCount(operands.count)
    switch self {
    case .input(let shape), .fill(_, let shape):
      return shape

    case .convolution(let convolution):
      return try convolutionShape(convolution, operands)
    case .transposedConvolution(let convolution):
      return try transposedConvolutionShape(convolution, operands)
    case .convolutionWeightGradient(let convolution):
      return try weightGradientShape(convolution, operands)

    case .maxPool(let windows):
      return try pooledShape(operands[0], windows)
    case .maxPoolIndices(let windows):
      let shape = try pooledShape(operands[0], windows)
      try requireCountableCells(operands[0].spatialSize)
      return shape
    case .averagePool(let pool):
      return try pooledShape(operands[0], pool.windows)
    case .maxUnpool(let unpooling):
      try requireEqual(operands[0], operands[1], "Every value needs its own switch")
      return try replacingSpatialSize(of: operands[0], with: unpooling.outputSize)
    case .takeAtIndices:
      return try takenShape(operands[0], operands[1])
    case .averagePoolGradient(let pool, let size):
      return try spreadShape(operands[0], pool.windows, size)
    case .adaptiveAveragePool(let size):
      return try adaptiveShape(operands[0], size)
    case .adaptiveAveragePoolGradient(let size):
      return try adaptiveSpreadShape(operands[0], size)
    case .unfold(let windows):
      return try unfoldedShape(operands[0], windows)
    case .fold(let windows, let size):
      return try foldedShape(operands[0], windows, size)

    case .matmul(let transposeA, let transposeB):
      return try matmulShape(operands[0], operands[1], transposeA, transposeB)
    case .binary:
      guard let shape = operands[0].broadcast(with: operands[1]) else {
        throw .mismatch(
          op: name, left: operands[0], right: operands[1],
          rule: "Aligned at the end, each pair of lengths must be equal or contain a 1")
      }
      return shape
    case .unary, .flip, .softmax, .logSoftmax, .localResponseNorm, .dropout:
      try requireAxes(of: operands[0])
      if operands.count > 1, operands[1] != .scalar {
        throw .rank(op: name, operand: "step", expected: "[]", shape: operands[1])
      }
      return operands[0]
    case .unaryGradient, .localResponseNormGradient:
      try requireEqual(operands[0], operands[1], "The upstream gradient has its variable's shape")
      return operands[0]
    case .prelu:
      try requireSlopes(operands)
      return operands[0]
    case .preluGradient:
      try requireSlopes(operands)
      try requireEqual(operands[0], operands[2], "The upstream gradient has its variable's shape")
      return operands[0]

    case .reduce(let reduction):
      try requireDistinctAxes(reduction.axes, operands[0])
      return reducedShape(operands[0], reduction)
    case .broadcast(let shape):
      guard operands[0].broadcast(with: shape) == shape else {
        throw .mismatch(
          op: name, left: operands[0], right: shape,
          rule: "Only axes of length 1 and missing leading axes can be repeated")
      }
      return shape
    case .reshape(let shape):
      guard Shape.checkedCount(shape.dimensions) == operands[0].count else {
        throw .mismatch(
          op: name, left: operands[0], right: shape,
          rule: "Both must hold the same number of elements; the first holds \(operands[0].count)")
      }
      return shape
    case .transpose(let permutation):
      guard permutation.sorted() == Array(0..<operands[0].rank) else {
        throw .parameter(
          op: name, name: "the order of axes", value: "\(permutation)",
          rule: "Name each axis of \(operands[0]) once")
      }
      return Shape(permutation.map { operands[0][$0] })
    case .concat(let axis):
      return try concatenatedShape(operands, axis)
    case .slice(let axis, let range):
      try requireAxis(axis, operands[0])
      guard range.lowerBound >= 0, range.upperBound <= operands[0][axis] else {
        throw .parameter(
          op: name, name: "the range", value: "\(range)",
          rule: "Axis \(axis) has length \(operands[0][axis])")
      }
      return operands[0].replacing(axis: axis, with: range.count)
    case .pad(let pad):
      return try paddedShape(operands[0], pad)
    case .padGradient(let pad, let size):
      let input = try replacingSpatialSize(of: operands[0], with: size)
      try requireEqual(
        try paddedShape(input, pad), operands[0], "The upstream gradient has the output's shape")
      return input
    case .upsample(let upsample):
      return try upsampledShape(operands[0], upsample)
    case .upsampleGradient(let upsample, let size):
      let input = try replacingSpatialSize(of: operands[0], with: size)
      try requireEqual(
        try upsampledShape(input, upsample), operands[0],
        "The upstream gradient has the output's shape")
      return input

    case .pickClass:
      return try pickedShape(operands[0], operands[1])
    case .placeClass(let classes):
      return try placedShape(operands[0], operands[1], classes: classes)
    case .batchNorm, .batchNormGradient:
      return try normalisedShape(operands)
    }
  }

  private func checkOperandCount(_ count: Int) throws(ShapeError) {
    let (roles, required) = (operandRoles, requiredOperandCount)
    let accepts = isVariadic ? count >= 1 : (required...roles.count).contains(count)
    guard accepts else {
      let names = roles.indices.map { roles[$0].rawValue + ($0 < required ? "" : "?") }
      throw .operandCount(op: name, expected: names.joined(separator: ", "), actual: count)
    }
  }
}

extension Shape {
  /// The shape with one axis' length replaced.
  public func replacing(axis: Int, with length: Int) -> Shape {
    var dimensions = dimensions
    dimensions[axis] = length
    return Shape(dimensions)
  }
}
