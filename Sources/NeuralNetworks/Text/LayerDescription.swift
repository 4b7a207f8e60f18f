import TensorEngine
import Typesetting

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
    let word = layer.kind.text
    guard let kind = LayerKind(word) else {
      throw layer.error(
        "there is no layer called \(word.quoted)", remedy: LayerKind.remedy(for: word))
    }
    if !layer.branches.isEmpty, kind != .residual, kind != .concat {
      throw layer.error(
        "\(word.start) takes no layers in parentheses",
        remedy: "Only res( … ) and concat( … | … ) do.")
    }
    var arguments = LayerArguments(layer, of: kind)
    switch kind {
    case .convolution, .depthwise:
      self = try Self.convolution(&arguments, isDepthwise: kind == .depthwise)
    case .transposedConvolution:
      let hasBias = try !arguments.flag("nobias")
      let (window, outputs) = try WindowDescription.read(&arguments, kind.window, stride: 1) {
        arguments throws(NetworkError) in try arguments.number("a number of filters")
      }
      self = .transposedConvolution(window, outputs: outputs, hasBias: hasBias)
    case .batchNorm: self = .batchNorm
    case .relu: self = .activation(.relu, kind: "ReLU")
    case .leakyRelu: self = .activation(.leakyRelu(negativeSlope: 0.01), kind: "LeakyReLU")
    case .elu: self = .activation(.elu(alpha: 1), kind: "ELU")
    case .sigmoid: self = .activation(.sigmoid, kind: "Sigmoid")
    case .softplus: self = .activation(.softplus(beta: 1, threshold: 20), kind: "Softplus")
    case .tanh: self = .activation(.tanh, kind: "Tanh")
    case .maxPool: self = .maxPool(try Self.pool(&arguments, kind))
    case .averagePool: self = .averagePool(try Self.pool(&arguments, kind))
    case .globalAveragePool: self = .globalAveragePool
    case .upsample:
      let isLinear = try arguments.flag("bilinear")
      if try arguments.flag("nearest"), isLinear {
        throw layer.error(
          "upsample is nearest or bilinear, not both", remedy: "Keep one of the two.")
      }
      let factor = try arguments.extent("a factor")
      self = .upsample(factor, isLinear ? .linear(alignCorners: false) : .nearest)
    case .dropout: self = .dropout(try arguments.probability(default: 0.5))
    case .flatten: self = .flatten
    case .linear:
      let hasBias = try !arguments.flag("nobias")
      self = .linear(try arguments.number("a number of outputs"), hasBias: hasBias)
    case .residual:
      guard (1...2).contains(layer.branches.count), layer.branches.contains(where: { !$0.isEmpty })
      else {
        throw layer.error(
          layer.branches.count > 2 ? "res adds two branches at the most" : "res has no layers",
          remedy:
            "Write for example: \(kind.example), or behind a | what stands in place of the"
            + " shortcut.")
      }
      self = .residual
    case .concat:
      guard layer.branches.count > 1 else {
        throw layer.error(
          "concat needs two branches or more", remedy: "Write for example: \(kind.example).")
      }
      self = .concat
    }
    try arguments.finish()
  }

  private static func convolution(
    _ arguments: inout LayerArguments, isDepthwise: Bool
  ) throws(NetworkError) -> LayerDescription {
    let hasBias = try !arguments.flag("nobias")
    let groups = try isDepthwise ? 1 : arguments.number(named: ["groups"]) ?? 1
    let options = (isDepthwise ? LayerKind.depthwise : .convolution).window
    let (window, outputs) = try WindowDescription.read(&arguments, options, stride: 1) {
      arguments throws(NetworkError) in
      isDepthwise ? nil : try arguments.number("a number of filters")
    }
    return .convolution(window, outputs: outputs, groups: groups, hasBias: hasBias)
  }

  private static func pool(
    _ arguments: inout LayerArguments, _ kind: LayerKind
  ) throws(NetworkError) -> WindowDescription {
    try WindowDescription.read(&arguments, kind.window, stride: nil) { _ in }.0
  }
}
