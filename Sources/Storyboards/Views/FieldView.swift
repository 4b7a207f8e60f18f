import ConvolutionArithmetic
import TensorEngine
import Typesetting

extension Explainer {
  /// The windows below the node, where there are several and all of them can be drawn to one scale.
  var drawableChain: WindowChain? {
    guard !isGradient, let chain = WindowChain(endingWith: id, in: executed.graph),
      chain.layers.count > 1, let start = executed.values[chain.start],
      Explainer.isFew(start.shape.count, 1), Explainer.isFew(result.shape.count, 1),
      result.shape.spatialSize.indices.allSatisfy({
        FieldScale(chain, axis: $0, inputSize: start.shape.spatialSize[$0]).count
          <= FieldScale.mostPositions
      })
    else { return nil }
    return chain
  }

  /// The receptive field of each cell, layer by layer down to what the first of them looks at.
  func fieldView(_ chain: WindowChain) -> Storyboard {
    guard let image = executed.values[chain.start] else { return resultStory() }
    let axes = result.shape.spatialSize.count
    var builder = PanelBuilder()
    let scales = (0..<axes).reversed().map { axis in
      FieldRows(
        axis: axis, of: axes, chain, inputSize: image.shape.spatialSize[axis], in: &builder,
        at: PanelPlace(band: axes - 1 - axis, column: 0))
    }
    // A second axis is much like the first.
    for rows in scales.dropFirst() { builder.panels[rows.shown.panel].isOptional = true }
    let input = builder.add(
      image, of: chain.start, "input", .input, operand: nil,
      layout: PlaneLayout(image.shape, axes: axes), at: PanelPlace(band: axes, column: 0))
    let output = showResult(
      in: &builder, layout: PlaneLayout(result.shape, axes: axes),
      // A row stands below the input's, where it takes nothing of the table's width.
      at: axes == 1 ? PanelPlace(band: 2, column: 0) : PanelPlace(band: axes, column: 1))
    let view = FieldView(chain: chain, scales: scales, input: input, output: output)
    var story = Storyboard.cellByCell(
      title, panels: builder.panels, result: output, step: view.step)
    story.detail = { cell in
      scales.first { $0.shown.panel == cell.panel }?.detail(row: cell.row, column: cell.column)
    }
    return story
  }
}

/// The tensors of a field view in their panels, and what each cell of the result sees.
private struct FieldView: Sendable {
  let chain: WindowChain
  let scales: [FieldRows]
  let input: ShownTensor
  let output: ShownTensor

  @Sendable
  func step(_ position: Int) -> CellStep {
    let place = output.layout.place(position)
    let index = output.layout.axisCount == 1 ? [place.column] : [place.row, place.column]
    var step = CellStep(caption: "")
    for rows in scales {
      step.marks += rows.marks(chain.units(below: index[rows.axis], axis: rows.axis), from: 0)
    }
    step.marks += inputMarks(index, plane: place.plane)
    step.caption =
      "\(output.resultName(position)) sees \(seen(index)). \(growth)"
    return step
  }

  /// What a result sees by size, jump and start, and which of it the padded input has.
  private func seen(_ index: [Int]) -> String {
    let fields = scales.map { rows in
      (rows, rows.chain.fields[chain.layers.count][rows.axis].inputs(ofOutput: index[rows.axis]))
    }
    func list(_ spans: [(FieldRows, Range<Int>)]) -> String {
      spans.map { "\($0.nouns) \($1.inWords)" }.joined(separator: " and ")
    }
    // What a later layer pads with lies beside its input, and is no number of this one.
    let beyond = fields.filter { !$0.padded.contains($1) }
    guard beyond.isEmpty else {
      return list(fields) + "; beyond " + list(beyond.map { ($0, $1.clamped(to: $0.padded)) })
        + " of the padded input lies padding of later layers"
    }
    let isPadded = fields.contains { !(0..<$0.inputSize).contains($1) }
    return list(fields) + " of the \(isPadded ? "padded " : "")input"
  }

  /// How the numbers of the last layer come of those of the one below.
  private var growth: String {
    guard let rows = scales.first else { return "" }
    let depth = chain.layers.count
    let (below, here) = (chain.fields[depth - 1][rows.axis], chain.fields[depth][rows.axis])
    let window = chain.layers[depth - 1].windows[rows.axis]
    let reach =
      window.dilation == 1
      ? "\(window.kernelSize - 1)"
      : "\(window.dilation)·\(window.kernelSize - 1)"
    let along = scales.count > 1 && chain.fields[depth][0] != chain.fields[depth][1]
    return "\(along ? "Along the \(rows.nouns)" : "Here")"
      + " r = \(below.size) + \(reach)·\(below.jump) = \(here.size),"
      + " j = \(below.jump)·\(window.stride) = \(here.jump),"
      + " start = \(below.start.signed) − \(window.paddingBefore)·\(below.jump) = \(here.start.signed)."
  }

  /// Marks on the numbers of the input that a result depends on.
  private func inputMarks(_ index: [Int], plane: Int) -> [Mark] {
    let (channels, outputs) = (input.tensor.shape[1], output.tensor.shape[1])
    let (image, channel) = plane.quotientAndRemainder(dividingBy: outputs)
    let isMixed = chain.layers.contains(where: \.mixesChannels)
    let planes = isMixed ? Array(0..<channels) : [channel]
    let (rows, columns) = (input.layout.rows.size, input.layout.columns.size)
    let seen = index.indices.map { chain.units(below: index[$0], axis: $0)[0] }
    let seenRows = index.count == 1 ? [0] : seen[0].filter { (0..<rows).contains($0) }
    let seenColumns = seen[index.count - 1].filter { (0..<columns).contains($0) }
    return planes.flatMap { plane in
      seenRows.flatMap { row in
        seenColumns.map { column in
          input.mark(
            input.layout.offset(plane: image * channels + plane, row: row, column: column))
        }
      }
    }
  }
}

extension Range<Int> {
  /// Whether it has all of another one.
  fileprivate func contains(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
