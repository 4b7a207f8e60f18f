import TensorEngine

extension Misconception {
  /// Gradients that pass through several layers.
  static let backpropagation: [Misconception] = [
    .init(
      "slope-left-out", .common, "the slope of the activation was forgotten",
      say: "The error has to pass through the activation too, and that has a slope."
    ) { inquiry in
      // Where nothing is said to come back, the slope itself is asked for.
      let problem = inquiry.problem
      guard problem.upstream != nil || problem.operations.count > 1 else { return [] }
      return inquiry.handingBack(curved) { $0.cellwise { _, _, upstream in upstream } }
    },
    .init(
      "one-path-only", .common, "only one path back was followed",
      say: "A hidden cell speaks to every output, so it hears back from all of them."
    ) { inquiry in
      let layers = inquiry.solved.steps.filter { $0.built.operation == "linear" }
      let outputs = layers.compactMap { $0.output.shape.dimensions.last }.min() ?? 0
      // With more paths than these, some part of the sum is close to almost every number.
      guard (2...9).contains(outputs) else { return [] }
      return (0..<outputs).flatMap { output in
        inquiry.handingBack(["linear"]) { step in
          let upstream = step.upstream
          let path = Tensor(upstream.shape) { $0.last == output ? upstream[$0] : 0 }
          return step.gradient(of: "input", upstream: path)
        }
      }
    },
  ]

  private static let curved = [
    "relu", "leaky_relu", "prelu", "elu", "sigmoid", "softplus", "tanh",
  ]
}
