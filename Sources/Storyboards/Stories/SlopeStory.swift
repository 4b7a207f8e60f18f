import Foundation
import TensorEngine
import Typesetting

extension Explainer {
  /// Upstream times the function's derivative, for each cell.
  func unaryGradientStory(_ function: UnaryFunction) -> Storyboard {
    cellByCell { operands, output, position in
      let (input, upstream) = (operands[0], operands[1])
      return CellStep(
        caption: "\(output.name("Gradient", position)): the upstream gradient times "
          + (function.hasOneSlope
            ? "what the number was multiplied by."
            : "the slope of \(function.name) at \(NumberText.short(input.value(position)))."),
        marks: [input.mark(position), upstream.mark(position)],
        lines: [
          .formula(
            function.gradientFormula(input.number(position), upstream.number(position)),
            result: output.number(position))
        ])
    }
  }

  /// `x` where positive, else its channel's slope times `x`.
  func preluStory() -> Storyboard {
    let slope = slopePosition()
    return cellByCell(titles: [1: "slope"]) { operands, output, position in
      let x = operands[0].number(position)
      return slopeStep(
        output.noun, x, x, operands[1], slope(position), marks: [operands[0].mark(position)],
        output,
        position)
    }
  }

  /// Upstream where `x` was positive, else its channel's slope times upstream.
  func preluGradientStory() -> Storyboard {
    let slope = slopePosition()
    return cellByCell(titles: [1: "slope"]) { operands, output, position in
      let (input, upstream) = (operands[0], operands[2])
      return slopeStep(
        "Gradient", input.number(position), upstream.number(position), operands[1],
        slope(position), marks: [input.mark(position), upstream.mark(position)], output, position)
    }
  }

  /// Which slope applies to an element: the only one, or that of its channel.
  func slopePosition() -> @Sendable (Int) -> Int {
    let shape = operands[0].shape
    guard operands[1].shape.count > 1, shape.rank >= 2 else { return { _ in 0 } }
    let (inner, channels) = (shape.strides[1], shape[1])
    return { $0 / inner % channels }
  }

  /// Dropped to 0, or scaled up to make up for those that are: the input times a mask.
  func dropoutStory(probability: Double) -> Storyboard {
    var builder = PanelBuilder()
    let input = show(0, in: &builder)
    let mask = builder.add(slopes, of: nil, "mask · scale", .plain)
    let output = showResult(in: &builder)
    builder.panels[mask.panel].sign = .times
    builder.panels[output.panel].sign = .equals
    return .cellByCell(title, panels: builder.panels, result: output) { position in
      let name = output.resultName(position)
      return CellStep(
        caption: mask.value(position) == 0
          ? "\(name): dropped."
          : "\(name): kept, and scaled by 1 / (1 − \(NumberText.short(probability))), so that on"
            + " average the sum stays what it was.",
        marks: [input.mark(position), mask.mark(position)],
        lines: [
          .formula(
            [.number(mask.number(position)), "·", .factor(input.number(position))],
            result: output.number(position))
        ])
    }
  }
}

/// The step of a cell that a slope may apply to: `1·3 = 3`, `0.25·(−2) = −0.5`.
private func slopeStep(
  _ noun: String, _ x: ShownNumber, _ scaled: ShownNumber, _ slopes: ShownTensor, _ slope: Int,
  marks: [Mark], _ output: ShownTensor, _ position: Int
) -> CellStep {
  let name = output.name(noun, position)
  let number = NumberText.short(x.value)
  let isPositive = x.value > 0
  return CellStep(
    caption: isPositive
      ? "\(name): \(number) is positive, so the slope is 1."
      : "\(name): \(number) is not positive, so the learned slope applies.",
    marks: marks + (isPositive ? [] : [slopes.mark(slope)]),
    lines: [
      .formula(
        [.number(isPositive ? .constant(1) : slopes.number(slope)), "·", .factor(scaled)],
        result: output.number(position))
    ])
}

extension UnaryFunction {
  /// Whether its slope is the same everywhere: a factor.
  var hasOneSlope: Bool { if case .affine = self { true } else { false } }

  /// The derivative at x, where the function is y: of y wherever the short formula is.
  func slopeFormula(at x: ShownNumber, value y: ShownNumber) -> [FormulaPart] {
    switch self {
    case .relu: [.constant(x.value > 0 ? 1 : 0)]
    case .leakyRelu(let slope): [.constant(x.value > 0 ? 1 : slope)]
    case .elu(let alpha):
      x.value > 0 ? [.constant(1)] : [.number(y), " + ", .factor(.constant(alpha))]
    case .step: [.constant(0)]
    case .sigmoid: [.number(y), "·(1 − ", .factor(y), ")"]
    case .softplus(let beta, let threshold):
      beta * x.value > threshold
        ? [.constant(1)] : ["1 / (1 + e^(−", .factor(.constant(beta)), "·", .factor(x), "))"]
    case .tanh: ["1 − ", .factor(y), "²"]
    case .exp: ["e^", .factor(x)]
    case .log: ["1 / ", .factor(x)]
    case .squareRoot: ["1 / (2·", .factor(y), ")"]
    case .affine(let factor, _): [.constant(factor)]
    }
  }

  /// Upstream g times the derivative at x, written out.
  fileprivate func gradientFormula(_ x: ShownNumber, _ g: ShownNumber) -> [FormulaPart] {
    switch self {
    case .relu: times(x.value <= 0 ? 0 : 1, g)
    case .leakyRelu(let slope): times(x.value > 0 ? 1 : slope, g)
    case .elu(let alpha):
      x.value > 0
        ? times(1, g) : [.number(g), "·", .factor(.constant(alpha)), "·e^", .factor(x)]
    case .step: times(0, g)
    case .sigmoid:
      [.number(g), "·", "(1 / (1 + e^(−", .factor(x), ")))·(1 − 1 / (1 + e^(−", .factor(x), ")))"]
    case .softplus(let beta, let threshold):
      if beta * x.value > threshold {
        times(1, g)
      } else {
        [.number(g), " / (1 + e^(−", .factor(.constant(beta)), "·", .factor(x), "))"]
      }
    case .tanh: [.number(g), "·(1 − tanh(", .number(x), ")²)"]
    case .exp: [.number(g), "·e^", .factor(x)]
    case .log: [.number(g), " / ", .factor(x)]
    case .squareRoot: [.number(g), " / (2·√", .factor(x), ")"]
    case .affine(let factor, _): times(factor, g)
    }
  }

  private func times(_ slope: Double, _ g: ShownNumber) -> [FormulaPart] {
    [.number(g), "·", .factor(.constant(slope))]
  }
}
