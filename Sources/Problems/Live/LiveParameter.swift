import ConvolutionArithmetic
import TensorEngine
import Typesetting

/// A parameter of an op that keys make larger and smaller, or turn on and off, with the value that it
/// has now.
public struct LiveParameter: Hashable, Sendable {
  /// The op's index.
  public let operation: Int
  /// What people call it: the name in problem files, or `kernel` for the size of a weight.
  public let name: String
  /// The value as it is written: `2`, `2×3`, `same`, `true`.
  public let text: String
  fileprivate let value: Value

  fileprivate enum Value: Hashable, Sendable {
    /// The last axes of a grid: the size of a kernel or of the input.
    case size(of: String, shape: [Int], axes: Int)
    /// Whole numbers that go down to the least.
    case lengths([Int], least: Int)
    case word(String, of: [String])
  }

  /// The name of a kernel's size, which a convolution reads off its weight.
  public static let kernel = "kernel"
  /// The name of the input's size.
  public static let input = "input"
}

extension Problem {
  /// The parameters of an op that keys change, the kernel's size first.
  public func liveParameters(of index: Int) -> [LiveParameter] {
    guard operations.indices.contains(index) else { return [] }
    let operation = operations[index]
    return kernelParameter(of: operation, index)
      + operation.schema.parameters.compactMap { parameter in
        operation.liveValue(of: parameter).map {
          LiveParameter(
            operation: index, name: parameter.name == "kernel_size" ? "kernel" : parameter.name,
            text: operation.rule(of: parameter) ?? $0.text, value: $0)
        }
      } + [inputParameter(index)]
  }

  /// The edit that makes a parameter larger or smaller, or takes its next or previous word.
  ///
  /// A smaller kernel loses its last rows and columns; a larger one gets them back from the latest
  /// problem that had them, or zeros.
  ///
  /// - Parameters:
  ///   - parameter: One of ``liveParameters(of:)``.
  ///   - step: 1 for more, −1 for less.
  ///   - past: What the problem was before, the latest first.
  /// - Throws: A diagnostic that says why it goes no further.
  func edit(
    _ parameter: LiveParameter, by step: Int, remembering past: [Problem]
  ) throws(Diagnostic) -> ProblemEdit {
    let index = parameter.operation
    let name =
      operations[index].schema.parameter("kernel_size") != nil
        && parameter.name == LiveParameter.kernel ? "kernel_size" : parameter.name
    switch parameter.value {
    case .size(let name, let shape, let axes):
      return try resized(shape, axes: axes, of: name, by: step, past)
    case .lengths(let lengths, let least):
      let changed = lengths.map { $0 + step }
      guard changed.allSatisfy({ (least...GeometryLimits.maximumParameter).contains($0) }) else {
        throw atTheEnd(parameter, step)
      }
      return .parameter(
        operation: index, name: name, text: changed.map(String.init).joined(separator: ", "))
    case .word(let word, let words):
      let place = words.firstIndex(of: word) ?? 0
      return .parameter(
        operation: index, name: name,
        text: words[(place + step + words.count) % words.count])
    }
  }

  /// The edit that gives a kernel another size along every axis.
  ///
  /// - Throws: A diagnostic when it cannot have that size.
  func edit(
    _ kernel: LiveParameter, to size: Int, remembering past: [Problem]
  ) throws(Diagnostic) -> ProblemEdit {
    switch kernel.value {
    case .size(let name, let shape, let axes):
      let start = shape.count - axes
      return try resized(
        shape, to: shape.indices.map { $0 < start ? shape[$0] : size }, of: name, past)
    case .lengths, .word:
      return .parameter(operation: kernel.operation, name: "kernel_size", text: "\(size)")
    }
  }

  private func kernelParameter(of operation: ProblemOperation, _ index: Int) -> [LiveParameter] {
    guard operation.isConvolution, let grid = grid(named: "\(index).weight") else { return [] }
    let axes = operation.schema.inputLayout == .sequence ? 1 : 2
    let shape = grid.value(ofRank: axes + 2).shape.dimensions
    return [
      LiveParameter(
        operation: index, name: LiveParameter.kernel,
        text: NumberText.size(shape.suffix(axes)),
        value: .size(of: "\(index).weight", shape: shape, axes: axes))
    ]
  }

  private func inputParameter(_ index: Int) -> LiveParameter {
    let shape = input.value.shape.dimensions
    let axes = min(2, shape.count)
    return LiveParameter(
      operation: index, name: LiveParameter.input,
      text: axes == 0 ? "1" : NumberText.size(shape.suffix(axes)),
      value: .size(of: "input", shape: shape, axes: axes))
  }

  /// A grid with its last axes longer or shorter.
  private func resized(
    _ shape: [Int], axes: Int, of name: String, by step: Int, _ past: [Problem]
  ) throws(Diagnostic) -> ProblemEdit {
    // A single row stays one.
    let start = shape.count - axes
    let changed = shape.indices.map { axis in
      axis < start || (name == "input" && axes == 2 && axis == start && shape[axis] == 1)
        ? shape[axis] : shape[axis] + step
    }
    guard axes > 0, changed.allSatisfy({ $0 >= 1 }) else {
      throw firstOperation.diagnostic("it has at least one row and one column")
    }
    return try resized(shape, to: changed, of: name, past)
  }

  private func resized(
    _ shape: [Int], to changed: [Int], of name: String, _ past: [Problem]
  ) throws(Diagnostic) -> ProblemEdit {
    guard let grid = grid(named: name), let count = Shape.checkedCount(changed),
      count <= ProblemLimits.mostNumbers
    else { throw firstOperation.diagnostic("it is large enough") }
    let (old, new) = (Shape(shape), Shape(changed))
    let numbers = (0..<count).map { offset in
      let index = new.index(at: offset)
      let exists = zip(index, shape).allSatisfy { $0 < $1 }
      return exists
        ? grid.value.elements[old.offset(of: index)]
        : past.lazy.compactMap { $0.number(of: name, at: index) }.first ?? 0
    }
    // As many axes as were written, or as it takes now: the ones in front of them have length 1.
    let rank = max(grid.value.shape.rank, changed.drop { $0 == 1 }.count)
    return .grid(of: name, shape: Array(changed.suffix(rank)), numbers: numbers)
  }

  /// The number that a grid has at an index of its full rank; `nil` where it has none there.
  func number(of name: String, at index: [Int]) -> Double? {
    guard let value = grid(named: name)?.value, value.shape.rank <= index.count else { return nil }
    let missing = index.count - value.shape.rank
    let rest = Array(index.dropFirst(missing))
    guard index.prefix(missing).allSatisfy({ $0 == 0 }),
      zip(rest, value.shape.dimensions).allSatisfy({ $0 < $1 })
    else { return nil }
    return value.elements[value.shape.offset(of: rest)]
  }

  private func atTheEnd(_ parameter: LiveParameter, _ step: Int) -> Diagnostic {
    firstOperation.diagnostic(
      "\(parameter.name) cannot be \(step < 0 ? "less" : "more") than \(parameter.text)")
  }
}

extension LiveParameter.Value {
  fileprivate var text: String {
    switch self {
    case .size(_, let shape, let axes):
      NumberText.size(shape.suffix(axes))
    case .lengths(let lengths, _): NumberText.size(lengths)
    case .word(let word, _): word
    }
  }
}

extension ProblemOperation {
  /// Whether a weight of filters slides over the input.
  fileprivate var isConvolution: Bool { name.hasPrefix("conv") }

  /// The value of a parameter that keys change; `nil` for another one, and where it has none.
  fileprivate func liveValue(of parameter: OperationSchema.Parameter) -> LiveParameter.Value? {
    let least = parameter.limits.map { Int($0.range.lowerBound) } ?? parameter.leastLength
    switch (parameter.kind, argument(of: parameter)) {
    case (.lengths, .lengths(let lengths)): return .lengths(lengths, least: least)
    case (.integer, .integer(let integer)): return .lengths([integer], least: least)
    case (.padding, .padding(.amounts(let amounts))): return .lengths(amounts, least: 0)
    case (.padding, .padding(.rule(let rule))): return .lengths(amounts(of: rule), least: 0)
    case (.boolean, .boolean(let isOn)): return .word("\(isOn)", of: ["false", "true"])
    case (.choice(let words), .word(let word)): return .word(word, of: words)
    default: return nil
    }
  }

  /// The rule that a padding follows, as it is written.
  fileprivate func rule(of parameter: OperationSchema.Parameter) -> String? {
    guard let given = arguments[parameter.name]?.value, case .padding(.rule) = given else {
      return nil
    }
    return given.text
  }

  /// What a rule of padding comes to, in numbers that can go up and down.
  func amounts(of rule: Padding) -> [Int] {
    func lengths(_ name: String) -> [Int]? {
      guard let parameter = schema.parameter(name),
        case .lengths(let lengths)? = argument(of: parameter)
      else { return nil }
      return lengths
    }
    let axes = schema.inputLayout == .sequence ? 1 : 2
    var kernel = lengths("kernel_size")
    if case .grid(let weight)? = arguments["weight"]?.value {
      kernel = Array(weight.value(ofRank: axes + 2).shape.dimensions.suffix(axes))
    }
    guard let kernel else { return [0] }
    let dilation = lengths("dilation") ?? [1]
    let amounts = (0..<axes).map { axis in
      try? rule.amounts(
        kernelSize: kernel[min(axis, kernel.count - 1)],
        dilation: dilation[min(axis, dilation.count - 1)])
    }
    return amounts.flatMap { [$0?.before ?? 0, $0?.after ?? 0] }
  }

  /// The value that is given, or the default; of a pool's stride the kernel's size.
  private func argument(of parameter: OperationSchema.Parameter) -> Argument? {
    if let given = arguments[parameter.name]?.value { return given }
    if parameter.name == "stride", parameter.defaultText == "kernel_size" {
      return arguments["kernel_size"]?.value
    }
    guard let text = parameter.defaultText,
      let source = try? SourceFile(path: parameter.name, text: text)
    else { return nil }
    return try? Argument(SourceNode(wholeTextOf: source), for: parameter, of: name)
  }
}

extension OperationSchema.Parameter {
  /// The least that lengths without stated limits may be.
  fileprivate var leastLength: Int {
    switch name {
    case "kernel_size", "stride", "dilation": 1
    default: 0
    }
  }
}
