import TensorEngine

/// A graph whose nodes are timed one by one.
///
/// The feeds are copied in once, so that only computing is measured.
public final class CPUProfile {
  private let executable: CPUExecutable

  fileprivate init(_ executable: CPUExecutable) {
    self.executable = executable
  }

  /// Runs the graph once and says how long each node took; nodes that compute nothing, or
  /// are computed with another, are absent.
  public func measure() -> [NodeID: Duration] {
    let clock = ContinuousClock()
    var times: [NodeID: Duration] = [:]
    for step in executable.steps {
      times[step.node, default: .zero] += clock.measure { step.run() }
    }
    return times
  }
}

extension CPUBackend {
  /// Prepares a graph for being timed node by node.
  ///
  /// - Parameters:
  ///   - graph: The computation.
  ///   - outputs: The nodes whose values are wanted; only what they need is timed.
  ///   - bindings: Memory that the caller owns, by node.
  ///   - feeds: A value for each other input node that the outputs depend on.
  /// - Throws: ``BackendError`` when a feed is missing or has another shape, or memory is missing.
  /// - Precondition: Targets and switches among the feeds name classes and cells that exist.
  public func profile(
    _ graph: Graph, outputs: [NodeID], bindings: [NodeID: TensorBuffer<Float>] = [:],
    feeds: [NodeID: Tensor<Float>]
  ) throws(BackendError) -> CPUProfile {
    let executable = try CPUExecutable(
      graph, outputs: outputs, bindings: bindings, pool: .shared(threads: threads),
      kernels: kernels.functions, convolutions: convolutions, separately: true)
    try executable.load(feeds)
    return CPUProfile(executable)
  }
}
