import TensorEngine

/// A layer whose words have been understood.
enum LayerDescription {
  /// What a convolution is made of.
  struct Convolution {
    /// `nil`: as many as there are inputs.
    var outputs: Int?
    var kernel: Extent
    var stride: Extent
    var padding: Extent
    var dilation: Extent
    var groups: Int
    var isDepthwise: Bool
    var hasBias: Bool
  }

  case convolution(Convolution)
  case batchNorm
  case activation(UnaryFunction, kind: String)
  case maxPool(Int, stride: Int?, padding: Int)
  case averagePool(Int, stride: Int?, padding: Int)
  case globalAveragePool
  case dropout(Double)
  case flatten
  case linear(Int)
  case residual

  /// The kinds, as messages list them.
  static let kinds =
    "conv, depthwise, bn, relu, leaky_relu, elu, sigmoid, softplus, tanh, pool, avgpool, globalpool, "
    + "dropout, flatten, fc, res( … )"

  /// Whether the layer works on maps, and not on rows of numbers.
  var needsMaps: Bool {
    switch self {
    case .convolution, .batchNorm, .maxPool, .averagePool, .globalAveragePool: true
    case .activation, .dropout, .flatten, .linear, .residual: false
    }
  }

  /// Understands a layer's words.
  ///
  /// - Throws: ``NetworkError/text(place:message:remedy:)``.
  init(_ layer: LayerText) throws(NetworkError) {
    var arguments = LayerArguments(layer)
    if !layer.inner.isEmpty, layer.kind.text != "res" {
      throw layer.error(
        "\(layer.kind.text) takes no layers in parentheses",
        remedy: "Only res( … ) does.")
    }
    switch layer.kind.text {
    case "conv", "depthwise":
      self = .convolution(try Self.convolution(layer, &arguments))
      try arguments.finish(
        allowed: "filters, a kernel such as 3x3, stride, pad, dilation, groups, nobias")
      return
    case "bn", "batchnorm": self = .batchNorm
    case "relu": self = .activation(.relu, kind: "ReLU")
    case "leaky_relu", "leakyrelu":
      self = .activation(.leakyRelu(negativeSlope: 0.01), kind: "LeakyReLU")
    case "elu": self = .activation(.elu(alpha: 1), kind: "ELU")
    case "sigmoid": self = .activation(.sigmoid, kind: "Sigmoid")
    case "softplus": self = .activation(.softplus(beta: 1, threshold: 20), kind: "Softplus")
    case "tanh": self = .activation(.tanh, kind: "Tanh")
    case "pool", "maxpool", "avgpool":
      let size = try arguments.number("a size", example: "\(layer.kind.text) 2")
      let stride = try arguments.number(named: ["stride"], default: size)
      let padding = try arguments.number(named: ["pad", "padding"], default: 0, from: 0)
      self =
        layer.kind.text == "avgpool"
        ? .averagePool(size, stride: stride, padding: padding)
        : .maxPool(size, stride: stride, padding: padding)
      try arguments.finish(allowed: "a size, stride, pad")
      return
    case "globalpool", "gap": self = .globalAveragePool
    case "dropout": self = .dropout(try arguments.probability(default: 0.5))
    case "flatten": self = .flatten
    case "fc", "linear":
      self = .linear(try arguments.number("a number of outputs", example: "fc 10"))
    case "res":
      guard !layer.inner.isEmpty else {
        throw layer.error(
          "res has no layers", remedy: "Write for example: res(conv 16 3x3 pad 1, bn, relu).")
      }
      self = .residual
    default:
      throw layer.error(
        "there is no layer called '\(layer.kind.text)'", remedy: "Layers: \(Self.kinds).")
    }
    try arguments.finish(allowed: "nothing more")
  }

  private static func convolution(
    _ layer: LayerText, _ arguments: inout LayerArguments
  ) throws(NetworkError) -> Convolution {
    let isDepthwise = layer.kind.text == "depthwise"
    let stride = try arguments.extent(named: ["stride"], default: 1, from: 1)
    let padding = try arguments.extent(named: ["pad", "padding"], default: 0, from: 0)
    let dilation = try arguments.extent(named: ["dilation"], default: 1, from: 1)
    let groups = try arguments.number(named: ["groups"], default: 1)
    let hasBias = !arguments.flag("nobias")
    let outputs =
      isDepthwise ? nil : try arguments.number("a number of filters", example: "conv 16 3x3 pad 1")
    let kernel = try arguments.kernel(example: "conv 16 3x3 pad 1")
    return Convolution(
      outputs: outputs, kernel: kernel, stride: stride, padding: padding, dilation: dilation,
      groups: groups, isDepthwise: isDepthwise, hasBias: hasBias)
  }
}
