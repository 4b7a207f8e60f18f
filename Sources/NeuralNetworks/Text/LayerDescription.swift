import TensorEngine

/// A layer whose words have been understood.
enum LayerDescription {
  /// The filters of a convolution; `nil`: as many as there are inputs, each with a channel of its own.
  case convolution(WindowDescription, outputs: Int?, groups: Int, hasBias: Bool)
  case transposedConvolution(WindowDescription, outputs: Int, hasBias: Bool)
  case batchNorm
  case activation(UnaryFunction, kind: String)
  case maxPool(WindowDescription)
  case averagePool(WindowDescription)
  case globalAveragePool
  case upsample(Extent, Upsample.Mode)
  case dropout(Double)
  case flatten
  case linear(Int, hasBias: Bool)
  /// A branch and a shortcut around it, which a second branch may replace.
  case residual
  /// Branches whose channels are joined.
  case concat

  /// The kinds, as messages list them.
  static let kinds =
    "conv, depthwise, convtranspose, bn, relu, leaky_relu, elu, sigmoid, softplus, tanh, pool, "
    + "avgpool, globalpool, upsample, dropout, flatten, fc, res( … ), concat( … | … )"

  /// Whether the layer works on maps, and not on rows of numbers.
  var needsMaps: Bool {
    switch self {
    case .convolution, .transposedConvolution, .batchNorm, .maxPool, .averagePool,
      .globalAveragePool, .upsample:
      true
    case .activation, .dropout, .flatten, .linear, .residual, .concat: false
    }
  }

  /// Understands a layer's words.
  ///
  /// - Throws: ``NetworkError/text(place:message:remedy:)``.
  init(_ layer: LayerText) throws(NetworkError) {
    var arguments = LayerArguments(layer)
    let kind = layer.kind.text
    if !layer.branches.isEmpty, !["res", "concat"].contains(kind) {
      throw layer.error(
        "\(kind) takes no layers in parentheses", remedy: "Only res( … ) and concat( … | … ) do.")
    }
    var allowed = "nothing more"
    switch kind {
    case "conv", "depthwise":
      allowed = "filters, a kernel such as 3x3, stride, pad, dilation, groups, nobias"
      self = try Self.convolution(&arguments, isDepthwise: kind == "depthwise")
    case "convtranspose", "conv_transpose":
      allowed = "filters, a kernel such as 2x2, stride, pad, outpad, dilation, nobias"
      let hasBias = !arguments.flag("nobias")
      let example = "convtranspose 16 2x2 stride 2"
      let (window, outputs) = try WindowDescription.read(
        &arguments, [.dilation, .outputPadding], stride: 1, example: example
      ) { arguments throws(NetworkError) in
        try arguments.number("a number of filters", example: example)
      }
      self = .transposedConvolution(window, outputs: outputs, hasBias: hasBias)
    case "bn", "batchnorm": self = .batchNorm
    case "relu": self = .activation(.relu, kind: "ReLU")
    case "leaky_relu", "leakyrelu":
      self = .activation(.leakyRelu(negativeSlope: 0.01), kind: "LeakyReLU")
    case "elu": self = .activation(.elu(alpha: 1), kind: "ELU")
    case "sigmoid": self = .activation(.sigmoid, kind: "Sigmoid")
    case "softplus": self = .activation(.softplus(beta: 1, threshold: 20), kind: "Softplus")
    case "tanh": self = .activation(.tanh, kind: "Tanh")
    case "pool", "maxpool":
      allowed = "a size, stride, pad, dilation, ceil"
      self = .maxPool(try Self.pool(&arguments, [.dilation, .ceilMode], kind))
    case "avgpool":
      allowed = "a size, stride, pad, ceil"
      self = .averagePool(try Self.pool(&arguments, .ceilMode, kind))
    case "globalpool", "gap": self = .globalAveragePool
    case "upsample":
      allowed = "a factor, nearest or bilinear"
      let factor = try arguments.kernel(example: "upsample 2")
      let mode = arguments.word(among: ["nearest", "bilinear"])
      self = .upsample(factor, mode == "bilinear" ? .linear(alignCorners: false) : .nearest)
    case "dropout": self = .dropout(try arguments.probability(default: 0.5))
    case "flatten": self = .flatten
    case "fc", "linear":
      allowed = "a number of outputs, nobias"
      let hasBias = !arguments.flag("nobias")
      self = .linear(
        try arguments.number("a number of outputs", example: "fc 10"), hasBias: hasBias)
    case "res":
      guard (1...2).contains(layer.branches.count), layer.branches.contains(where: { !$0.isEmpty })
      else {
        throw layer.error(
          layer.branches.count > 2 ? "res adds two branches at the most" : "res has no layers",
          remedy:
            "Write for example: res(conv 16 3x3 pad 1, bn, relu), or behind a | what stands in"
            + " place of the shortcut.")
      }
      self = .residual
    case "concat":
      guard layer.branches.count > 1 else {
        throw layer.error(
          "concat needs two branches or more",
          remedy: "Write for example: concat(conv 16 1x1 | conv 8 3x3 pad 1).")
      }
      self = .concat
    default:
      throw layer.error(
        "there is no layer called '\(kind)'", remedy: "Layers: \(Self.kinds).")
    }
    try arguments.finish(allowed: allowed)
  }

  private static func convolution(
    _ arguments: inout LayerArguments, isDepthwise: Bool
  ) throws(NetworkError) -> LayerDescription {
    let hasBias = !arguments.flag("nobias")
    let groups = try arguments.number(named: ["groups"]) ?? 1
    let example = isDepthwise ? "depthwise 3x3 pad 1" : "conv 16 3x3 pad 1"
    let (window, outputs) = try WindowDescription.read(
      &arguments, [.dilation, .same], stride: 1, example: example
    ) { arguments throws(NetworkError) in
      isDepthwise ? nil : try arguments.number("a number of filters", example: example)
    }
    return .convolution(window, outputs: outputs, groups: groups, hasBias: hasBias)
  }

  private static func pool(
    _ arguments: inout LayerArguments, _ options: WindowDescription.Options, _ kind: String
  ) throws(NetworkError) -> WindowDescription {
    try WindowDescription.read(&arguments, options, stride: nil, example: "\(kind) 2") { _ in }.0
  }
}
