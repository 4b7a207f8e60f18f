import Foundation
import TensorEngine

/// Steps of optimisers, made of ops that the engine has.
extension ProblemBuilder {
  /// A step of gradient descent.
  struct SGDStep {
    let gradient: GridLiteral
    let rate: Double
    let momentum: Double
    let buffer: GridLiteral?
    let nesterov: Bool
    let decay: Double
  }

  /// A step of Adam.
  struct AdamStep {
    let gradient: GridLiteral
    let rate: Double
    let betas: (mean: Double, square: Double)
    let epsilon: Double
    let mean: GridLiteral?
    let square: GridLiteral?
    /// How many steps have been made before this one.
    let stepsBefore: Int
  }

  /// w − lr · v with v = momentum · v + (g + weight_decay · w).
  func sgdStep(_ step: SGDStep) throws -> NodeID {
    var push = try state(step.gradient, "grad")
    if step.decay > 0 {
      let pull = try scaled(current, by: step.decay, "weight decay: λ·w")
      push = try graph.append(.binary(.add), [push, pull], meaning: "gradient with weight decay")
    }
    guard step.momentum > 0 || step.buffer != nil else {
      guard !step.nesterov else {
        throw operation.diagnostic(
          "sgd: nesterov looks ahead along a momentum, and there is none",
          remedy: "Give momentum: 0.9, for one.", at: "nesterov")
      }
      return try moved(by: push, step.rate)
    }
    let slope = push
    push = try mixed(
      step.buffer, "momentum_buffer", kept: step.momentum, slope, "new push v")
    extras = [.init(name: "momentum_buffer", node: push)]
    if step.nesterov {
      let ahead = try scaled(push, by: step.momentum, "momentum times v")
      push = try graph.append(.binary(.add), [slope, ahead], meaning: "the push, looking ahead")
    }
    return try moved(by: push, step.rate)
  }

  /// w − lr · m̂ / (√v̂ + ε), with running means m of the gradient and v of its square, each divided by
  /// what zeros at the start have taken from it.
  func adamStep(_ step: AdamStep) throws -> NodeID {
    let gradient = try state(step.gradient, "grad")
    let count = Double(step.stepsBefore + 1)
    let (keep, keepSquare) = step.betas
    let share = try scaled(gradient, by: 1 - keep, "share of the gradient: 1 − β₁")
    let mean = try mixed(step.mean, "exp_avg", kept: keep, share, "mean gradient m")
    let square = try graph.append(
      .binary(.multiply), [gradient, gradient], meaning: "squared gradient")
    let squareShare = try scaled(square, by: 1 - keepSquare, "share of the square: 1 − β₂")
    let meanSquare = try mixed(
      step.square, "exp_avg_sq", kept: keepSquare, squareShare, "mean square v")
    extras = [
      .init(name: "exp_avg", node: mean), .init(name: "exp_avg_sq", node: meanSquare),
    ]
    try checkNotNegative(step.square, "exp_avg_sq")
    let first = try scaled(mean, by: 1 / (1 - pow(keep, count)), "corrected mean: m / (1 − β₁ᵗ)")
    let second = try scaled(
      meanSquare, by: 1 / (1 - pow(keepSquare, count)), "corrected mean square: v / (1 − β₂ᵗ)")
    let root = try graph.append(.unary(.squareRoot), [second], meaning: "root of the mean square")
    let divisor = try graph.append(
      .unary(.affine(factor: 1, offset: step.epsilon)), [root], meaning: "root plus ε")
    let push = try graph.append(
      .binary(.divide), [first, divisor], meaning: "push: mean over root")
    return try moved(by: push, step.rate)
  }

  // MARK: - Parts of steps

  /// What has the weights' shape and is given, not learned.
  private func state(_ grid: GridLiteral, _ name: String) throws -> NodeID {
    let value = grid.value(ofRank: shape.rank)
    guard value.shape == shape else {
      throw operation.diagnostic(
        "\(operation.name): \(name) has shape \(grid.value.shape), but the weights have shape"
          + " \(shape)",
        remedy: "Give it one number for each weight.", at: name)
    }
    return try feed(value, grid, name, isVariable: false)
  }

  /// kept · old + new; what was never given is 0, and nothing of it is left.
  private func mixed(
    _ old: GridLiteral?, _ name: String, kept: Double, _ new: NodeID, _ meaning: String
  ) throws -> NodeID {
    let zeros =
      try old.map { try state($0, name) } ?? graph.append(.fill(0, shape), [], meaning: name)
    let rest = try scaled(zeros, by: kept, "what is kept of \(name)")
    return try graph.append(.binary(.add), [rest, new], meaning: meaning)
  }

  private func scaled(_ node: NodeID, by factor: Double, _ meaning: String) throws -> NodeID {
    try graph.append(.unary(.affine(factor: factor, offset: 0)), [node], meaning: meaning)
  }

  private func moved(by push: NodeID, _ rate: Double) throws -> NodeID {
    let step = try scaled(push, by: rate, "step: lr times the push")
    return try graph.append(
      .binary(.subtract), [current, step], meaning: "weights after the step")
  }

  private func checkNotNegative(_ grid: GridLiteral?, _ name: String) throws {
    guard let negative = grid?.value.elements.first(where: { $0 < 0 }) else { return }
    throw operation.diagnostic(
      "\(operation.name): \(name) cannot hold \(Argument.number(negative).text)",
      remedy: "A mean of squares is 0 or more.", at: name)
  }
}
