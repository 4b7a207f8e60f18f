import TensorEngine
import Typesetting

/// What an elementwise op does to a cell, for the view of its gradient.
struct ElementwiseRule: Sendable {
  /// What the number is called that a gradient is multiplied by: `slope`, `mask`.
  let factor: String
  /// How a cell is made of the number in it.
  let forward: @Sendable (ShownNumber, Int) -> [FormulaPart]
  /// What is said about a cell behind its name.
  let sentence: @Sendable (ShownNumber, Int) -> String
}

extension Explainer {
  /// The gradient of an elementwise op, cell by cell: what flows back times a factor.
  func elementwiseGradientView(_ rule: ElementwiseRule) -> Storyboard {
    let upstream = upstream
    var builder = PanelBuilder()
    // Rows are read downwards, wider grids stand side by side, forward above backward.
    let isRow = PlaneLayout(result.shape).rows.size == 1
    func place(_ row: Int, _ band: Int, _ column: Int) -> PanelPlace {
      isRow ? PanelPlace(band: row, column: 0) : PanelPlace(band: band, column: column)
    }
    let input = show(0, in: &builder, at: place(0, 0, 0))
    let output = showResult(in: &builder, at: place(1, 0, 1))
    let factor = builder.add(slopes, of: nil, rule.factor, .gradient, at: place(2, 1, 2))
    let flowing = showUpstream(upstream, in: &builder, at: place(3, 1, 1))
    let byInput = builder.add(
      gradients(at: operands, by: [0], upstream)[0], of: nil, "dLoss/dInput", .gradient,
      at: place(4, 1, 0))
    builder.panels[flowing.panel].sign = "="
    builder.panels[factor.panel].sign = "·"
    builder.panels[factor.panel].isSlope = true
    var story = Storyboard.cellByCell(title, panels: builder.panels, result: output) { position in
      let x = input.number(position)
      return CellStep(
        caption: "\(output.name("Output", position)): \(rule.sentence(x, position)).",
        marks: [input, byInput, flowing, factor].map { $0.mark(position) },
        lines: [
          .formula(
            [
              "gradient: ", .number(flowing.number(position)), "·",
              .factor(factor.number(position)),
            ], result: byInput.number(position)),
          .formula(rule.forward(x, position), result: output.number(position)),
        ])
    }
    link(
      [(byInput, 0)], of: &story, at: operands, upstream)
    return story
  }

  /// The slope at each cell: what an upstream gradient of ones becomes.
  var slopes: Tensor<Double> {
    gradients(at: operands, by: [0], Tensor(result.shape, repeating: 1))[0]
  }

  /// The gradient of a function: the upstream gradient times the slope.
  func unaryGradientView(_ function: UnaryFunction) -> Storyboard {
    elementwiseGradientView(
      ElementwiseRule(
        factor: "slope", forward: { x, _ in function.formula(x) },
        sentence: { x, _ in
          function.hasOneSlope
            ? "the upstream gradient times what the number was multiplied by"
            : "the upstream gradient times the slope of \(function.name) at"
              + " \(NumberText.short(x.value)), not at what flows back"
        }))
  }

  /// The gradient of a prelu: the upstream gradient times 1, or times the learned slope.
  func preluGradientView() -> Storyboard {
    let slopes = slopes
    return elementwiseGradientView(
      ElementwiseRule(
        factor: "slope",
        forward: { x, position in [.constant(slopes.elements[position]), "·", .factor(x)] },
        sentence: { x, _ in
          x.value > 0
            ? "positive, so the upstream gradient passes unchanged"
            : "not positive, so the upstream gradient is multiplied by the learned slope"
        }))
  }

  /// The gradient of a dropout: through the same mask, with the same scale.
  func dropoutGradientView() -> Storyboard {
    let mask = slopes
    return elementwiseGradientView(
      ElementwiseRule(
        factor: "mask · scale",
        forward: { x, position in [.constant(mask.elements[position]), "·", .factor(x)] },
        sentence: { _, position in
          mask.elements[position] == 0
            ? "dropped, so nothing flows back"
            : "kept, so its gradient passes with the same scale"
        }))
  }
}
