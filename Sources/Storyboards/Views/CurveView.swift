import TensorEngine
import Typesetting

extension Explainer {
  /// Whether a function is worth a curve, and has a point on it here.
  func hasCurve(_ function: UnaryFunction) -> Bool {
    if case .affine = function { return false }
    return zip(operands[0].elements, result.elements).contains { $0.isFinite && $1.isFinite }
  }

  /// The curve of a function with the point of each cell on it, and the slope there.
  func curveView(_ function: UnaryFunction) -> Storyboard {
    let slopes = slopes
    var builder = PanelBuilder()
    let input = show(0, in: &builder)
    let curve = builder.add(curve(function), function.name, .plain)
    builder.panels[curve].sign = .makes
    let output = showResult(in: &builder)
    return .cellByCell(title, panels: builder.panels, result: output) { position in
      let (x, y) = (input.number(position), output.number(position))
      let slope = slopes.elements[position]
      var step = CellStep(
        caption: "\(output.resultName(position)): at \(NumberText.short(x.value)) the curve"
          + " stands at \(NumberText.short(y.value)), and its slope is \(NumberText.short(slope)).",
        marks: [input.mark(position)])
      if x.value == 0, function.hasKink {
        let place = function == .step ? "It jumps there" : "It has a corner there"
        step.caption += " \(place): that the slope is this one is an agreement."
      }
      step.plotMarks[curve] = Plot.Mark(Plot.Point(x: x.value, y: y.value), slope: slope)
      let formula = function.slopeFormula(at: x, value: y)
      if formula.count > 1 {
        step.lines.append(
          .formula(
            ["slope: "] + formula,
            result: ShownNumber(value: slope, role: .gradient, cell: nil)))
      }
      step.lines.append(.formula(function.formula(x), result: y))
      return step
    }
  }

  /// The function from −4 to 4, or as far as there are numbers.
  private func curve(_ function: UnaryFunction) -> Plot {
    let numbers = operands[0].elements.filter(\.isFinite)
    let least = function.isOfPositives ? 0 : min(-Self.reach, numbers.min() ?? 0)
    let most = max(Self.reach, numbers.max() ?? 0)
    let places = (0...Self.sampleCount).map { index in
      least + (most - least) * Double(index) / Double(Self.sampleCount)
    }
    let values = EngineAside.results(of: [Tensor([places.count], places)]) { graph, values in
      [try graph.append(.unary(function), values)]
    }[0].elements
    return Plot(
      zip(places, values).map { Plot.Point(x: $0, y: $1) },
      including: zip(operands[0].elements, result.elements).map { Plot.Point(x: $0, y: $1) })
  }

  /// How far a curve goes on both sides of 0 at least.
  private static let reach = 4.0
  /// Into how many parts a curve is divided: two for each column of a wide plot.
  private static let sampleCount = 160
}

extension UnaryFunction {
  /// Whether its slope jumps at 0.
  fileprivate var hasKink: Bool {
    switch self {
    case .relu, .leakyRelu, .step: true
    case .elu(let alpha): alpha != 1
    case .sigmoid, .softplus, .tanh, .exp, .log, .squareRoot, .affine: false
    }
  }

  /// Whether it has values for positive numbers only.
  fileprivate var isOfPositives: Bool {
    switch self {
    case .log, .squareRoot: true
    case .relu, .leakyRelu, .elu, .step, .sigmoid, .softplus, .tanh, .exp, .affine: false
    }
  }
}
