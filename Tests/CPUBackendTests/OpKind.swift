import TensorEngine

/// The cases of ``Op`` without their parameters, to see that the table of cases forgets none: a
/// new op does not compile here until it is named, and then fails until it has a case.
enum OpKind: CaseIterable {
  case fill, convolution, transposedConvolution, convolutionWeightGradient
  case maxPool, maxPoolIndices, maxUnpool, takeAtIndices
  case averagePool, averagePoolGradient, adaptiveAveragePool, adaptiveAveragePoolGradient
  case unfold, fold, matmul, binary, unary, unaryGradient, prelu, preluGradient
  case reduce, broadcast, reshape, transpose, concat, slice, pad, padGradient, flip
  case upsample, upsampleGradient, softmax, logSoftmax, pickClass, placeClass
  case batchNorm, batchNormGradient, dropout, localResponseNorm, localResponseNormGradient

  /// The kind of an op; an input computes nothing and has none.
  init?(_ op: Op) {
    switch op {
    case .input: return nil
    case .fill: self = .fill
    case .convolution: self = .convolution
    case .transposedConvolution: self = .transposedConvolution
    case .convolutionWeightGradient: self = .convolutionWeightGradient
    case .maxPool: self = .maxPool
    case .maxPoolIndices: self = .maxPoolIndices
    case .maxUnpool: self = .maxUnpool
    case .takeAtIndices: self = .takeAtIndices
    case .averagePool: self = .averagePool
    case .averagePoolGradient: self = .averagePoolGradient
    case .adaptiveAveragePool: self = .adaptiveAveragePool
    case .adaptiveAveragePoolGradient: self = .adaptiveAveragePoolGradient
    case .unfold: self = .unfold
    case .fold: self = .fold
    case .matmul: self = .matmul
    case .binary: self = .binary
    case .unary: self = .unary
    case .unaryGradient: self = .unaryGradient
    case .prelu: self = .prelu
    case .preluGradient: self = .preluGradient
    case .reduce: self = .reduce
    case .broadcast: self = .broadcast
    case .reshape: self = .reshape
    case .transpose: self = .transpose
    case .concat: self = .concat
    case .slice: self = .slice
    case .pad: self = .pad
    case .padGradient: self = .padGradient
    case .flip: self = .flip
    case .upsample: self = .upsample
    case .upsampleGradient: self = .upsampleGradient
    case .softmax: self = .softmax
    case .logSoftmax: self = .logSoftmax
    case .pickClass: self = .pickClass
    case .placeClass: self = .placeClass
    case .batchNorm: self = .batchNorm
    case .batchNormGradient: self = .batchNormGradient
    case .dropout: self = .dropout
    case .localResponseNorm: self = .localResponseNorm
    case .localResponseNormGradient: self = .localResponseNormGradient
    }
  }
}
