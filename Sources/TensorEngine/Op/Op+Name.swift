extension Op {
  /// The name in PyTorch's functional vocabulary where it has one, otherwise ours.
  public var name: String {
    switch self {
    case .input: "input"
    case .fill: "fill"
    case .convolution(let convolution): "conv\(convolution.windows.count)d"
    case .transposedConvolution(let convolution): "conv_transpose\(convolution.windows.count)d"
    case .convolutionWeightGradient(let convolution):
      "conv\(convolution.windows.count)d_weight_gradient"
    case .maxPool(let windows): "max_pool\(windows.count)d"
    case .maxPoolIndices(let windows): "max_pool\(windows.count)d_switches"
    case .maxUnpool(let unpooling):
      unpooling.overlap == .sum
        ? "max_pool\(unpooling.outputSize.count)d_gradient"
        : "max_unpool\(unpooling.outputSize.count)d"
    case .takeAtIndices: "take_at_switches"
    case .averagePool(let pool): "avg_pool\(pool.windows.count)d"
    case .averagePoolGradient(let pool, _): "avg_pool\(pool.windows.count)d_gradient"
    case .adaptiveAveragePool(let size): "adaptive_avg_pool\(size.count)d"
    case .adaptiveAveragePoolGradient(let size): "adaptive_avg_pool\(size.count)d_gradient"
    case .unfold: "unfold"
    case .fold: "fold"
    case .matmul: "matmul"
    case .binary(let function): function.name
    case .unary(let function): function.name
    case .unaryGradient(let function): "\(function.name)_gradient"
    case .prelu: "prelu"
    case .preluGradient: "prelu_gradient"
    case .reduce(let reduction): reduction.kind.rawValue
    case .broadcast: "broadcast"
    case .reshape: "reshape"
    case .transpose: "transpose"
    case .concat: "concat"
    case .slice: "slice"
    case .pad: "pad"
    case .padGradient: "pad_gradient"
    case .flip: "flip"
    case .upsample: "upsample"
    case .upsampleGradient: "upsample_gradient"
    case .softmax: "softmax"
    case .logSoftmax: "log_softmax"
    case .pickClass: "pick_class"
    case .placeClass: "place_class"
    case .batchNorm: "batch_norm"
    case .batchNormGradient: "batch_norm_gradient"
    case .dropout: "dropout"
    case .localResponseNorm: "local_response_norm"
    case .localResponseNormGradient: "local_response_norm_gradient"
    }
  }

  /// Whether the op takes any number of operands.
  var isVariadic: Bool {
    if case .concat = self { true } else { false }
  }
}

extension BinaryFunction {
  /// PyTorch's name.
  public var name: String {
    switch self {
    case .add: "add"
    case .subtract: "sub"
    case .multiply: "mul"
    case .divide: "div"
    }
  }

  /// The sign written between the operands.
  public var symbol: String {
    switch self {
    case .add: "+"
    case .subtract: "−"
    case .multiply: "·"
    case .divide: "/"
    }
  }
}

extension UnaryFunction {
  /// PyTorch's name.
  public var name: String {
    switch self {
    case .relu: "relu"
    case .leakyRelu: "leaky_relu"
    case .elu: "elu"
    case .step: "step"
    case .sigmoid: "sigmoid"
    case .softplus: "softplus"
    case .tanh: "tanh"
    case .exp: "exp"
    case .log: "log"
    case .squareRoot: "sqrt"
    case .affine: "affine"
    }
  }
}
