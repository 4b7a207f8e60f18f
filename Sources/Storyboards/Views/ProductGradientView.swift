import TensorEngine
import Typesetting

extension Explainer {
  /// Whether the gradients of a product of two matrices are few enough to be shown.
  func hasDrawableGradients(of product: BiasedProduct) -> Bool {
    product.matrices.operands.allSatisfy { $0.shape.rank == 2 && Explainer.isFew($0.shape.count) }
      && Explainer.isFew(result.shape.count)
  }

  /// The gradients of a product of matrices, forward above backward: each cell sends its upstream
  /// gradient back along the row and the column that it was made of, and to the bias.
  func productGradientView(_ product: BiasedProduct) -> Storyboard {
    let upstream = upstream
    var builder = PanelBuilder()
    let forward = self.product(product, in: &builder)
    // What flows back to a sum flows on to both of its sides, unchanged.
    let totals =
      product.matrices.gradients(at: product.matrices.operands, by: [0, 1], upstream)
      + (product.hasBias ? gradients(at: operands, by: [1], upstream) : [])
    let sources = [forward.left, forward.right] + (forward.bias.map { [$0] } ?? [])
    let titles = sources.map { builder.gradientTitle(besides: $0) }
    let byOperand = totals.indices.map { position in
      builder.add(
        totals[position], of: nil, titles[position], .gradient,
        at: PanelPlace(band: 1, column: position))
    }
    let view = ProductGradientView(
      forward: forward, titles: titles, byOperand: byOperand,
      upstream: showUpstream(
        upstream, in: &builder, at: PanelPlace(band: 1, column: byOperand.count)))
    builder.list(byOperand)
    builder.panels[view.upstream.panel].sign = .comesFrom
    var story = Storyboard.cellByCell(
      title, panels: builder.panels, result: forward.output, step: view.step)
    story.detail = view.detail
    for (source, gradient) in zip(sources, byOperand) {
      story.panels[gradient.panel].related = [story.panels[source.panel].source]
        .compactMap { $0 }.map { RelatedElements($0) }
    }
    let matrices = product.matrices.differences(
      of: [(byOperand[0], 0), (byOperand[1], 1)], at: product.matrices.operands, upstream)
    let bias =
      product.hasBias ? differences(of: [(byOperand[2], 1)], at: operands, upstream) : nil
    let behind = executed.differences(of: story.panels, isUpstream: true)
    story.differences = { matrices($0) ?? bias?($0) ?? behind($0) }
    return story
  }
}

/// The tensors of a product's gradients in their panels, and what happens at each cell of the output.
private struct ProductGradientView: Sendable {
  let forward: ProductStory
  /// What the gradients are called.
  let titles: [String]
  /// The gradients of the left matrix, the right one, and the bias where there is one.
  let byOperand: [ShownTensor]
  let upstream: ShownTensor

  private func column(_ position: Int) -> Int { forward.output.layout.place(position).column }

  @Sendable
  func step(_ position: Int) -> CellStep {
    var step = forward.step(position)
    for pair in forward.pairs(position) {
      step.marks += [byOperand[0].mark(pair.left), byOperand[1].mark(pair.right)]
    }
    if byOperand.count > 2 { step.marks.append(byOperand[2].mark(column(position))) }
    step.marks.append(upstream.mark(position))
    step.caption =
      "\(forward.output.resultName(position)) sends its upstream gradient"
      + " \(NumberText.short(upstream.value(position))) back: to each number of the left matrix that it"
      + " was made of times the one that met it on the right, and the other way round"
      + (forward.bias == nil ? "." : "; to the bias as it is.")
    return step
  }

  /// The sum behind a gradient: what all cells that the number took part in send back to it.
  @Sendable
  func detail(_ cell: CellReference) -> Frame? {
    guard let operand = byOperand.firstIndex(where: { $0.panel == cell.panel }),
      let offset = byOperand[operand].offset(cell)
    else { return nil }
    let gradient = byOperand[operand]
    var terms: [[ShownNumber]] = []
    var marks = [gradient.mark(offset, .chosen)]
    for position in 0..<upstream.tensor.shape.count {
      for met in partners(of: offset, operand, at: position) {
        terms.append([upstream.number(position)] + (met.map { [$0] } ?? []))
        marks.append(upstream.mark(position))
        if let cell = met?.cell { marks.append(Mark(cell, .window)) }
      }
    }
    return Frame(
      caption: .collecting(gradient.name(titles[operand], offset), from: terms.count),
      marks: marks, arithmetic: .collected(terms, gradient.number(offset)),
      finishedCells: .max)
  }

  /// What an element of an operand is multiplied by in a cell of the output, once for each time that it
  /// takes part; `nil` for a bias, which is only added.
  private func partners(of offset: Int, _ operand: Int, at position: Int) -> [ShownNumber?] {
    switch operand {
    case 0:
      forward.pairs(position).filter { $0.left == offset }.map { forward.right.number($0.right) }
    case 1:
      forward.pairs(position).filter { $0.right == offset }.map { forward.left.number($0.left) }
    default: column(position) == offset ? [nil] : []
    }
  }
}
