import ConvolutionArithmetic
import TensorEngine
import Typesetting

extension Op {
  /// The op with the parameters that matter: `conv2d, kernel 3×3, stride 2, padding 1`.
  var storyTitle: String {
    var parts = [spokenName]
    if let windows {
      let kernel = NumberText.size(windows.map(\.kernelSize))
      parts.append(isPooling ? "window \(kernel)" : "kernel \(kernel)")
      parts += [
        Op.parameter("stride", windows.map(\.stride), usual: 1),
        Op.padding(windows),
        Op.parameter("dilation", windows.map(\.dilation), usual: 1),
        Op.parameter("output padding", windows.map(\.outputPadding), usual: 0),
      ].compactMap { $0 }
      if windows.contains(where: \.ceilMode) { parts.append("ceil mode") }
    }
    if let groups, groups > 1 { parts.append("groups \(groups)") }
    parts += sizeParameters
    return parts.joined(separator: ", ")
  }

  /// The title of an op that says nothing about itself where it computes a gradient.
  var titleInBackwardPass: String? {
    switch self {
    case .binary(.multiply): "gradient of a product"
    case .matmul: "gradient of a matrix product"
    default: nil
    }
  }

  /// The name in words where it is not the field's or an op of problem files: `gradient of relu`, `switches of max_pool2d`.
  private var spokenName: String {
    switch self {
    case .convolutionWeightGradient(let convolution):
      return "weight gradient of \(Op.convolution(convolution).name)"
    case .maxPoolIndices(let windows): return "switches of \(Op.maxPool(windows).name)"
    case .unary(.affine(factor: -1, offset: 0)): return "change of sign"
    case .unary(.affine(factor: _, offset: 0)): return "a multiple"
    case .unary(.affine): return "a multiple and a sum"
    case .unaryGradient(.affine(factor: -1, offset: 0)): return "gradient of a change of sign"
    case .unaryGradient(.affine): return "gradient of a multiple"
    case .binary(.subtract): return "difference"
    case .binary(.divide): return "quotient"
    case .pickClass: return "entry of each target class"
    case .takeAtIndices: return "what flows back through the switches"
    case .placeClass: return "what flows to the target classes"
    default: return nameOfDifferentiated.map { "gradient of \($0)" } ?? name
    }
  }

  /// How the size of the result was chosen, and what fills it, where no window says it.
  private var sizeParameters: [String] {
    switch self {
    case .upsample(let upsample):
      let size = upsample.outputSize
      let factors = upsample.scaleFactor.map { factors in
        let texts = factors.map { NumberText.short($0) }
        return "scale " + (Set(texts).count == 1 ? texts[0] : texts.joined(separator: "×"))
      }
      return upsample.mode.words(axes: size.count) + [factors ?? Op.outputSize(size)]
    case .adaptiveAveragePool(let size): return [Op.outputSize(size)]
    case .maxUnpool(let unpooling):
      return unpooling.overlap == .replace ? [Op.outputSize(unpooling.outputSize)] : []
    default: return []
    }
  }

  private static func outputSize(_ size: [Int]) -> String {
    "output size " + NumberText.size(size)
  }

  private var isPooling: Bool {
    switch self {
    case .maxPool, .maxPoolIndices, .averagePool, .averagePoolGradient: true
    default: false
    }
  }

  private var groups: Int? {
    switch self {
    case .convolution(let convolution), .transposedConvolution(let convolution),
      .convolutionWeightGradient(let convolution):
      convolution.groups
    default: nil
    }
  }

  /// `stride 2`, or `stride 2×1` where the axes differ; `nil` for the usual value.
  private static func parameter(_ name: String, _ values: [Int], usual: Int) -> String? {
    guard values.contains(where: { $0 != usual }) else { return nil }
    if Set(values).count == 1 { return "\(name) \(values[0])" }
    return "\(name) " + NumberText.size(values)
  }

  private static func padding(_ windows: [SlidingWindow]) -> String? {
    if windows.allSatisfy({ $0.paddingBefore == $0.paddingAfter }) {
      return parameter("padding", windows.map(\.paddingBefore), usual: 0)
    }
    return "padding "
      + windows.map { "\($0.paddingBefore)+\($0.paddingAfter)" }.joined(separator: "×")
  }
}

extension Upsample.Mode {
  /// PyTorch's name, and how the corners lie.
  fileprivate func words(axes: Int) -> [String] {
    switch self {
    case .nearest: ["nearest"]
    case .linear(let alignCorners):
      [axes == 2 ? "bilinear" : "linear"] + (alignCorners ? ["align corners"] : [])
    }
  }
}

extension Pad.Mode {
  /// PyTorch's name; `nil` for a constant.
  var copyingName: String? {
    switch self {
    case .constant: nil
    case .reflect: "reflect"
    case .replicate: "replicate"
    case .circular: "circular"
    }
  }
}
