import Problems
import TensorEngine

/// What becomes of a kernel in some steps of gradient descent at one rate.
struct LearningCourse: Sendable {
  let rate: Double
  /// The loss before each step, and after the last one.
  let losses: [Double]
  /// The weights at each of these.
  let states: [State]
  /// What is to come out, row by row.
  let wanted: [[Double]]
  /// Whether the loss has become so large that it was left.
  let fliesAway: Bool

  /// Rows of numbers at one step.
  struct State: Sendable {
    let weights, slopes, output: [[Double]]

    init(_ learner: KernelLearner, _ name: String) {
      weights = learner.problem.grid(named: name)?.value.rows ?? []
      slopes = learner.slopes.first { $0.name == name }?.value.rows ?? []
      output = learner.output.rows
    }
  }

  /// How many times the first loss another one may be, before it is left.
  private static let most = 1000.0

  /// Learns.
  ///
  /// - Parameters:
  ///   - problem: The problem, with the weights from which it begins.
  ///   - operation: The op that learns.
  ///   - target: What its output is to be, at full rank.
  ///   - rate: How far a step goes.
  ///   - steps: How many steps, unless the loss flies away before.
  init(
    _ problem: Problem, _ operation: Int, target: Tensor<Double>, rate: Double, steps: Int
  ) throws(Diagnostic) {
    var learner = try KernelLearner(
      problem, operation: operation, target: target, rate: rate, startsAtZero: false,
      on: ReferenceBackend<Double>())
    let name = "\(operation).weight"
    var states = [State(learner, name)]
    let limit = Self.most * max(learner.losses[0], 1e-9)
    var isLost = false
    while states.count <= steps, !isLost {
      _ = try learner.step()
      states.append(State(learner, name))
      isLost = !(learner.losses[learner.losses.count - 1] <= limit)
    }
    (self.rate, self.states, losses) = (rate, states, learner.losses)
    (wanted, fliesAway) = (target.rows, isLost)
  }
}

extension Tensor<Double> {
  /// The numbers of one plane, row by row.
  fileprivate var rows: [[Double]] {
    let columns = shape.dimensions.last ?? 1
    return stride(from: 0, to: elements.count, by: columns).map {
      Array(elements[$0..<$0 + columns])
    }
  }
}
