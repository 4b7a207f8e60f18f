import ConvolutionArithmetic
import TensorEngine

extension Op {
  /// Whether the result is dLoss/d-something.
  var isGradient: Bool { nameOfDifferentiated != nil }

  /// The name of the op whose gradient this computes; `nil` for what is no gradient.
  var nameOfDifferentiated: String? {
    switch self {
    case .convolutionWeightGradient(let convolution): Op.convolution(convolution).name
    case .averagePoolGradient(let pool, _): Op.averagePool(pool).name
    case .adaptiveAveragePoolGradient(let size): Op.adaptiveAveragePool(outputSize: size).name
    case .unaryGradient(let function): function.name
    case .preluGradient: Op.prelu.name
    case .padGradient(let pad, _): Op.pad(pad).name
    case .upsampleGradient(let upsample, _): Op.upsample(upsample).name
    case .batchNormGradient(let norm): Op.batchNorm(norm).name
    case .localResponseNormGradient(let norm): Op.localResponseNorm(norm).name
    case .maxUnpool(let unpooling):
      unpooling.overlap == .sum ? "max_pool\(unpooling.outputSize.count)d" : nil
    case .input, .fill, .convolution, .transposedConvolution, .maxPool, .maxPoolIndices,
      .takeAtIndices, .averagePool, .adaptiveAveragePool, .unfold, .fold, .matmul, .binary,
      .unary, .prelu, .reduce, .broadcast, .reshape, .transpose, .concat, .slice, .pad, .flip,
      .upsample, .softmax, .logSoftmax, .pickClass, .placeClass, .batchNorm, .dropout,
      .localResponseNorm:
      nil
    }
  }
}
