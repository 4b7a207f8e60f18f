import Foundation
import TensorEngine
import Typesetting

extension Explainer {
  /// An elementwise function: a frame for each cell, `max(0, −2) = 0`.
  func unaryStory(_ function: UnaryFunction) -> Storyboard {
    if let share = shareOfVariance { return varianceStory(share) }
    return cellByCell { operands, output, position in
      let x = operands[0].number(position)
      return CellStep(
        caption: "\(output.resultName(position)): \(function.sentence(x.value)).",
        marks: [operands[0].mark(position)],
        lines: [.formula(function.formula(x), result: output.number(position))])
    }
  }
}

extension Explainer {
  /// What the variance of a batch is multiplied by on its way into the running one: momentum · n / (n − 1);
  /// `nil` for any other multiple.
  private var shareOfVariance: (momentum: Double, count: Int)? {
    let graph = executed.graph
    guard case .unary(.affine(let factor, 0)) = op, case let batch = graph[id].inputs[0],
      case .reduce(let reduction) = graph[batch].op, reduction.kind == .mean,
      let sum = graph.nodes.first(where: { $0.op == .binary(.add) && $0.inputs[1] == id }),
      case .unary(.affine(let stays, 0)) = graph[sum.inputs[0]].op
    else { return nil }
    let count = graph[graph[batch].inputs[0]].shape.count / max(1, graph[batch].shape.count)
    let momentum = 1 - stays
    guard count > 1, momentum > 0,
      abs(momentum * Double(count) / Double(count - 1) - factor) <= 1e-12
    else { return nil }
    return (momentum, count)
  }

  /// The share of a batch's variance in the running one, with n / (n − 1) written out.
  private func varianceStory(_ share: (momentum: Double, count: Int)) -> Storyboard {
    let (momentum, n) = (
      FormulaPart.constant(share.momentum), FormulaPart.constant(Double(share.count))
    )
    return cellByCell { operands, output, position in
      CellStep(
        caption:
          "\(output.resultName(position)): momentum times the batch's variance, which n / (n − 1)"
          + " makes what it would be over all: n = \(share.count) numbers spread less around their own"
          + " mean.",
        marks: [operands[0].mark(position)],
        lines: [
          .formula(
            [momentum, "·", n, " / (", n, " − 1)·", .factor(operands[0].number(position))],
            result: output.number(position))
        ])
    }
  }
}

extension UnaryFunction {
  /// The function written out for one number.
  func formula(_ x: ShownNumber) -> [FormulaPart] {
    switch self {
    case .relu: ["max(0, ", .number(x), ")"]
    case .leakyRelu(let slope): scaled(x, by: x.value > 0 ? 1 : slope)
    case .elu(let alpha):
      x.value > 0
        ? scaled(x, by: 1) : [.constant(alpha), "·(e^", .factor(x), " − 1)"]
    case .step: ["[", .number(x), " ≥ 0]"]
    case .sigmoid: ["1 / (1 + e^(−", .factor(x), "))"]
    case .softplus(let beta, let threshold):
      softplus(x, beta: beta, threshold: threshold)
    case .tanh:
      // Beyond this e^x swamps e^(−x); far beyond, both would overflow.
      abs(x.value) > 20
        ? ["tanh(", .number(x), ")"]
        : [
          "(e^", .factor(x), " − e^(−", .factor(x), ")) / (e^", .factor(x), " + e^(−", .factor(x),
          "))",
        ]
    case .exp: ["e^", .factor(x)]
    case .log: ["log(", .number(x), ")"]
    case .squareRoot: ["√", .factor(x)]
    case .affine(let factor, let offset):
      affine(x, factor: factor, offset: offset)
    }
  }

  private func scaled(_ x: ShownNumber, by slope: Double) -> [FormulaPart] {
    [.constant(slope), "·", .factor(x)]
  }

  private func softplus(_ x: ShownNumber, beta: Double, threshold: Double) -> [FormulaPart] {
    if beta * x.value > threshold { return scaled(x, by: 1) }
    if beta == 1 { return ["log(1 + e^", .factor(x), ")"] }
    return [
      "log(1 + e^(", .constant(beta), "·", .factor(x), ")) / ", .factor(.constant(beta)),
    ]
  }

  private func affine(_ x: ShownNumber, factor: Double, offset: Double) -> [FormulaPart] {
    let product: [FormulaPart] = factor == 1 ? [.number(x)] : scaled(x, by: factor)
    return offset == 0 ? product : product + [" + ", .factor(.constant(offset))]
  }

  /// What happens to one number, in words.
  func sentence(_ x: Double) -> String {
    let number = NumberText.short(x)
    switch self {
    case .relu:
      return x > 0 ? "\(number) is positive and stays" : "\(number) is not positive and becomes 0"
    case .leakyRelu(let slope):
      return x > 0
        ? "\(number) is positive and stays"
        : "\(number) is not positive and is multiplied by the slope \(NumberText.short(slope))"
    case .elu:
      return x > 0
        ? "\(number) is positive and stays"
        : "\(number) is not positive and follows the exponential"
    case .step:
      return x >= 0
        ? "\(number) is not below 0, so the unit fires"
        : "\(number) is below 0, so the unit stays silent"
    case .sigmoid: return "the sigmoid squeezes \(number) between 0 and 1"
    case .softplus: return "softplus bends \(number) smoothly to a positive number"
    case .tanh: return "the hyperbolic tangent squeezes \(number) between −1 and 1"
    case .exp: return "e to the power \(number)"
    case .log: return "the natural logarithm of \(number)"
    case .squareRoot: return "the square root of \(number)"
    case .affine(let factor, let offset):
      if offset == 0, factor == -1 { return "the sign of \(number) is changed" }
      if offset == 0 { return "\(number) is multiplied by \(NumberText.short(factor))" }
      return "\(number) times \(NumberText.short(factor)), plus \(NumberText.short(offset))"
    }
  }
}
