import ConvolutionArithmetic
import TensorEngine

/// A layer as the PyTorch module that does the same.
struct PyTorchModule {
  private let layer: Layer
  private let network: BuiltNetwork

  init(_ layer: Layer, in network: BuiltNetwork) {
    (self.layer, self.network) = (layer, network)
  }

  /// The modules that make the layer, one after the other; `nil` where it joins values or does what no
  /// module does.
  var code: [String]? {
    let op = network.graph[layer.output].op
    switch layer.kind {
    case "Conv2d", "ConvTranspose2d": return [call(convolution)]
    case "Linear": return [call(["\(weight[1])", "\(weight[0])"] + bias)]
    case "BatchNorm2d":
      guard case .batchNorm(let norm) = op, norm.epsilon != 1e-5 else {
        return [call(["\(weight[0])"])]
      }
      return [call(["\(weight[0])", "eps=\(norm.epsilon)"])]
    case "MaxPool2d": return [call(pool)]
    case "AvgPool2d":
      guard case .averagePool(let pooling) = op, !pooling.countIncludePad else {
        return [call(pool)]
      }
      return [call(pool + ["count_include_pad=False"])]
    case "AdaptiveAvgPool2d": return [call(["1"]), "nn.Flatten()"]
    case "Upsample":
      guard case .upsample(let upsample) = op else { return nil }
      return [call([size] + mode(upsample.mode))]
    case "Dropout":
      guard case .dropout(let probability, _) = op else { return nil }
      return [call(["\(probability)"])]
    case "LocalResponseNorm":
      guard case .localResponseNorm(let norm) = op else { return nil }
      return [call(["\(norm.size)", "alpha=\(norm.alpha)", "beta=\(norm.beta)", "k=\(norm.k)"])]
    case "Flatten": return [call([])]
    default:
      guard case .unary(let function) = op else { return nil }
      return [call(arguments(of: function))]
    }
  }

  private func call(_ arguments: [String]) -> String {
    "nn.\(layer.kind)(\(arguments.joined(separator: ", ")))"
  }

  /// The shape of the layer's weight.
  private var weight: Shape { network.parameters[layer.parameters.lowerBound].shape }

  private var bias: [String] { layer.parameters.count > 1 ? [] : ["bias=False"] }

  private var convolution: [String] {
    let isTransposed = layer.kind == "ConvTranspose2d"
    let windows = layer.windows ?? []
    let (inputs, outputs) =
      isTransposed ? (weight[0], weight[1]) : (weight[1] * layer.groups, weight[0])
    return ["\(inputs)", "\(outputs)", Self.pair(windows.map(\.kernelSize))]
      + Self.named("stride", windows.map(\.stride), unless: 1) + padding
      + Self.named("output_padding", windows.map(\.outputPadding), unless: 0)
      + Self.named("dilation", windows.map(\.dilation), unless: 1)
      + (layer.groups > 1 ? ["groups=\(layer.groups)"] : []) + bias
  }

  private var pool: [String] {
    let windows = layer.windows ?? []
    let kernel = windows.map(\.kernelSize)
    let strides = windows.map(\.stride)
    return [Self.pair(kernel)] + (strides == kernel ? [] : ["stride=\(Self.pair(strides))"])
      + padding
      + Self.named("dilation", windows.map(\.dilation), unless: 1)
      + (windows.contains(where: \.ceilMode) ? ["ceil_mode=True"] : [])
  }

  /// Zeros on both sides; the odd one behind is what PyTorch's "same" adds, too.
  private var padding: [String] {
    let windows = layer.windows ?? []
    guard windows.allSatisfy({ $0.paddingBefore == $0.paddingAfter }) else {
      return ["padding=\"same\""]
    }
    return Self.named("padding", windows.map(\.paddingBefore), unless: 0)
  }

  /// How large an enlarged map is: so many times the one before, or a size that is no multiple of it.
  private var size: String {
    let before = network.graph[layer.input].shape.spatialSize
    let after = network.graph[layer.output].shape.spatialSize
    return zip(after, before).allSatisfy { $0.isMultiple(of: $1) }
      ? "scale_factor=\(Self.pair(zip(after, before).map { $0 / $1 }))" : "size=\(Self.pair(after))"
  }

  private func mode(_ mode: Upsample.Mode) -> [String] {
    switch mode {
    case .nearest: []
    case .linear(let alignCorners):
      ["mode=\"bilinear\""] + (alignCorners ? ["align_corners=True"] : [])
    }
  }

  private func arguments(of function: UnaryFunction) -> [String] {
    switch function {
    case .leakyRelu(let slope): ["\(slope)"]
    case .elu(let alpha): ["\(alpha)"]
    case .softplus(let beta, let threshold): ["\(beta)", "\(threshold)"]
    case .relu, .step, .sigmoid, .tanh, .exp, .log, .squareRoot, .affine: []
    }
  }

  /// A length for both axes, or one for each.
  static func pair(_ lengths: [Int]) -> String {
    Set(lengths).count == 1
      ? "\(lengths[0])" : "(\(lengths.map(String.init).joined(separator: ", ")))"
  }

  private static func named(_ name: String, _ lengths: [Int], unless usual: Int) -> [String] {
    lengths.allSatisfy { $0 == usual } ? [] : ["\(name)=\(pair(lengths))"]
  }
}
