import ConvolutionArithmetic

extension Op {
  /// The windows that this op slides over the spatial axes, outermost axis first; `nil` when
  /// each result depends on no neighbourhood of fixed size.
  ///
  /// A transposed op has the windows of its direct twin, which slide over its *result*.
  public var windows: [SlidingWindow]? {
    switch self {
    case .convolution(let convolution), .transposedConvolution(let convolution),
      .convolutionWeightGradient(let convolution):
      convolution.windows
    case .maxPool(let windows), .maxPoolIndices(let windows), .unfold(let windows),
      .fold(let windows, _):
      windows
    case .averagePool(let pool), .averagePoolGradient(let pool, _):
      pool.windows
    case .input, .fill, .maxUnpool, .takeAtIndices, .adaptiveAveragePool,
      .adaptiveAveragePoolGradient, .matmul, .binary, .unary, .unaryGradient, .prelu,
      .preluGradient, .reduce, .broadcast, .reshape, .transpose, .concat, .slice, .pad,
      .padGradient, .flip, .upsample, .upsampleGradient, .softmax, .logSoftmax, .pickClass,
      .placeClass, .batchNorm, .batchNormGradient, .dropout, .localResponseNorm,
      .localResponseNormGradient:
      nil
    }
  }
}
