import ConvolutionArithmetic
import TensorEngine
import Typesetting

/// The values of an op's parameters, given or not, as they are changed while one looks.
extension ProblemOperation {
  /// Whether a weight of filters slides over the input.
  var isConvolution: Bool { name.hasPrefix("conv") }

  /// The axes that windows slide over.
  var spatialAxes: Int { schema.inputLayout == .sequence ? 1 : 2 }

  /// The value of a parameter that can be changed; `nil` for a convolution's weight, whose size is changed
  /// as the kernel's and whose numbers on the stage, and for a list of grids.
  func liveValue(
    of parameter: OperationSchema.Parameter, at index: Int
  ) -> LiveParameter.Value? {
    if parameter.name == "weight", isConvolution { return nil }
    let least = parameter.limits.map { Int($0.range.lowerBound) } ?? parameter.leastLength
    let usual = parameter.defaultText ?? ""
    switch (parameter.kind, argument(of: parameter)) {
    case (.lengths, .lengths(let lengths)): return .lengths(lengths, least: least)
    case (.integer, .integer(let integer)): return .lengths([integer], least: least)
    case (.padding, .padding(.amounts(let amounts))): return .lengths(amounts, least: 0)
    case (.padding, .padding(.rule(let rule))): return .lengths(amounts(of: rule), least: 0)
    case (.number, .number(let number)), (.numberOrNull, .number(let number)):
      return .number(number, in: parameter.limits?.range ?? OperationSchema.Parameter.allNumbers)
    case (.factors, .factors(let factors)) where factors.count == 1:
      return .number(factors[0], in: OperationSchema.Parameter.allNumbers)
    case (.boolean, .boolean(let isOn)): return .word("\(isOn)", of: ["false", "true"])
    case (.boolean, nil): return .word(usual, of: [usual, "false", "true"])
    case (.choice(let words), .word(let word)): return .word(word, of: words)
    case (.references, let given):
      let earlier = ["input"] + (0..<index).map(String.init)
      return .word(given?.text ?? usual, of: [usual] + earlier)
    case (.grids, _): return nil
    case (.padding, _), (.choice, _): return nil
    case (_, let given): return .text(given?.text ?? usual)
    }
  }

  /// The rule that a padding follows, as it is written.
  func rule(of parameter: OperationSchema.Parameter) -> String? {
    guard let given = arguments[parameter.name]?.value, case .padding(.rule) = given else {
      return nil
    }
    return given.text
  }

  /// What a rule of padding comes to, in numbers that can go up and down.
  func amounts(of rule: Padding) -> [Int] {
    guard let kernel = kernelSize else { return [0] }
    let dilation = lengths("dilation") ?? [1]
    let amounts = (0..<spatialAxes).map { axis in
      try? rule.amounts(
        kernelSize: kernel[min(axis, kernel.count - 1)],
        dilation: dilation[min(axis, dilation.count - 1)])
    }
    return amounts.flatMap { [$0?.before ?? 0, $0?.after ?? 0] }
  }

  /// The kernel's size, which a convolution reads off its weight; `nil` for an op without one.
  private var kernelSize: [Int]? {
    guard isConvolution else { return lengths("kernel_size") }
    guard case .grid(let weight)? = arguments["weight"]?.value else { return nil }
    return weight.value(ofRank: spatialAxes + 2).shape.dimensions.suffix(spatialAxes)
  }

  /// The lengths that a parameter is given, or has by default; `nil` where there are none.
  private func lengths(_ name: String) -> [Int]? {
    guard let parameter = schema.parameter(name),
      case .lengths(let lengths)? = argument(of: parameter)
    else { return nil }
    return lengths
  }

  /// The value that is given, or the default; of a pool's stride the kernel's size.
  private func argument(of parameter: OperationSchema.Parameter) -> Argument? {
    if let given = arguments[parameter.name]?.value { return given }
    if parameter.name == "stride", parameter.defaultText == "kernel_size" {
      return arguments["kernel_size"]?.value
    }
    guard let text = parameter.defaultText, parameter.kind.isWritten,
      let source = try? SourceFile(path: parameter.name, text: text)
    else { return nil }
    return try? Argument(SourceNode(wholeTextOf: source), for: parameter, of: name)
  }

  /// The window along the first spatial axis, whether it fits what it slides over or not; `nil` for an op
  /// that slides none, or whose output has a size of its own.
  ///
  /// - Throws: ``GeometryError`` for numbers that no window has.
  func firstWindow() throws(GeometryError) -> SlidingWindow? {
    guard schema.parameter("stride") != nil, schema.parameter("output_size") == nil,
      let kernel = kernelSize?.first, let stride = lengths("stride")?.first
    else { return nil }
    var padding = [0]
    if let parameter = schema.parameter("padding"),
      case .padding(let given)? = argument(of: parameter)
    {
      switch given {
      case .amounts(let amounts): padding = amounts
      case .rule(let rule): padding = amounts(of: rule)
      }
    }
    // Two numbers are those of two axes, or of the two ends of one.
    let hasEnds = padding.count == 2 * spatialAxes
    return try SlidingWindow(
      kernelSize: kernel, stride: stride, paddingBefore: padding[0],
      paddingAfter: padding[hasEnds ? 1 : 0], dilation: lengths("dilation")?.first ?? 1,
      outputPadding: lengths("output_padding")?.first ?? 0,
      ceilMode: isOn("ceil_mode"))
  }

  /// Whether a truth value is true.
  func isOn(_ name: String) -> Bool {
    guard let parameter = schema.parameter(name),
      case .boolean(let isOn)? = argument(of: parameter)
    else { return false }
    return isOn
  }
}

extension OperationSchema.Kind {
  /// Whether a default of this kind is written as a value is; a grid's says in words what it stands for.
  fileprivate var isWritten: Bool {
    switch self {
    case .grid, .grids, .references: false
    default: true
    }
  }
}

extension OperationSchema.Parameter {
  fileprivate static let allNumbers =
    -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude

  /// The least that lengths without stated limits may be.
  fileprivate var leastLength: Int {
    switch (kind, name) {
    // An axis counted from the last one, the class −100 that no position has.
    case (.integer, _): -GeometryLimits.maximumParameter
    case (_, "kernel_size"), (_, "stride"), (_, "dilation"): 1
    default: 0
    }
  }
}
