import TensorEngine
import Typesetting

extension Explainer {
  /// Whether the gradients of a product of two matrices are few enough to be shown.
  var hasDrawableProductGradients: Bool {
    operands.allSatisfy { $0.shape.rank == 2 && Explainer.isFew($0.shape.count) }
      && Explainer.isFew(result.shape.count)
  }

  /// The gradients of a product of matrices, forward above backward: each cell sends its upstream
  /// gradient back along the row and the column that it was made of.
  func productGradientView(transposeA: Bool, transposeB: Bool) -> Storyboard {
    let upstream = upstream
    let totals = gradients(at: operands, by: [0, 1], upstream)
    var builder = PanelBuilder()
    let forward = product(transposeA: transposeA, transposeB: transposeB, in: &builder)
    func name(_ operand: ShownTensor) -> String {
      "dLoss/d" + builder.panels[operand.panel].title.capitalizedFirst
    }
    let titles = [name(forward.left), name(forward.right)]
    func add(_ position: Int) -> ShownTensor {
      builder.add(
        totals[position], of: nil, titles[position], .gradient,
        at: PanelPlace(band: 1, column: position))
    }
    let view = ProductGradientView(
      forward: forward, titles: titles, byLeft: add(0), byRight: add(1),
      upstream: showUpstream(upstream, in: &builder, at: PanelPlace(band: 1, column: 2)))
    builder.panels[view.upstream.panel].sign = "←"
    var story = Storyboard.cellByCell(
      title, panels: builder.panels, result: forward.output, step: view.step)
    story.detail = view.detail
    return story
  }
}

/// The tensors of a product's gradients in their panels, and what happens at each cell of the output.
private struct ProductGradientView: Sendable {
  let forward: ProductStory
  /// What the gradients are called.
  let titles: [String]
  let byLeft: ShownTensor
  let byRight: ShownTensor
  let upstream: ShownTensor

  @Sendable
  func step(_ position: Int) -> CellStep {
    var step = forward.step(position)
    for pair in forward.pairs(position) {
      step.marks += [byLeft.mark(pair.left), byRight.mark(pair.right)]
    }
    step.marks.append(upstream.mark(position))
    step.caption =
      "\(forward.output.name("Output", position)) sends its upstream gradient"
      + " \(NumberText.short(upstream.value(position))) back: to each number of its row times the"
      + " one that it met in the column, and the other way round."
    return step
  }

  /// The sum behind a gradient: what all cells that the number took part in send back to it.
  @Sendable
  func detail(_ cell: CellReference) -> Frame? {
    guard cell.panel == byLeft.panel || cell.panel == byRight.panel else { return nil }
    let isLeft = cell.panel == byLeft.panel
    let gradient = isLeft ? byLeft : byRight
    guard let offset = gradient.offset(cell) else { return nil }
    var terms: [[ShownNumber]] = []
    var marks = [gradient.mark(offset, .chosen)]
    for position in 0..<upstream.tensor.shape.count {
      for pair in forward.pairs(position) where (isLeft ? pair.left : pair.right) == offset {
        let met =
          isLeft ? forward.right.number(pair.right) : forward.left.number(pair.left)
        terms.append([upstream.number(position), met])
        marks.append(upstream.mark(position))
        if let cell = met.cell { marks.append(Mark(cell, .window)) }
      }
    }
    let senders =
      terms.count == 1 ? "1 cell of the output sends" : "\(terms.count) cells of the output send"
    return Frame(
      caption:
        "\(gradient.name(titles[isLeft ? 0 : 1], offset)) collects what \(senders) back.",
      marks: marks, arithmetic: [.sum(of: terms, result: gradient.number(offset))],
      finishedCells: .max)
  }
}
