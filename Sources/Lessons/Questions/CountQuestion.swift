import ConvolutionArithmetic
import Misconceptions
import Problems
import Storyboards
import TensorEngine
import Typesetting

/// A number that is counted of a problem: its learned numbers, its work, how far it sees.
struct CountQuestion: QuestionKind {
  static let name = "count"
  static let names = ["of", "node", "count", "answer"]
  static let slipNames = ["answer", "rule"]
  static let answerText = "a whole number"
  static let seconds = 75

  /// What is counted.
  enum Quantity: String, CaseIterable {
    /// Learned numbers: weights and biases.
    case parameters
    /// Multiplications that are each followed by an addition.
    case multiplyAdds = "multiply_adds"
    /// Cells of the input, along one axis, that a result sees.
    case receptiveField = "receptive_field"
    /// Cells of the input from one result's field to the next one's.
    case jump
    /// Cells of an input plane that no window reads.
    case uncovered
  }

  let subject: Subject?
  let hasOwnProblem: Bool
  let statedAnswer: SourceNode?
  let fact: SourceNode?
  /// What is counted of a problem.
  private let quantity: Quantity
  private let node: SourceNode
  /// Whether only the op that `node` names is counted.
  private let isOfOneOp: Bool

  init(_ values: NamedValues, shown: ShownProblem?) throws(Diagnostic) {
    let value = try AskedValue(values, shown: shown)
    (fact, statedAnswer) = (value.fact, value.statedAnswer)
    if let fact {
      (subject, hasOwnProblem, isOfOneOp) = (nil, false, false)
      (quantity, node) = (.parameters, fact)
      guard let extra = values["count"] ?? values["node"] else { return }
      throw extra.diagnostic(
        "this counts of a problem, but the question is about the exhibit", remedy: "Remove it.")
    }
    let names = Quantity.allCases.map(\.rawValue)
    node = try values.required(
      "count", of: "the question",
      remedy: "Write 'count:' with one of " + names.joined(separator: ", ") + ".")
    let text = try node.string("count")
    guard let quantity = Quantity(rawValue: text) else {
      throw node.diagnostic(
        "there is nothing called '\(node.shortText)' to count",
        remedy: NearestName.remedy(for: text, in: names, listedAs: "It can be"))
    }
    self.quantity = quantity
    guard let subject = value.subject else {
      throw values.node.diagnostic(
        "there is no problem to count \(text) of", remedy: "Add 'of:' or a 'show:'.")
    }
    guard case .operation = subject.value else {
      throw values.node.diagnostic(
        "\(text) are counted of an op, but a gradient is shown",
        remedy: "Name the op with 'node:'.")
    }
    (self.subject, hasOwnProblem) = (subject, value.hasOwnProblem)
    isOfOneOp = values["node"] != nil
  }

  var asksForResults: Bool { tellingView != nil }

  var tellingView: StoryView? {
    switch quantity {
    case .uncovered: .cover
    case .receptiveField, .jump: .field
    case .parameters, .multiplyAdds: nil
    }
  }

  func rightAnswer(_ number: Double) -> RightAnswer {
    RightAnswer(form: .count, expected: .number(number))
  }

  func rightAnswer(_ solved: SolvedSubject?) throws(Diagnostic) -> RightAnswer {
    guard let solved else { preconditionFailure("a count is read with a problem") }
    return RightAnswer(
      form: .count, expected: .number(Double(try count(solved.solved.problem, solved.subject))))
  }

  func inquiry(_ solved: SolvedSubject) throws(Diagnostic) -> Inquiry? {
    let problem = solved.solved.problem
    switch quantity {
    case .receptiveField:
      guard case .operation(let last) = solved.subject.value,
        let stacks = try? windows(problem, through: last)
      else { return nil }
      return (try? FieldInquiry(stacks.map { $0[0] })).map(Inquiry.field)
    case .parameters, .multiplyAdds:
      guard let step = onlyStep(problem, solved.subject),
        case .convolution(let convolution) = problem.graph[step.main].op
      else { return nil }
      let node = problem.graph[step.main]
      let (input, weight) = (
        problem.graph[node.inputs[0]].shape, problem.graph[node.inputs[1]].shape
      )
      guard input.rank == 4, input[2] == input[3], Set(convolution.windows).count == 1 else {
        return nil
      }
      let window = convolution.windows[0]
      return
        (try? LayerInquiry(
          .convolution, quantity == .parameters ? .parameters : .multiplyAdds, channels: input[1],
          filters: weight[0], kernel: window.kernelSize, padding: window.paddingBefore,
          stride: window.stride, groups: convolution.groups, hasBias: node.inputs.count > 2,
          size: input[2])).map(Inquiry.layer)
    case .jump, .uncovered: return nil
    }
  }

  /// The step that is counted, where it is a single one.
  private func onlyStep(_ problem: BuiltProblem, _ subject: Subject) -> BuiltProblem.Step? {
    guard case .operation(let index) = subject.value, isOfOneOp || problem.steps.count == 1 else {
      return nil
    }
    return problem.steps[index]
  }

  private func count(_ problem: BuiltProblem, _ subject: Subject) throws(Diagnostic) -> Int {
    guard case .operation(let last) = subject.value else { return 0 }
    let steps = isOfOneOp ? [problem.steps[last]] : problem.steps
    switch quantity {
    case .parameters:
      return steps.reduce(0) { $0 + parameters(of: $1, in: problem) }
    case .multiplyAdds:
      return steps.flatMap { costs(of: $0, in: problem) }.reduce(0) { $0 + $1.multiplyAdds }
    case .receptiveField, .jump:
      let field = try field(through: last, of: problem)
      return quantity == .jump ? field.jump : field.size
    case .uncovered: return try uncovered(by: problem.steps[last], of: problem)
    }
  }

  /// The learned numbers of an op.
  ///
  /// A linear layer is a product in the graph, which learns nothing.
  private func parameters(of step: BuiltProblem.Step, in problem: BuiltProblem) -> Int {
    let operation = problem.problem.operations[step.index]
    if operation.name == "linear" {
      return ["weight", "bias"].reduce(0) { sum, name in
        guard case .grid(let grid)? = operation.arguments[name]?.value else { return sum }
        return sum + grid.value.shape.count
      }
    }
    return costs(of: step, in: problem).reduce(0) { $0 + $1.parameters }
  }

  private func costs(of step: BuiltProblem.Step, in problem: BuiltProblem) -> [Cost] {
    step.nodes.map { id in
      let node = problem.graph[id]
      return node.op.cost(node.inputs.map { problem.graph[$0].shape }, result: node.shape)
    }
  }

  /// What a result sees along the first axis.
  private func field(
    through last: Int, of problem: BuiltProblem
  ) throws(Diagnostic) -> ReceptiveField {
    let stack = try windows(problem, through: last).map { $0[0] }
    do throws(GeometryError) {
      return try ReceptiveField.through(stack)
    } catch {
      throw node.diagnostic("the field cannot be counted: \(error)", remedy: "Use fewer ops.")
    }
  }

  /// The windows of the ops up to one, for each its axes.
  private func windows(
    _ problem: BuiltProblem, through last: Int
  ) throws(Diagnostic) -> [[SlidingWindow]] {
    var stack: [[SlidingWindow]] = []
    for step in problem.steps[...last] {
      guard let windows = problem.graph[step.main].op.slidingWindows else { continue }
      guard Set(windows).count == 1 || quantity == .uncovered else {
        throw node.diagnostic(
          "the windows of op \(step.index) differ along rows and columns, so there is no single"
            + " \(quantity.rawValue)", remedy: "Use the same kernel and stride along both axes.")
      }
      stack.append(windows)
    }
    guard !stack.isEmpty else {
      throw node.diagnostic(
        "no window slides in this problem", remedy: "Use a convolution or a pooling.")
    }
    return stack
  }

  /// The cells of a plane of the op's input that no window reads.
  private func uncovered(
    by step: BuiltProblem.Step, of problem: BuiltProblem
  ) throws(Diagnostic) -> Int {
    let main = problem.graph[step.main]
    guard let windows = main.op.slidingWindows, let input = main.inputs.first else {
      throw node.diagnostic(
        "no window slides over the input of op \(step.index)",
        remedy: "Name a convolution or a pooling with 'node:'.")
    }
    let lengths = problem.graph[input].shape.dimensions.suffix(windows.count)
    var read = 1
    for (window, length) in zip(windows, lengths) {
      do throws(GeometryError) {
        read *= length - (try window.uncovered(forInputSize: length).count)
      } catch {
        throw node.diagnostic(
          "the cells cannot be counted: \(error)", remedy: "Use another window.")
      }
    }
    return lengths.reduce(1, *) - read
  }
}

extension Op {
  /// The windows that slide over the op's input, and not over its result.
  fileprivate var slidingWindows: [SlidingWindow]? {
    switch self {
    case .convolution, .maxPool, .maxPoolIndices, .averagePool, .unfold: windows
    default: nil
    }
  }
}
