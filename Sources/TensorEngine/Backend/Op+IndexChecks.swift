extension Op {
  /// Checks the operands that hold positions: class numbers and max-pool switches.
  ///
  /// Shapes are checked when a graph is built, but which class a target names is known only when
  /// the graph runs. Every backend calls this before it applies an op, so that a kernel never
  /// reads outside its operand.
  ///
  /// - Parameters:
  ///   - operands: The operands' values, in the order that the op states.
  ///   - resultShape: The shape of the result, from ``outputShape(_:)``.
  /// - Throws: ``BackendError/badIndex(op:operand:value:position:allowed:)`` for the first number
  ///   that names no class or cell.
  /// - Complexity: O(number of positions); O(1) for an op without such an operand.
  public func checkIndices<Scalar>(
    _ operands: [Tensor<Scalar>], resultShape: Shape
  ) throws(BackendError) {
    let (limit, noun): (Int, String)
    switch self {
    case .pickClass: (limit, noun) = (operands[0].shape[1], "target")
    case .placeClass(let classes): (limit, noun) = (classes, "target")
    case .maxUnpool: (limit, noun) = (resultShape.spatialSize.reduce(1, *), "switch")
    case .takeAtIndices:
      (limit, noun) = (operands[0].shape.spatialSize.reduce(1, *), "switch")
    case .input, .fill, .convolution, .transposedConvolution, .convolutionWeightGradient,
      .maxPool, .maxPoolIndices, .averagePool, .averagePoolGradient, .adaptiveAveragePool,
      .adaptiveAveragePoolGradient, .unfold, .fold, .matmul, .binary, .unary, .unaryGradient,
      .prelu, .preluGradient, .reduce, .broadcast, .reshape, .transpose, .concat, .slice, .pad,
      .padGradient, .flip, .upsample, .upsampleGradient, .softmax, .logSoftmax, .batchNorm,
      .batchNormGradient, .dropout, .localResponseNorm, .localResponseNormGradient:
      return
    }
    let indices = operands[1]
    let bound = Scalar(limit)
    // The comparisons are false for NaN.
    let isIndex = { (value: Scalar) in value >= 0 && value < bound && value == value.rounded() }
    guard let offset = indices.elements.firstIndex(where: { !isIndex($0) }) else { return }
    throw .badIndex(
      op: name, operand: noun, value: Double(indices.elements[offset]),
      position: indices.shape.index(at: offset), allowed: 0..<limit)
  }
}
