import Storyboards
import TensorEngine

/// A problem with all its values, computed by a backend.
public struct SolvedProblem: Sendable {
  /// What a named value came to.
  public struct NamedValue: Sendable {
    /// The name: `input`, `0.weight`, `indices`.
    public let name: String
    /// The value at full rank.
    public let value: Tensor<Double>
  }

  /// One op's results.
  public struct Step: Sendable {
    /// What the op became.
    public let built: BuiltProblem.Step
    /// The result at full rank, batch included.
    public let output: Tensor<Double>
    /// Results beside the output, such as the switches of a max pool.
    public let extras: [NamedValue]
  }

  /// The problem as a graph.
  public let problem: BuiltProblem
  /// Every node's value, for storyboards.
  public let executed: ExecutedGraph
  /// The results of each op.
  public let steps: [Step]
  /// The last result.
  public let output: Tensor<Double>
  /// The gradients that were asked for, `input` first, then `0.weight` and so on.
  public let gradients: [NamedValue]
  /// Whether the backend computed in `Float`, so that numbers print as briefly as a `Float` does.
  public let isSinglePrecision: Bool

  /// Runs a problem.
  ///
  /// - Throws: ``BackendError`` when the backend cannot run it; a diagnostic at a number that is
  ///   lost in `Float` where the backend computes in it.
  public init(running problem: BuiltProblem, on backend: any Backend) throws {
    let isSinglePrecision = SolvedProblem.isSinglePrecision(backend)
    if isSinglePrecision, let loss = problem.problem.singlePrecisionProblem { throw loss }
    var executed = try ExecutedGraph(running: problem.graph, on: backend, feeds: problem.feeds)
    executed.gradientStart = .init(
      output: problem.output, upstream: problem.upstreamValue, variables: problem.variables)
    for step in problem.steps {
      let parts = problem.parts(of: step)
      executed.parts.formUnion(parts.dropLast())
      if let result = parts.last { executed.operations[result] = step.operation }
    }
    func value(_ id: NodeID) -> Tensor<Double> {
      // Every node of the graph was asked for.
      executed.values[id]!
    }
    self.problem = problem
    self.executed = executed
    self.steps = problem.steps.map { step in
      Step(
        built: step, output: value(step.output),
        extras: step.extras.map { NamedValue(name: $0.name, value: value($0.node)) })
    }
    self.output = value(problem.output)
    self.gradients = problem.gradients.map { NamedValue(name: $0.name, value: value($0.node)) }
    self.isSinglePrecision = isSinglePrecision
  }

  /// Whether a backend computes in `Float`.
  public static func isSinglePrecision<B: Backend>(_ backend: B) -> Bool {
    B.Scalar.self == Float.self
  }
}
