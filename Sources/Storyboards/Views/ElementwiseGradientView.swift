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
  /// The learned number that scales a cell, where the op has such; it is learned by what flows back there.
  var learned: LearnedScale?
}

/// Learned numbers that scale some cells, each a group of them: the slopes of a prelu.
struct LearnedScale: Sendable {
  /// Which of them scales a cell; `nil` for a cell that passes as it is.
  let scale: @Sendable (Int) -> Int?
  /// Why one scales no cell.
  let none: String
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
    // What is learned stands with its gradient below all others, which stay as wide as they are.
    let learnedPlace = { PanelPlace(band: isRow ? 5 : 2, column: $0) }
    let weight = rule.learned == nil ? nil : show(1, in: &builder, at: learnedPlace(0))
    let output = showResult(in: &builder, at: place(1, 0, 1))
    let factor = builder.add(slopes, of: nil, rule.factor, .gradient, at: place(2, 1, 2))
    let flowing = showUpstream(upstream, in: &builder, at: place(3, 1, 1))
    let gradientTitle = builder.gradientTitle(besides: input)
    let byInput = builder.add(
      gradients(at: operands, by: [0], upstream)[0], of: nil, gradientTitle, .gradient,
      at: place(4, 1, 0))
    if isRow {
      builder.panels[output.panel].signAbove = .makes
      builder.panels[flowing.panel].signAbove = .times
      builder.panels[byInput.panel].signAbove = .equals
    } else {
      builder.panels[flowing.panel].sign = .equals
      builder.panels[factor.panel].sign = .times
    }
    builder.panels[factor.panel].isSlope = true
    let learned = rule.learned.flatMap { rule in
      weight.map { weight in
        LearnedScaleView(
          rule: rule, input: input, upstream: flowing, weight: weight,
          byWeight: builder.add(
            gradients(at: operands, by: [1], upstream)[0], of: nil, "dLoss/dWeight", .gradient,
            at: learnedPlace(1)))
      }
    }
    if let learned { builder.panels[learned.byWeight.panel].sign = .apart }
    var story = Storyboard.cellByCell(title, panels: builder.panels, result: output) { position in
      let x = input.number(position)
      return CellStep(
        caption: "\(output.resultName(position)): \(rule.sentence(x, position)).",
        marks: [input, byInput, flowing, factor].map { $0.mark(position) }
          + (learned?.marks(position) ?? []),
        lines: [
          .formula(
            [
              "gradient: ", .number(flowing.number(position)), "·",
              .factor(factor.number(position)),
            ], result: byInput.number(position)),
          .formula(rule.forward(x, position), result: output.number(position)),
        ])
    }
    story.detail = learned?.detail
    link(
      [(byInput, 0)] + (learned.map { [($0.byWeight, 1)] } ?? []), of: &story, at: operands,
      upstream)
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

  /// The gradient of a prelu: the upstream gradient times 1, or times the learned slope; and that of the
  /// slope, from all numbers that it scales.
  func preluGradientView() -> Storyboard {
    let (slopes, slope, input) = (slopes, slopePosition(), operands[0])
    return elementwiseGradientView(
      ElementwiseRule(
        factor: "slope",
        forward: { x, position in [.constant(slopes.elements[position]), "·", .factor(x)] },
        sentence: { x, _ in
          x.value > 0
            ? "positive, so the upstream gradient passes unchanged"
            : "not positive, so the upstream gradient is multiplied by the learned slope"
        },
        learned: LearnedScale(
          scale: { input.elements[$0] > 0 ? nil : slope($0) },
          none: "every number that it could scale is positive")))
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

/// Learned scales and their gradients in their panels.
private struct LearnedScaleView: Sendable {
  let rule: LearnedScale
  let input: ShownTensor
  let upstream: ShownTensor
  let weight: ShownTensor
  let byWeight: ShownTensor

  /// Marks on what scales a cell.
  func marks(_ position: Int) -> [Mark] {
    rule.scale(position).map { [weight.mark($0), byWeight.mark($0)] } ?? []
  }

  /// The sum behind a gradient: what flows back to each number that was scaled, times that number.
  @Sendable
  func detail(_ cell: CellReference) -> Frame? {
    guard cell.panel == byWeight.panel, let offset = byWeight.offset(cell) else { return nil }
    let scaled = input.tensor.elements.indices.filter { rule.scale($0) == offset }
    return Frame(
      caption: .collecting(
        byWeight.name("dLoss/dWeight", offset), from: scaled.count, none: rule.none),
      marks: scaled.flatMap { [upstream.mark($0), input.mark($0)] }
        + [weight.mark(offset), byWeight.mark(offset, .chosen)],
      arithmetic: .collected(
        scaled.map { [upstream.number($0), input.number($0)] }, byWeight.number(offset)),
      finishedCells: .max)
  }
}
