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
    guard operands.count > 1 else { return }
    var failure: BackendError?
    operands[1].elements.withUnsafeBufferPointer { indices in
      do throws(BackendError) {
        try checkIndices(indices, operands.map(\.shape), resultShape: resultShape)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Checks the operand that holds positions where it lies.
  ///
  /// - Parameters:
  ///   - indices: The second operand's elements.
  ///   - shapes: The operands' shapes.
  ///   - resultShape: The shape of the result.
  /// - Throws: As ``checkIndices(_:resultShape:)`` does.
  public func checkIndices<Scalar: TensorScalar>(
    _ indices: UnsafeBufferPointer<Scalar>, _ shapes: [Shape], resultShape: Shape
  ) throws(BackendError) {
    let (limit, noun): (Int, String)
    switch self {
    case .pickClass: (limit, noun) = (shapes[0][1], "target")
    case .placeClass(let classes): (limit, noun) = (classes, "target")
    case .maxUnpool: (limit, noun) = (resultShape.spatialSize.reduce(1, *), "switch")
    case .takeAtIndices:
      (limit, noun) = (shapes[0].spatialSize.reduce(1, *), "switch")
    case .input, .fill, .convolution, .transposedConvolution, .convolutionWeightGradient,
      .maxPool, .maxPoolIndices, .averagePool, .averagePoolGradient, .adaptiveAveragePool,
      .adaptiveAveragePoolGradient, .unfold, .fold, .matmul, .binary, .unary, .unaryGradient,
      .prelu, .preluGradient, .reduce, .broadcast, .reshape, .transpose, .concat, .slice, .pad,
      .padGradient, .flip, .upsample, .upsampleGradient, .softmax, .logSoftmax, .batchNorm,
      .batchNormGradient, .dropout, .localResponseNorm, .localResponseNormGradient:
      return
    }
    let bound = Scalar(limit)
    // The comparisons are false for NaN.
    let isIndex = { (value: Scalar) in value >= 0 && value < bound && value == value.rounded() }
    guard let offset = indices.firstIndex(where: { !isIndex($0) }) else { return }
    throw .badIndex(
      op: name, operand: noun, value: Double(indices[offset]),
      position: shapes[1].index(at: offset), allowed: 0..<limit)
  }
}
