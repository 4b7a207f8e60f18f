import ConvolutionArithmetic
import TensorEngine

/// The inverse question about the op on the stage: which windows make its output's size of its input's.
extension LiveProblem {
  /// The question, along the first spatial axis.
  public struct Inverse: Sendable {
    /// The lengths, and what windows the op takes; of an output that cannot be computed the length that it
    /// had last.
    public let question: InverseQuestion
    /// The window that the op has now, whether it fits or not.
    public let window: SlidingWindow
  }

  /// The question; `nil` for an op that slides no window, whose output's size is given, or that reads
  /// something that cannot be computed.
  public var inverse: Inverse? {
    guard let window = try? problem.operations[operation].firstWindow(),
      let input = inputLength
    else { return nil }
    let rules = problem.operations[operation].windowRules
    let output =
      rules.outputLength(of: input, under: window)
      ?? past.lazy.compactMap { $0.outputLength(of: operation, for: input) }.first ?? 1
    return Inverse(
      question: InverseQuestion(from: input, to: output, rules: rules), window: window)
  }

  /// The length of the first spatial axis that the op on the stage reads.
  private var inputLength: Int? {
    let built = (try? outcome.get())?.problem ?? (try? problem.withoutWindow(of: operation).built())
    guard let built else { return nil }
    let shape = built.graph[built.steps[operation].input].shape
    return shape.rank > 2 ? shape[2] : nil
  }
}

extension Problem {
  /// The same up to an op, in whose place is one that asks for as many axes and takes whatever it gets.
  fileprivate func withoutWindow(of index: Int) -> Problem {
    var problem = self
    let operation = operations[index]
    let pool = "max_pool\(operation.spatialAxes)d"
    problem.operations =
      operations.prefix(index) + [
        ProblemOperation(named: pool, giving: ["kernel_size": .lengths([1])], at: operation)
      ]
    problem.upstream = nil
    return problem
  }

  /// What an op's window makes of a length; `nil` where it does not fit.
  fileprivate func outputLength(of index: Int, for input: Int) -> Int? {
    guard operations.indices.contains(index), let window = try? operations[index].firstWindow()
    else { return nil }
    return operations[index].windowRules.outputLength(of: input, under: window)
  }
}

extension ProblemOperation {
  /// What windows the op takes.
  fileprivate var windowRules: InverseQuestion.Rules {
    var rules = InverseQuestion.Rules()
    rules.isTransposed = schema.parameter("output_padding") != nil
    rules.isPool = schema.parameter("ceil_mode") != nil
    rules.ceilMode = isOn("ceil_mode")
    rules.hasDilation = schema.parameter("dilation") != nil
    if case .word("reflect")? = arguments["padding_mode"]?.value { rules.reflects = true }
    return rules
  }
}

extension InverseQuestion.Rules {
  fileprivate func outputLength(of input: Int, under window: SlidingWindow) -> Int? {
    isTransposed
      ? try? window.transposedOutputSize(forInputSize: input)
      : try? window.outputSize(forInputSize: input)
  }
}
