import TensorEngine

/// One value for each case of ``Op``, and of its functions of one operand, so that a test can tell
/// which cases a table leaves out.
public enum OpKind: CaseIterable, Sendable {
  case input, fill
  case convolution, transposedConvolution, convolutionWeightGradient
  case maxPool, maxPoolIndices, maxUnpool, takeAtIndices, averagePool, averagePoolGradient
  case adaptiveAveragePool, adaptiveAveragePoolGradient, unfold, fold
  case matmul, binary, unaryGradient, prelu, preluGradient
  case relu, leakyRelu, elu, step, sigmoid, softplus, tanh, exp, log, squareRoot, affine
  case reduce, broadcast, reshape, transpose, concat, slice, pad, padGradient, flip
  case upsample, upsampleGradient
  case softmax, logSoftmax, pickClass, placeClass, batchNorm, batchNormGradient, dropout
  case localResponseNorm, localResponseNormGradient

  /// The kind of an op.
  ///
  /// No default: a new op does not compile here until it has a kind, and then every table of cases
  /// lacks it until someone writes one.
  public init(_ op: Op) {
    self =
      switch op {
      case .input: .input
      case .fill: .fill
      case .convolution: .convolution
      case .transposedConvolution: .transposedConvolution
      case .convolutionWeightGradient: .convolutionWeightGradient
      case .maxPool: .maxPool
      case .maxPoolIndices: .maxPoolIndices
      case .maxUnpool: .maxUnpool
      case .takeAtIndices: .takeAtIndices
      case .averagePool: .averagePool
      case .averagePoolGradient: .averagePoolGradient
      case .adaptiveAveragePool: .adaptiveAveragePool
      case .adaptiveAveragePoolGradient: .adaptiveAveragePoolGradient
      case .unfold: .unfold
      case .fold: .fold
      case .matmul: .matmul
      case .binary: .binary
      case .unary(let function): Self(function)
      case .unaryGradient: .unaryGradient
      case .prelu: .prelu
      case .preluGradient: .preluGradient
      case .reduce: .reduce
      case .broadcast: .broadcast
      case .reshape: .reshape
      case .transpose: .transpose
      case .concat: .concat
      case .slice: .slice
      case .pad: .pad
      case .padGradient: .padGradient
      case .flip: .flip
      case .upsample: .upsample
      case .upsampleGradient: .upsampleGradient
      case .softmax: .softmax
      case .logSoftmax: .logSoftmax
      case .pickClass: .pickClass
      case .placeClass: .placeClass
      case .batchNorm: .batchNorm
      case .batchNormGradient: .batchNormGradient
      case .dropout: .dropout
      case .localResponseNorm: .localResponseNorm
      case .localResponseNormGradient: .localResponseNormGradient
      }
  }

  private init(_ function: UnaryFunction) {
    self =
      switch function {
      case .relu: .relu
      case .leakyRelu: .leakyRelu
      case .elu: .elu
      case .step: .step
      case .sigmoid: .sigmoid
      case .softplus: .softplus
      case .tanh: .tanh
      case .exp: .exp
      case .log: .log
      case .squareRoot: .squareRoot
      case .affine: .affine
      }
  }
}
