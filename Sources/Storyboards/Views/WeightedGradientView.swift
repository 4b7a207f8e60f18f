import TensorEngine
import Typesetting

extension Explainer {
  /// Whether the sums of an op whose axes are independent can be drawn with their gradient.
  var hasDrawableWeights: Bool {
    (1...2).contains(result.shape.spatialSize.count) && Explainer.isFew(result.shape.count)
      && Explainer.isFew(operands[0].shape.count)
  }

  /// The gradient of an op whose cells are weighted sums: back to the same cells, by the same weights.
  func weightedGradientView(_ axes: [AxisContributions]) -> Storyboard {
    let upstream = upstream
    var builder = PanelBuilder()
    guard let forward = weighted(axes, in: &builder) else { return resultStory() }
    let title = builder.gradientTitle(besides: forward.input)
    let view = WeightedGradientView(
      forward: forward, title: title,
      byInput: builder.add(
        gradients(at: operands, by: [0], upstream)[0], of: nil, title, .gradient,
        layout: forward.input.layout, at: PanelPlace(band: 1, column: 0)),
      upstream: showUpstream(
        upstream, in: &builder, layout: forward.output.layout,
        at: PanelPlace(band: 1, column: 1)))
    builder.panels[view.upstream.panel].sign = .comesFrom
    var story = Storyboard.cellByCell(
      self.title, panels: builder.panels, result: forward.output, step: view.step)
    story.detail = view.detail
    link(
      [(view.byInput, 0)], of: &story, at: operands, upstream)
    return story
  }
}

/// The tensors of a weighted sum's gradient in their panels, and what happens at each cell.
private struct WeightedGradientView: Sendable {
  let forward: WeightedStory
  /// What the gradient is called.
  let title: String
  let byInput: ShownTensor
  let upstream: ShownTensor

  @Sendable
  func step(_ position: Int) -> CellStep {
    var step = forward.step(position)
    let terms = forward.terms(position)
    step.marks += terms.map { byInput.mark($0.offset) } + [upstream.mark(position)]
    let gradient = NumberText.short(upstream.value(position))
    step.caption =
      "\(forward.output.resultName(position)): its upstream gradient \(gradient) goes back to the"
      + " \(terms.count == 1 ? "cell that it copied." : "\(terms.count) cells it was made of, by the same weights.")"
    return step
  }

  /// The sum behind a gradient: what all results that a cell went into send back.
  @Sendable
  func detail(_ cell: CellReference) -> Frame? {
    guard cell.panel == byInput.panel, let offset = byInput.offset(cell) else { return nil }
    let perPlane = upstream.layout.elementCount
    var parts: [[FormulaPart]] = []
    var (values, marks): ([Double], [Mark]) = ([], [byInput.mark(offset, .chosen)])
    for position in cell.plane * perPlane..<(cell.plane + 1) * perPlane {
      for term in forward.terms(position) where term.offset == offset {
        parts.append(.weighted(upstream.number(position), weight: term.weight))
        values.append(term.weight * upstream.value(position))
        marks += [upstream.mark(position), forward.output.mark(position)]
      }
    }
    let line = ArithmeticLine.formula(
      FormulaPart.sum(count: parts.count, term: { parts[$0] }, value: { values[$0] }),
      adding: values, result: byInput.number(offset))
    return Frame(
      caption: .collecting(byInput.name(title, offset), from: parts.count),
      marks: marks, arithmetic: parts.isEmpty ? [] : [line], finishedCells: .max)
  }
}
