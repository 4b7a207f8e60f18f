/// What an operand is to its op; the raw value is its name in messages.
public enum OperandRole: String, Hashable, Sendable, CaseIterable {
  /// The data that the op is about.
  case input
  /// The first of two operands of equal rank.
  case left
  /// The second of two operands of equal rank.
  case right
  /// A kernel, a matrix or a factor for each channel.
  case weight
  /// What is added to each channel.
  case bias
  /// The mean of each channel: of the batch, or the running one.
  case mean
  /// The variance of each channel: of the batch, or the running one.
  case variance
  /// The class of each position.
  case target
  /// What each class of a position counts: by its probability, its weight, or both.
  case shares = "share of each class"
  /// Where the maximum of each window stood.
  case switches
  /// How the loss changes with the result of the op whose gradient this is.
  case upstream
  /// The number of the training step.
  case step
}

extension Op {
  /// What each operand is to the op, in order, those that may be left out last.
  ///
  /// `concat` takes any number of inputs.
  public var operandRoles: [OperandRole] {
    switch self {
    case .input, .fill: []
    case .convolution, .transposedConvolution: [.input, .weight, .bias]
    case .convolutionWeightGradient: [.input, .upstream]
    case .maxPool, .maxPoolIndices, .averagePool, .adaptiveAveragePool, .unfold, .fold,
      .unary, .reduce, .broadcast, .reshape, .transpose, .concat, .slice, .pad, .flip,
      .upsample, .softmax, .logSoftmax, .localResponseNorm:
      [.input]
    case .dropout: [.input, .step]
    case .maxUnpool, .takeAtIndices: [.input, .switches]
    case .averagePoolGradient, .adaptiveAveragePoolGradient, .padGradient, .upsampleGradient:
      [.upstream]
    case .matmul, .binary: [.left, .right]
    case .unaryGradient, .localResponseNormGradient: [.input, .upstream]
    case .prelu: [.input, .weight]
    case .preluGradient: [.input, .weight, .upstream]
    case .pickClass, .placeClass: [.input, .target]
    case .batchNorm: [.input, .weight, .bias, .mean, .variance]
    case .batchNormGradient: [.input, .weight, .mean, .variance, .upstream]
    }
  }

  /// How many operands must be given.
  var requiredOperandCount: Int {
    switch self {
    case .convolution, .transposedConvolution, .dropout: operandRoles.count - 1
    default: operandRoles.count
    }
  }
}
