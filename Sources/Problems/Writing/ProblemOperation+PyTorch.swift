import ConvolutionArithmetic

extension ProblemOperation {
  /// The same call in PyTorch, with `F` for `torch.nn.functional` and `x` for the input:
  /// `F.conv2d(x, w, stride=2, padding=1)`.
  ///
  /// Parameters at PyTorch's default are left out; grids stand under short names.
  public var pytorch: String {
    switch name {
    case "matmul": return "x @ y"
    case "transpose": return "x.transpose(\(value(of: "dim0")), \(value(of: "dim1")))"
    case "flatten":
      let end = value(of: "end_dim")
      return "torch.flatten(x, \(value(of: "start_dim"))\(end == "-1" ? "" : ", \(end)"))"
    case "softmax", "log_softmax": return "F.\(name)(x, dim=\(value(of: "dim")))"
    case "pad": return pad
    case "max_unpool2d":
      return "F.max_unpool2d(x, indices, \(text(of: "kernel_size") ?? "kernel_size"))"
    case "concat": return "torch.cat([x, y], dim=\(value(of: "dim")))"
    case "reshape": return "x.reshape(\(text(of: "shape")?.dropFirst().dropLast() ?? ""))"
    case "dropout" where text(of: "mask") != nil && text(of: "training") != "false":
      return "x * mask / (1 - \(value(of: "p")))"
    case "sgd", "adam": return optimizer
    case "step": return "torch.heaviside(x, torch.tensor(1.0))"
    case "add", "mul":
      let other = numberOperand ?? "y"
      if name == "add", other.hasPrefix("-") { return "x - \(other.dropFirst())" }
      return "x \(name == "add" ? "+" : "*") \(other)"
    default: break
    }
    return "\(function)(\(arguments(of: input)))"
  }

  /// The optimiser over the weights `x`, whose `grad` and state are given.
  private var optimizer: String {
    let given = schema.parameters.compactMap { parameter -> String? in
      guard let text = text(of: parameter.name), text != parameter.defaultText else { return nil }
      switch parameter.name {
      case "lr", "momentum", "weight_decay", "eps": return "\(parameter.name)=\(text)"
      case "nesterov": return "nesterov=True"
      default: return nil
      }
    }
    let hasBetas = text(of: "beta1") != nil || text(of: "beta2") != nil
    let betas = hasBetas ? ["betas=(\(value(of: "beta1")), \(value(of: "beta2")))"] : []
    let arguments = (["[x]"] + given + betas).joined(separator: ", ")
    return "torch.optim.\(name == "sgd" ? "SGD" : "Adam")(\(arguments)).step()"
  }

  /// Cells around the spatial axes, of which `F.pad` counts the last one first.
  private var pad: String {
    guard case .padding(.amounts(let amounts))? = arguments["padding"]?.value else {
      return "F.pad(x)"
    }
    let sides = padded(sides(amounts), true).text
    let mode = text(of: "mode") ?? "zeros"
    let isConstant = mode == "zeros" || mode == "constant"
    let number = text(of: "value").flatMap { isConstant && $0 != "0" ? ", value=\($0)" : nil } ?? ""
    return "F.pad(x, (\(sides))\(isConstant ? "" : ", mode='\(mode)'")\(number))"
  }

  /// What the window slides over: the input, or what was padded before, where PyTorch's convolution
  /// cannot pad so itself.
  private var input: String {
    guard let padding = pythonPadding, padding.isBefore else { return "x" }
    let mode = text(of: "padding_mode").flatMap { $0 == "zeros" ? nil : ", mode='\($0)'" } ?? ""
    return "F.pad(x, (\(padding.text))\(mode))"
  }

  private var function: String {
    switch name {
    case "sigmoid", "tanh": "torch.\(name)"
    case "upsample": "F.interpolate"
    case "batch_norm1d": "F.batch_norm"
    default: "F.\(name)"
    }
  }

  private func arguments(of input: String) -> String {
    var parts = [input]
    if name.hasPrefix("batch_norm") {
      parts += [short("running_mean", "mean"), short("running_var", "var")]
    }
    for parameter in schema.parameters {
      guard let given = arguments[parameter.name]?.value else { continue }
      parts += part(parameter, given)
    }
    if name.hasPrefix("batch_norm"), arguments["training"] == nil,
      arguments["running_mean"] == nil
    {
      // PyTorch's function, unlike its layer, normalises with running statistics unless told.
      parts.append("training=True")
    }
    return parts.joined(separator: ", ")
  }

  private func part(_ parameter: OperationSchema.Parameter, _ given: Argument) -> [String] {
    let isDefault = parameter.defaultText == given.text
    switch (parameter.name, given) {
    case ("running_mean", _), ("running_var", _), ("return_indices", _), ("padding_mode", _):
      return []
    case ("flip", _), ("seed", _): return []
    case ("padding", .padding):
      guard let padding = pythonPadding, !padding.isBefore, !padding.text.isEmpty else { return [] }
      return ["padding=\(padding.text)"]
    case ("weight", .grid): return [isFlipped ? "w.flip(\(axes == 1 ? "-1" : "-2, -1"))" : "w"]
    case (_, .grid): return [Self.shortNames[parameter.name] ?? parameter.name]
    case (_, .boolean(let isOn)):
      return isDefault ? [] : ["\(parameter.name)=\(isOn ? "True" : "False")"]
    case (_, .word(let word)): return isDefault ? [] : ["\(parameter.name)='\(word)'"]
    case (_, .lengths(let lengths)):
      if isDefault { return [] }
      let text = lengths.count == 1 ? "\(lengths[0])" : Self.tuple(lengths)
      return [parameter.isRequired ? text : "\(parameter.name)=\(text)"]
    case (_, .factors(let factors)):
      return [
        "\(parameter.name)=" + (factors.count == 1 ? given.text : "(\(factors[0]), \(factors[1]))")
      ]
    default: return isDefault ? [] : ["\(parameter.name)=\(given.text)"]
    }
  }

  private static let shortNames = ["bias": "b", "target": "t", "indices": "indices"]

  /// The padding as PyTorch writes it, and whether it has to be done by `F.pad` before.
  private var pythonPadding: (text: String, isBefore: Bool)? {
    guard case .padding(let padding)? = arguments["padding"]?.value else { return nil }
    let isCopied = text(of: "padding_mode").map { $0 != "zeros" } ?? false
    switch padding {
    case .rule(.same) where !isCopied: return ("'same'", false)
    case .rule(.valid): return ("", false)
    case .rule(let rule): return padded(amounts(of: rule), isCopied)
    case .amounts(let amounts) where amounts.count == 1 && !isCopied:
      return (amounts[0] == 0 ? "" : "\(amounts[0])", false)
    case .amounts(let amounts): return padded(sides(amounts), isCopied)
    }
  }

  /// Before and after along each axis, outermost first.
  private func sides(_ amounts: [Int]) -> [Int] {
    switch (amounts.count, axes) {
    case (1, _): [Int](repeating: amounts[0], count: 2 * axes)
    case (2, 2): [amounts[0], amounts[0], amounts[1], amounts[1]]
    default: amounts
    }
  }

  private func padded(_ sides: [Int], _ isCopied: Bool) -> (text: String, isBefore: Bool) {
    let pairs = stride(from: 0, to: sides.count, by: 2).map { (sides[$0], sides[$0 + 1]) }
    if !isCopied, pairs.allSatisfy({ $0 == $1 }) {
      let amounts = pairs.map(\.0)
      let isAlike = amounts.allSatisfy { $0 == amounts[0] }
      return (isAlike ? "\(amounts[0])" : Self.tuple(amounts), false)
    }
    // `F.pad` counts from the last axis.
    return (pairs.reversed().flatMap { ["\($0)", "\($1)"] }.joined(separator: ", "), true)
  }

  private var axes: Int { schema.inputLayout == .sequence ? 1 : 2 }

  private var isFlipped: Bool { text(of: "flip") == "true" }

  /// The value of a parameter, the default where none is given.
  private func value(of name: String) -> String {
    text(of: name) ?? schema.parameter(name)?.defaultText ?? ""
  }

  private func text(of name: String) -> String? { arguments[name]?.value.text }

  private func short(_ name: String, _ short: String) -> String {
    arguments[name] == nil ? "None" : short
  }

  /// The number that is added or multiplied, where it is a single one.
  private var numberOperand: String? {
    guard case .grid(let grid)? = arguments["other"]?.value, grid.value.shape.count == 1 else {
      return nil
    }
    return arguments["other"]?.value.text
  }

  private static func tuple(_ numbers: [Int]) -> String {
    "(" + numbers.map(String.init).joined(separator: ", ") + ")"
  }
}
