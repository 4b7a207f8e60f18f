import TensorEngine
import Typesetting

extension Explainer {
  /// The matrix of a convolution transposed, times what flows back: the way back to the input.
  ///
  /// A row of C makes a cell of the result; the same numbers, as a column of Cᵀ, bring its upstream
  /// gradient back to what it was made of.
  func matrixBackView() -> Storyboard {
    let (images, source, upstream) = (result.shape[0], unpadded, upstream)
    let (inputs, outputs) = (source.tensor.shape.count / images, result.shape.count / images)
    let matrix = linearMap(of: source.tensor.shape, over: source.pad)
    let pattern = linearMap(
      weight: Tensor(operands[1].shape, repeating: 1), of: source.tensor.shape, over: source.pad
    ).elements
    let values = [source.tensor] + operands.dropFirst()
    let transposed = EngineAside.results(of: [matrix]) { graph, values in
      [try graph.append(.transpose(permutation: [1, 0]), values)]
    }[0]
    let column = { (size: Int) in
      PlaneLayout(axisCount: 2, rows: PlaneAxis(size), columns: PlaneAxis(1))
    }
    var builder = PanelBuilder()
    let output = showResult(
      in: &builder, title: "\(resultTitle), flattened",
      layout: PlaneLayout(axisCount: 1, columns: PlaneAxis(outputs)), leading: [images],
      leadingNames: ["image"])
    let flowing = showUpstream(
      upstream, in: &builder, layout: PlaneLayout(axisCount: 1, columns: PlaneAxis(outputs)),
      leading: [images], leadingNames: ["image"], at: PanelPlace(band: 1, column: 0))
    let map = builder.add(
      transposed, of: nil, "matrix \(matrixNames.back)", .kernel,
      layout: PlaneLayout(transposed.shape, axes: 2), at: PanelPlace(band: 2, column: 0))
    let gradient = builder.add(
      gradients(at: values, by: [0], over: source.pad, upstream)[0], of: nil,
      "dLoss/dInput, flattened", .gradient, layout: column(inputs), leading: [images],
      leadingNames: ["image"], at: PanelPlace(band: 2, column: 1))
    let entries = entriesOfMatrix(inputs: inputs, outputs: outputs)
    builder.panels[map.panel].related = entries.map { source, offsets in
      RelatedElements(
        source,
        offsets: (0..<inputs * outputs).map { offsets[$0 % outputs * inputs + $0 / outputs] })
    }
    builder.panels[output.panel].place = PanelPlace(band: 0, column: 0)
    builder.panels[gradient.panel].sign = .equals
    builder.share(rows: .inputs, of: [map, gradient])
    builder.share(columns: .outputs, of: [output, flowing, map])
    builder.label(map, rows: (0..<inputs).map { cellName($0, in: source.tensor.shape) })
    builder.mark(
      map,
      [
        Dictionary(
          uniqueKeysWithValues: (0..<inputs * outputs)
            .filter { pattern[$0 % outputs * inputs + $0 / outputs] == 0 }.map { ($0, .empty) })
      ])
    let view = MatrixBackView(
      name: matrixNames.back, map: map, output: output, upstream: flowing, gradient: gradient,
      pattern: pattern)
    var story = Storyboard.cellByCell(
      title, panels: builder.panels, result: output, step: view.step)
    story.detail = view.detail
    link(
      [(gradient, 0)], of: &story, at: values, over: source.pad, upstream)
    return story
  }
}

/// The tensors of the way back in their panels, and what each cell of the output sends.
private struct MatrixBackView: Sendable {
  let name: String
  let map: ShownTensor
  let output: ShownTensor
  let upstream: ShownTensor
  let gradient: ShownTensor
  /// The matrix, not transposed, that a kernel of ones gives: 0 where nothing meets.
  let pattern: [Double]

  private var inputs: Int { map.layout.rows.size }
  private var outputs: Int { map.layout.columns.size }

  @Sendable
  func step(_ position: Int) -> CellStep {
    let (image, column) = position.quotientAndRemainder(dividingBy: outputs)
    let met = (0..<inputs).filter { pattern[column * inputs + $0] != 0 }
    let sent = NumberText.short(upstream.value(position))
    let sentence =
      met.isEmpty
      ? "nothing stands in it, and this output's upstream gradient \(sent) goes back to no input."
      : "each number of it, times this output's upstream gradient \(sent), is added to the gradient"
        + " of its row."
    return CellStep(
      caption: "Column \(column) of \(name): \(sentence)",
      marks: [upstream.mark(position)]
        + met.flatMap { [map.mark($0 * outputs + column), gradient.mark(image * inputs + $0)] },
      sights: [output.cell(position), upstream.cell(position)]
        + sought(met, column: column).flatMap {
          [map.cell($0 * outputs + column), gradient.cell(image * inputs + $0)]
        })
  }

  /// The rows to have in view of those to which a column sends something: where that is not 0.
  ///
  /// The column itself is to stand below its result, so that one in which nothing stands has a row, too.
  private func sought(_ met: [Int], column: Int) -> [Int] {
    let telling = met.filter { map.value($0 * outputs + column) != 0 }
    if !telling.isEmpty { return telling }
    return met.isEmpty ? [0] : met
  }

  /// A row of the transposed matrix times what flows back.
  @Sendable
  func detail(_ cell: CellReference) -> Frame? {
    guard cell.panel == gradient.panel, let offset = gradient.offset(cell) else { return nil }
    let (image, row) = offset.quotientAndRemainder(dividingBy: inputs)
    let met = (0..<outputs).filter { pattern[$0 * inputs + row] != 0 }
    let terms = met.map { column in
      [upstream.number(image * outputs + column), map.number(row * outputs + column)]
    }
    return Frame(
      caption:
        "dLoss/dInput, row \(row) of \(name): each number of it times what flows back to that"
        + " cell of the output, added up.",
      marks: met.flatMap { [upstream.mark(image * outputs + $0), map.mark(row * outputs + $0)] }
        + [gradient.mark(offset, .chosen)],
      arithmetic: [.sum(of: terms, result: gradient.number(offset))], finishedCells: .max)
  }
}
