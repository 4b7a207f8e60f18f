import Foundation
import Problems
import TensorEngine

extension Misconception {
  /// Activations and their slopes.
  static let activations: [Misconception] = curves + gates + branches

  /// The slopes of curves that are written with what comes out.
  private static let curves: [Misconception] = [
    .init(
      "sigmoid-slope-from-input", .often, "the short formula got the input",
      say: "The short formula wants the value that came out, not the one that went in."
    ) { inquiry in
      inquiry.handingBack(["sigmoid"]) { $0.cellwise { x, _, upstream in upstream * x * (1 - x) } }
    },
    .init(
      "sigmoid-twice", .common, "an output was squashed again",
      say: "That value has been squashed already; once is enough."
    ) { inquiry in
      inquiry.handingBack(["sigmoid"]) { step in
        step.gradient(
          of: "input", changing: [step.output.asGrid("input")], upstream: step.upstream)
      }
    },
    .init(
      "tanh-slope-from-input", .common, "the input was squared",
      say: "Square what came out of tanh, not what went in."
    ) { inquiry in
      inquiry.handingBack(["tanh"]) { $0.cellwise { x, _, upstream in upstream * (1 - x * x) } }
    },
    .init(
      "elu-slope-from-input", .seldom, "the short formula got the input of ELU",
      say: "The short formula wants what came out, not what went in."
    ) { inquiry in
      inquiry.handingBack(["elu"]) { step in
        let alpha = step.operation.alpha
        return step.cellwise { x, _, upstream in x > 0 ? upstream : upstream * (x + alpha) }
      }
    },
  ]

  private static let gates: [Misconception] = [
    .init(
      "relu-open-at-zero", .often, "the gate was open at 0",
      say: "Exactly at 0 nothing passes, by agreement."
    ) { inquiry in
      inquiry.handingBack(["relu"]) { $0.cellwise { x, _, upstream in x >= 0 ? upstream : 0 } }
    },
    .init(
      "relu-gates-gradient", .often, "positive gradients were let through",
      say: "The gate was set on the way in: look at x, not at what comes back."
    ) { inquiry in
      inquiry.handingBack(["relu"]) { $0.cellwise { _, _, upstream in max(0, upstream) } }
    },
    .init(
      "relu-drops-upstream", .common, "the gate itself was given",
      say: "The gate is open or shut; what walks through is the gradient from above."
    ) { inquiry in
      inquiry.handingBack(["relu"]) { $0.cellwise { x, _, _ in x > 0 ? 1 : 0 } }
    },
    .init(
      "leaky-closed", .common, "nothing was let through below zero",
      say: "This one leaks: below zero a little still gets through."
    ) { inquiry in
      inquiry.handingBack(leaky) { $0.cellwise { x, _, upstream in x > 0 ? upstream : 0 } }
        + inquiry.leaking { 0 * $0 }
    },
  ]

  private static let branches: [Misconception] = [
    .init(
      "relu-as-absolute", .common, "the minus was dropped",
      say: "Below zero nothing is left, however large the number was."
    ) { $0.clipping { abs($0) } },
    .init(
      "relu-other-side", .seldom, "the negative numbers were kept",
      say: "It is the positive numbers that pass; the negative ones become 0."
    ) { $0.clipping { min(0, $0) } },
    .init(
      "leaky-turns-positive", .seldom, "the leak became positive",
      say: "It is still below zero, only much closer to it."
    ) { inquiry in inquiry.leaking { -$0 } },
    .init(
      "elu-as-max", .seldom, "the larger of the two branches was taken",
      say: "Above zero the number passes as it is; the curve is for negative ones only."
    ) { inquiry in
      guard inquiry.isAbout("elu"), inquiry.asksForResult else { return [] }
      let alpha = inquiry.operation.alpha
      return inquiry.answering(
        Tensor(
          inquiry.output.shape,
          inquiry.input.elements.map { max(alpha * expm1($0), $0) }))
    },
    .init(
      "relu-before-adding", .common, "the clipping came before the shortcut",
      say: "Add the shortcut first; the clipping comes last."
    ) { $0.clippingBeforeAdding() },
  ]

  private static let leaky = ["leaky_relu", "prelu"]

  /// Units that decide: a weighted sum with its bias, and a step.
  static let units: [Misconception] = [
    .init(
      "threshold-added", .often, "the threshold was added",
      say: "The sum has to climb over the threshold, so the threshold counts against it."
    ) { $0.decidingWithBias { -$0 } },
    .init(
      "bias-weight-left-out", .often, "the bias was left out",
      say: "The bias always counts; its input is a steady 1."
    ) { $0.decidingWithBias { _ in 0 } },
    .init(
      "strict-at-zero", .common, "a sum of exactly 0 did not fire",
      say: "The rule says: at 0 or above it fires."
    ) { $0.deciding { $0 > 0 ? 1 : 0 } },
    .init(
      "sum-for-output", .common, "the sum was given, not what the unit says",
      say: "That is the sum inside; the unit itself says only 0 or 1."
    ) { $0.deciding { $0 } },
  ]
}

extension ProblemOperation {
  /// The limit of the negative side of an ELU.
  fileprivate var alpha: Double {
    if case .number(let alpha) = arguments["alpha"]?.value { alpha } else { 1 }
  }
}

extension ProblemInquiry {
  /// What another function than ReLU gives.
  fileprivate func clipping(_ change: (Double) -> Double) -> [WrongAnswer] {
    guard isAbout("relu"), asksForResult else { return [] }
    return answering(Tensor(output.shape, input.elements.map(change)))
  }

  /// What a leaky unit gives with another slope below zero.
  fileprivate func leaking(_ change: (Double) -> Double) -> [WrongAnswer] {
    guard asksForResult else { return [] }
    if isAbout("prelu") {
      return replacing("weight") { Tensor($0.shape, $0.elements.map(change)) }
    }
    guard case .unary(.leakyRelu(let slope)) = op else { return [] }
    return setting("negative_slope", to: "\(change(slope))")
  }

  /// The sum of a clipped value and its shortcut, where a clipped sum is right.
  fileprivate func clippingBeforeAdding() -> [WrongAnswer] {
    let before = operationIndex - 1
    guard isAbout("relu"), asksForResult, before >= 0, problem.operations[before].name == "add",
      let branch = solved.executed.values[solved.problem.steps[before].input],
      branch.shape == input.shape
    else { return [] }
    return answering(
      Tensor(
        input.shape,
        zip(input.elements, branch.elements).map { sum, branch in
          max(0, branch) + (sum - branch)
        }))
  }

  /// What units say that decide in another way by their sums.
  fileprivate func deciding(_ decision: (Double) -> Double) -> [WrongAnswer] {
    guard isAbout("step"), asksForResult else { return [] }
    return answering(Tensor(output.shape, input.elements.map(decision)))
  }

  /// What units say that have another bias.
  fileprivate func decidingWithBias(_ change: (Double) -> Double) -> [WrongAnswer] {
    let before = operationIndex - 1
    guard isAbout("step"), asksForResult, before >= 0, problem.operations[before].name == "linear",
      let bias = grid("bias", ofOperation: before)
    else { return [] }
    return changing(
      .grid(
        of: "\(before).bias", shape: bias.shape.dimensions, numbers: bias.elements.map(change)))
  }
}
