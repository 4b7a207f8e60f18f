import TensorEngine
import Typesetting

extension Explainer {
  /// Whether the gradients of a sum, a difference or a product of two values are few enough to be
  /// shown.
  func hasDrawablePairGradients(_ function: BinaryFunction) -> Bool {
    function != .divide && Explainer.isFew(result.shape.count, 2)
  }

  /// The gradients of a sum, a difference or a product of two values: what flows back to both.
  ///
  /// A sum, as where a shortcut joins, sends the same to both; what was broadcast collects the
  /// gradients of all its copies.
  func pairGradientView(_ function: BinaryFunction) -> Storyboard {
    let upstream = upstream
    let totals = gradients(at: operands, by: [0, 1], upstream)
    var builder = PanelBuilder()
    let both = [0, 1].map { show($0, in: &builder) }
    let output = showResult(in: &builder)
    let inputs = executed.graph[id].inputs
    // A value times itself has one gradient, which is the sum of what comes through either side.
    let isOne = inputs[0] == inputs[1]
    let sumOfBoth = isOne ? builder.gradientTitle(besides: both[0]) : nil
    if isOne {
      for (side, title) in zip(both, ["left", "right"]) { builder.panels[side.panel].title = title }
    }
    let names = both.map { builder.gradientTitle(besides: $0) }
    let backward = [0, 1].map { position in
      builder.add(
        totals[position], of: nil, names[position], .gradient,
        at: PanelPlace(band: 1, column: position))
    }
    let view = PairGradientView(
      function: function, operands: both, output: output, names: names,
      sumOfBoth: sumOfBoth, gradients: backward,
      upstream: showUpstream(upstream, in: &builder, at: PanelPlace(band: 1, column: 2)),
      sources: operands.map { StridedWalk(broadcasting: $0.shape, to: result.shape) })
    builder.panels[view.operands[1].panel].sign = function.sign
    builder.list(backward)
    builder.panels[view.upstream.panel].sign = .comesFrom
    var story = Storyboard.cellByCell(
      title, panels: builder.panels, result: output, step: view.step)
    story.detail = view.detail
    link([(backward[0], 0), (backward[1], 1)], of: &story, at: operands, upstream)
    // One that goes into one result each has copies; what is broadcast has sums, and is told first.
    let broadcast = [0, 1].first { operands[$0].shape.count < result.shape.count }
    return story.tellingGradients(of: broadcast.map { backward[$0].panel })
  }
}

/// The tensors of a pair and their gradients in their panels, and what happens at each cell.
private struct PairGradientView: Sendable {
  let function: BinaryFunction
  let operands: [ShownTensor]
  let output: ShownTensor
  /// What the gradients are called.
  let names: [String]
  /// What the sum of both is called, where they are those of one value.
  let sumOfBoth: String?
  let gradients: [ShownTensor]
  let upstream: ShownTensor
  /// Which cell of each operand a result is made of.
  let sources: [StridedWalk]

  @Sendable
  func step(_ position: Int) -> CellStep {
    let places = sources.map { $0.source(of: position) }
    let gradient = NumberText.short(upstream.value(position))
    let sentence =
      switch function {
      case .add: "goes back to both, unchanged"
      case .subtract: "goes back to the left one unchanged, to the right one with its sign changed"
      case .multiply, .divide: "goes back to each of the two, times the other"
      }
    var step = CellStep(
      caption: "\(output.resultName(position)): its upstream gradient \(gradient) \(sentence)"
        + (sumOfBoth.map { "; \($0) is the sum of both" } ?? "") + ".",
      marks: [upstream.mark(position)])
    for side in 0..<2 {
      step.marks += [operands[side].mark(places[side]), gradients[side].mark(places[side])]
    }
    let (left, right) = (operands[0].number(places[0]), operands[1].number(places[1]))
    step.lines = [.pair(function, left, right, result: output.number(position))]
    return step
  }

  /// The sum behind a gradient: what all results that a cell went into send back.
  @Sendable
  func detail(_ cell: CellReference) -> Frame? {
    guard let side = gradients.firstIndex(where: { $0.panel == cell.panel }),
      let offset = gradients[side].offset(cell)
    else { return nil }
    var terms: [[ShownNumber]] = []
    var marks = [gradients[side].mark(offset, .chosen)]
    for position in 0..<upstream.tensor.shape.count
    where sources[side].source(of: position) == offset {
      let other = operands[1 - side].number(sources[1 - side].source(of: position))
      terms.append(factors(side, other) + [upstream.number(position)])
      marks += [upstream.mark(position)]
      if function == .multiply, let cell = other.cell { marks.append(Mark(cell, .window)) }
    }
    return Frame(
      caption: .collecting(gradients[side].name(names[side], offset), from: terms.count),
      marks: marks, arithmetic: .collected(terms, gradients[side].number(offset)),
      finishedCells: .max)
  }

  /// What an upstream gradient is multiplied by on its way to one of the operands.
  private func factors(_ side: Int, _ other: ShownNumber) -> [ShownNumber] {
    switch function {
    case .add: []
    case .subtract: side == 1 ? [.constant(-1)] : []
    case .multiply, .divide: [other]
    }
  }
}
