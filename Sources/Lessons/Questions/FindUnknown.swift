import ConvolutionArithmetic
import Misconceptions
import Problems
import TensorEngine
import Typesetting

extension FindQuestion {
  /// What the learner sets.
  enum Unknown: Sendable {
    /// Parameters of ops, a number each.
    case parameters([Parameter])
    /// A grid of the problem, by its name; the numbers that may be typed into it, where they are limited.
    case grid(String, shape: [Int], range: ClosedRange<Double>?)
  }

  /// A parameter of an op.
  struct Parameter: Sendable {
    /// The op's number and the parameter's name: `0.stride`.
    let name: String
    let operation: Int
    let parameter: String
    /// What a learner is told it is called.
    let title: String
    /// The numbers that may be given.
    let range: ClosedRange<Double>
  }
}

extension FindQuestion.Unknown {
  private static let remedy =
    "Write parameters by their op's number, such as [0.stride, 0.padding], or one of 0.weight,"
    + " 0.bias and input with its 'shape:'."

  /// Reads `unknown`, `shape` and `range`.
  init(_ values: NamedValues, in problem: Problem) throws(Diagnostic) {
    let node = try values.required("unknown", of: "the question", remedy: Self.remedy)
    var nodes = [node]
    if case .sequence(let items) = node.content { nodes = items }
    guard let first = nodes.first else {
      throw node.diagnostic("nothing is unknown", remedy: Self.remedy)
    }
    if nodes.count == 1, try first.string("unknown").isGridName {
      self = try Self.grid(first, values, in: problem)
      return
    }
    let ranges = try Self.ranges(values["range"], of: nodes.compactMap(\.scalar))
    var parameters: [FindQuestion.Parameter] = []
    for node in nodes {
      let parameter = try Self.parameter(node, in: problem, ranges)
      guard !parameters.contains(where: { $0.name == parameter.name }) else {
        throw node.diagnostic("'\(parameter.name)' is listed twice", remedy: "Remove one of them.")
      }
      parameters.append(parameter)
    }
    if let shape = values["shape"] {
      throw shape.diagnostic(
        "'shape' says how large an unknown grid is, but parameters are unknown",
        remedy: "Remove it.")
    }
    self = .parameters(parameters)
  }

  private static func grid(
    _ node: SourceNode, _ values: NamedValues, in problem: Problem
  ) throws(Diagnostic) -> Self {
    let name = try node.string("unknown")
    let parts = name.split(separator: ".").map(String.init)
    if parts.count == 2 {
      guard let operation = Int(parts[0]), problem.operations.indices.contains(operation),
        problem.operations[operation].schema.parameter(parts[1]) != nil
      else { throw noParameter(node, in: problem) }
    }
    let range = try ranges(values["range"], of: [name])[name]
    let node = try values.required(
      "shape", of: "the question", remedy: "Say how large \(name) is: 'shape: 2 x 2'.")
    guard case .size(let lengths) = try Answer(lengthsAt: node, orElse: "rows x columns"),
      lengths.count <= 2, lengths.allSatisfy({ $0 >= 1 && $0 == $0.rounded() && $0 <= 64 })
    else {
      throw node.diagnostic(
        "a grid to be typed has one or two axes of 1 to 64 cells", remedy: "Write 'shape: 2 x 2'.")
    }
    return .grid(name, shape: lengths.map { Int($0) }, range: range)
  }

  private static func parameter(
    _ node: SourceNode, in problem: Problem, _ ranges: [String: ClosedRange<Double>]
  ) throws(Diagnostic) -> FindQuestion.Parameter {
    let name = try node.string("unknown")
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let index = Int(parts[0]), problem.operations.indices.contains(index)
    else { throw noParameter(node, in: problem) }
    let operation = problem.operations[index]
    let isKernelSize = parts[1] == "kernel_size" && operation.slidesKernel
    guard isKernelSize || operation.schema.parameter(parts[1]) != nil else {
      throw noParameter(node, in: problem)
    }
    let like = problem.operations.indices.filter {
      problem.operations[$0].name == operation.name
    }
    let place = (like.firstIndex(of: index) ?? 0) + 1
    // Chains on the stage count their ops so, too.
    let title =
      switch (problem.operations.count, like.count) {
      case (1, _): parts[1]
      case (_, 1): "\(parts[1]) of \(operation.name)"
      default: "\(parts[1]) of \(operation.name) \(place)"
      }
    return .init(
      name: name, operation: index, parameter: parts[1], title: title,
      range: ranges[name] ?? range(of: operation.schema.parameter(parts[1])))
  }

  /// What a parameter may be where the author limits nothing: a length is never below zero, a weight is.
  private static func range(of parameter: OperationSchema.Parameter?) -> ClosedRange<Double> {
    let most = Double(GeometryLimits.maximumParameter)
    return switch parameter?.kind {
    case .grid, .grids, .number, .numberOrNull: -most...most
    default: 0...most
    }
  }

  private static func noParameter(_ node: SourceNode, in problem: Problem) -> Diagnostic {
    let known = problem.operations.enumerated().flatMap { index, operation in
      operation.schema.parameters.map { "\(index).\($0.name)" }
        + (operation.slidesKernel ? ["\(index).kernel_size"] : [])
    }
    // Whoever leaves the op's number out means the first op that has such a parameter.
    let numbered = known.first { $0.hasSuffix(".\(node.shortText)") }
    return node.diagnostic(
      "there is no '\(node.shortText)' in this problem",
      remedy: numbered.map { "Write '\($0)': parameters go by the number of their op." }
        ?? NearestName.remedy(
          for: node.shortText, in: known + ["input"], listedAs: "What can be unknown"))
  }

  /// Reads `range: {0.stride: 1..4}`.
  private static func ranges(
    _ node: SourceNode?, of names: [String]
  ) throws(Diagnostic) -> [String: ClosedRange<Double>] {
    guard let node else { return [:] }
    let values = try NamedValues(node, of: "range", names: names)
    var ranges: [String: ClosedRange<Double>] = [:]
    for entry in values.entries {
      let ends = (entry.value.scalar ?? "").split(separator: "..", omittingEmptySubsequences: false)
        .map { Double($0.trimmingPrefix { $0 == " " }) }
      guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last else {
        throw entry.value.diagnostic(
          "the range of \(entry.key) must be like 1..4, but this is \(entry.value.kindText)",
          remedy: "Write the least and the largest number with two points between them.")
      }
      ranges[entry.key] = first...last
    }
    return ranges
  }

  /// How the values are given.
  var form: PreparedQuestion.Form {
    switch self {
    case .grid(_, let shape, _):
      .grid(rows: shape.count == 1 ? 1 : shape[0], columns: shape[shape.count - 1])
    case .parameters(let parameters):
      .fields(parameters.map { .init(title: $0.title, range: $0.range) })
    }
  }
}

extension FindQuestion.Unknown {
  /// Why numbers cannot be put into an unknown grid, as a sentence; `nil` where they can.
  func objection(to answer: Answer) -> String? {
    guard case .grid(_, _, let range?) = self, case .grid(_, _, let numbers) = answer,
      let number = numbers.first(where: { !range.contains($0) })
    else { return nil }
    let (least, most) = (NumberText.short(range.lowerBound), NumberText.short(range.upperBound))
    return "Numbers from \(least) to \(most) go in here, and \(NumberText.short(number)) is none."
  }

  /// The changes that put an answer into a problem.
  ///
  /// - Throws: A diagnostic where a parameter cannot have the value.
  func edits(
    of problem: Problem, putting answer: Answer
  ) throws(Diagnostic) -> [ProblemEdit] {
    switch (self, answer) {
    case (.grid(let name, let shape, _), .grid(_, _, let numbers)):
      return [.grid(of: name, shape: shape, numbers: numbers)]
    case (.parameters(let parameters), .numbers(let numbers)):
      var edits: [ProblemEdit] = []
      for (parameter, number) in zip(parameters, numbers) {
        edits.append(try Self.edit(problem, parameter, number))
      }
      return edits
    default: return []
    }
  }

  private static func edit(
    _ problem: Problem, _ parameter: FindQuestion.Parameter, _ number: Double
  ) throws(Diagnostic) -> ProblemEdit {
    let operation = problem.operations[parameter.operation]
    guard operation.schema.parameter(parameter.parameter) == nil else {
      return .parameter(
        operation: parameter.operation, name: parameter.parameter,
        text: NumberText.exact(number))
    }
    // A convolution reads the size of its kernel off the weight; its numbers do not matter.
    let name = "\(parameter.operation).weight"
    let axes = operation.schema.inputLayout == .sequence ? 1 : 2
    let shape = (problem.grid(named: name)?.value(ofRank: axes + 2).shape.dimensions ?? [])
      .dropLast(axes)
    let size = Int(exactly: number) ?? 0
    guard size >= 1 else { throw operation.diagnostic("a kernel is at least 1 wide") }
    let whole = Array(shape) + [Int](repeating: size, count: axes)
    guard let count = Shape.checkedCount(whole), count <= ProblemLimits.mostNumbers else {
      throw operation.diagnostic("the kernel would have too many numbers")
    }
    return .grid(of: name, shape: whole, numbers: [Double](repeating: 1, count: count))
  }
}

extension String {
  /// Whether a whole grid is called so.
  fileprivate var isGridName: Bool {
    self == "input" || hasSuffix(".weight") || hasSuffix(".bias")
  }
}

extension ProblemOperation {
  /// Whether it slides a kernel, whose size can be unknown.
  fileprivate var slidesKernel: Bool {
    schema.parameter("weight") != nil && schema.parameter("stride") != nil
  }
}
