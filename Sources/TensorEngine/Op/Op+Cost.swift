/// What applying an op once costs.
public struct Cost: Hashable, Sendable {
  /// Learned numbers that the op reads: weights and biases.
  public var parameters: Int
  /// Multiplications that are each followed by an addition; one is 2 floating-point operations.
  ///
  /// Biases, activations, normalisation and pooling count none, as in the papers.
  public var multiplyAdds: Int
  /// Bytes read and written once each, at 4 bytes a number.
  public var bytes: Int

  /// Creates a cost.
  public init(parameters: Int, multiplyAdds: Int, bytes: Int) {
    self.parameters = parameters
    self.multiplyAdds = multiplyAdds
    self.bytes = bytes
  }
}

extension Op {
  /// The cost of applying this op to operands of the given shapes.
  ///
  /// - Parameters:
  ///   - operands: The operands' shapes.
  ///   - result: The result's shape, from ``outputShape(_:)``.
  public func cost(_ operands: [Shape], result: Shape) -> Cost {
    let moved = operands.map(\.count).reduce(result.count, +)
    return Cost(
      parameters: parameterOperands.filter { $0 < operands.count }.map { operands[$0].count }
        .reduce(0, +),
      multiplyAdds: multiplyAdds(operands, result),
      bytes: 4 * moved)
  }

  /// The positions of the operands that are learned.
  private var parameterOperands: [Int] {
    switch self {
    case .convolution, .transposedConvolution, .batchNorm: [1, 2]
    case .prelu, .preluGradient, .batchNormGradient: [1]
    case .input, .fill, .convolutionWeightGradient, .maxPool, .maxPoolIndices, .maxUnpool,
      .takeAtIndices, .averagePool, .averagePoolGradient, .adaptiveAveragePool,
      .adaptiveAveragePoolGradient, .unfold, .fold, .matmul, .binary, .unary, .unaryGradient,
      .reduce, .broadcast, .reshape, .transpose, .concat, .slice, .pad, .padGradient, .flip,
      .upsample, .upsampleGradient, .softmax, .logSoftmax, .pickClass, .placeClass, .dropout,
      .localResponseNorm, .localResponseNormGradient:
      []
    }
  }

  /// Every tap of every window meets every pair of channels of its group once, padding included.
  private func multiplyAdds(_ operands: [Shape], _ result: Shape) -> Int {
    switch self {
    case .convolution:
      // Each of the N·O·S' results sums C/G·K products.
      result.count * operands[1].dimensions.dropFirst().reduce(1, *)
    case .transposedConvolution:
      operands[0].count * operands[1].dimensions.dropFirst().reduce(1, *)
    case .convolutionWeightGradient:
      operands[1].count * result.dimensions.dropFirst().reduce(1, *)
    case .matmul(let transposeA, _):
      result.count * operands[0].matrix(transposed: transposeA).columns
    case .input, .fill, .maxPool, .maxPoolIndices, .maxUnpool, .takeAtIndices, .averagePool,
      .averagePoolGradient, .adaptiveAveragePool, .adaptiveAveragePoolGradient, .unfold, .fold,
      .binary, .unary, .unaryGradient, .prelu, .preluGradient, .reduce, .broadcast, .reshape,
      .transpose, .concat, .slice, .pad, .padGradient, .flip, .upsample, .upsampleGradient,
      .softmax, .logSoftmax, .pickClass, .placeClass, .batchNorm, .batchNormGradient, .dropout,
      .localResponseNorm, .localResponseNormGradient:
      0
    }
  }
}
