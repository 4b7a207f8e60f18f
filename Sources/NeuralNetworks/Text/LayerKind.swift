import Typesetting

/// The kinds of layers that a description may name; the raw value is the name that listings use.
enum LayerKind: String, CaseIterable {
  case convolution = "conv"
  case depthwise
  case transposedConvolution = "convtranspose"
  case batchNorm = "bn"
  case relu
  case leakyRelu = "leaky_relu"
  case elu
  case sigmoid
  case softplus
  case tanh
  case maxPool = "pool"
  case averagePool = "avgpool"
  case globalAveragePool = "globalpool"
  case upsample
  case dropout
  case flatten
  case linear = "fc"
  case residual = "res"
  case concat

  /// The kind that a word names, whatever its case, dashes and underscores.
  init?(_ word: String) {
    let plain = word.lowercased().filter { !"-_".contains($0) }
    let named = Self.allCases.first { kind in
      kind.names.contains { $0.filter { $0 != "_" } == plain }
    }
    guard let named else { return nil }
    self = named
  }

  /// All that it may be called: its name, PyTorch's and what else people say.
  var names: [String] { [rawValue] + otherNames }

  private var otherNames: [String] {
    switch self {
    case .convolution: ["conv2d"]
    case .depthwise: ["dwconv"]
    case .transposedConvolution: ["convtranspose2d", "deconv"]
    case .batchNorm: ["batchnorm", "batchnorm2d"]
    case .maxPool: ["maxpool", "maxpool2d"]
    case .averagePool: ["avgpool2d"]
    case .globalAveragePool: ["gap", "globalavgpool"]
    case .linear: ["linear", "dense"]
    case .residual: ["residual"]
    case .relu, .leakyRelu, .elu, .sigmoid, .softplus, .tanh, .upsample, .dropout, .flatten,
      .concat:
      []
    }
  }

  /// What stands right behind the name, in words; empty for nothing.
  var places: String {
    switch self {
    case .convolution: "filters, a kernel such as 3x3"
    case .depthwise: "a kernel such as 3x3"
    case .transposedConvolution: "filters, a kernel such as 2x2"
    case .maxPool, .averagePool: "a size"
    case .upsample: "a factor"
    case .dropout: "a probability"
    case .linear: "a number of outputs"
    case .batchNorm, .relu, .leakyRelu, .elu, .sigmoid, .softplus, .tanh, .globalAveragePool,
      .flatten, .residual, .concat:
      ""
    }
  }

  /// The words that may follow, in any order.
  var options: [String] {
    switch self {
    case .convolution: window.words + ["groups", "nobias"]
    case .depthwise, .transposedConvolution: window.words + ["nobias"]
    case .maxPool, .averagePool: window.words
    case .upsample: ["nearest", "bilinear"]
    case .linear: ["nobias"]
    case .dropout, .batchNorm, .relu, .leakyRelu, .elu, .sigmoid, .softplus, .tanh,
      .globalAveragePool, .flatten, .residual, .concat:
      []
    }
  }

  /// What its window may have, for kinds with one.
  var window: WindowDescription.Options {
    switch self {
    case .convolution, .depthwise: [.dilation, .same]
    case .transposedConvolution: [.dilation, .outputPadding]
    case .maxPool: [.dilation, .ceilMode]
    case .averagePool: .ceilMode
    default: []
    }
  }

  /// A layer of this kind as it may be written.
  var example: String {
    switch self {
    case .convolution: "conv 16 3x3 pad 1"
    case .depthwise: "depthwise 3x3 pad 1"
    case .transposedConvolution: "convtranspose 16 2x2 stride 2"
    case .maxPool: "pool 2"
    case .averagePool: "avgpool 2"
    case .upsample: "upsample 2 bilinear"
    case .dropout: "dropout 0.5"
    case .linear: "fc 10"
    case .residual: "res(conv 16 3x3 pad 1, bn, relu)"
    case .concat: "concat(conv 16 1x1 | conv 8 3x3 pad 1)"
    case .batchNorm, .relu, .leakyRelu, .elu, .sigmoid, .softplus, .tanh, .globalAveragePool,
      .flatten:
      rawValue
    }
  }

  /// What to answer to a word that names no kind.
  static func remedy(for word: String) -> String {
    if let near = NearestName.of(word, in: allCases.flatMap(\.names)) {
      return "Did you mean '\(near)'?"
    }
    let list = allCases.map { kind in
      switch kind {
      case .residual: "res( … )"
      case .concat: "concat( … | … )"
      default: kind.rawValue
      }
    }
    return "Layers: \(list.joined(separator: ", "))."
  }
}
