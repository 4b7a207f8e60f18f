import ConvolutionArithmetic
import TensorEngine

extension Explainer {
  /// Whether the sparse matrix, and its products with every image, are small enough to be shown.
  var hasDrawableMatrix: Bool {
    Explainer.isFew(operands[0].shape.count, result.shape.count / max(1, result.shape[0]))
  }

  /// A convolution, direct or transposed, as one sparse matrix C times the flattened input.
  ///
  /// The engine makes C: column *j* is what the op makes of an input that is 1 in cell *j* and 0
  /// elsewhere, copies of it in the padding included. Where a kernel of ones leaves 0 there, nothing
  /// ever meets.
  func matrixView() -> Storyboard {
    let (images, source) = (result.shape[0], unpadded)
    let (inputs, outputs) = (source.tensor.shape.count / images, result.shape.count / images)
    let matrix = linearMap(of: source.tensor.shape, over: source.pad)
    let products = rows(of: matrix, times: source.tensor, [images, 1, inputs])
    let pattern = linearMap(
      weight: Tensor(operands[1].shape, repeating: 1), of: source.tensor.shape, over: source.pad)
    let flat = PlaneLayout(axisCount: 1, columns: PlaneAxis(inputs))
    var builder = PanelBuilder()
    let part = part(of: 0)
    let input = builder.add(
      source.tensor, of: source.node, "\(part.title), flattened", part.valueRole, operand: part,
      layout: flat, leading: [images], leadingNames: ["image"], at: PanelPlace(column: 0))
    let map = builder.add(
      matrix, of: nil, "matrix \(matrixNames.forth)", .kernel,
      layout: PlaneLayout(matrix.shape, axes: 2), at: PanelPlace(band: 1, column: 0))
    let bias = operands.count > 2 ? show(2, in: &builder, at: PanelPlace(band: 1, column: 1)) : nil
    let output = showResult(
      in: &builder, title: "\(resultTitle), flattened",
      layout: PlaneLayout(
        axisCount: 2, rows: PlaneAxis(outputs), columns: PlaneAxis(1)),
      leading: [images], leadingNames: ["image"], at: PanelPlace(band: 1, column: 2))
    let row = builder.add(
      products, of: nil, "products", .plain, layout: flat, leading: [images * outputs],
      leadingNames: [], at: PanelPlace(band: 2, column: 0))
    let weights = weightsOfMatrix(inputs: inputs, outputs: outputs)
    let entries = entriesOfMatrix(inputs: inputs, outputs: outputs)
    builder.panels[map.panel].related = entries.map { RelatedElements($0, offsets: $1) }
    builder.panels[output.panel].sign = .equals
    builder.panels[map.panel].tellsSize = true
    builder.panels[row.panel].leadsToResults = true
    builder.share(rows: .outputs, of: [map, output])
    builder.share(columns: .inputs, of: [input, map, row])
    builder.label(map, rows: (0..<outputs).map { cellName($0, in: result.shape) })
    let view = MatrixView(
      name: matrixNames.forth, input: input, map: map, bias: bias, output: output, row: row,
      pattern: pattern.elements,
      shared: Set(weights.indices.filter { weights[$0].count > 1 }),
      filterSize: result.shape.spatialSize.reduce(1, *))
    builder.mark(map, [view.empty(rows: 0..<outputs)])
    builder.mark(row, (0..<images * outputs).map { view.empty(rows: [$0 % outputs]) })
    return .cellByCell(title, panels: builder.panels, result: output, step: view.step)
  }

  /// What the entries of the matrix are about, row after row: the weight that stands there, the cells of
  /// the input that it is multiplied with, and those of the result that it adds to.
  func entriesOfMatrix(
    inputs: Int, outputs: Int
  ) -> [(source: PanelSource, offsets: [Int?])] {
    // Of several weights that add up the first stands for all.
    let weights = weightsOfMatrix(inputs: inputs, outputs: outputs).map(\.first)
    let source = unpadded
    func places(_ place: (Int) -> Int) -> [Int?] {
      weights.indices.map { weights[$0] == nil ? nil : place($0) }
    }
    let kernel = PanelSource(executed.graph[id].inputs[1], shape: operands[1].shape)
    let input = PanelSource(source.node, shape: source.tensor.shape)
    return [(kernel, weights)]
      + (0..<result.shape[0]).flatMap { image in
        [
          (input, places { image * inputs + $0 % inputs }),
          (PanelSource(id, shape: result.shape), places { image * outputs + $0 / inputs }),
        ]
      }
  }

  /// For each entry of the matrix, row after row, the positions of the weights that stand there: none where
  /// nothing meets, and several, which add up, where padding copies an element.
  private func weightsOfMatrix(inputs: Int, outputs: Int) -> [[Int]] {
    var weights = [[Int]](repeating: [], count: inputs * outputs)
    func note(_ weight: Int, row: Int, column: Int) {
      weights[row * inputs + column % inputs].append(weight)
    }
    var builder = PanelBuilder()
    switch op {
    case .convolution(let convolution):
      guard let story = convolved(convolution, in: &builder) else { break }
      for row in 0..<outputs {
        for term in story.terms(row) {
          if let column = term.input { note(term.weight, row: row, column: column) }
        }
      }
    case .transposedConvolution(let convolution):
      let axes = convolution.windows.count
      let reach = TransposedReach(
        convolution,
        input: show(0, in: &builder, layout: PlaneLayout(operands[0].shape, axes: axes)),
        kernel: showKernel(axes: axes, in: &builder),
        output: showResult(in: &builder, layout: PlaneLayout(result.shape, axes: axes)))
      for row in 0..<outputs {
        for term in reach.filters(row).flatMap({ reach.terms(row, filter: $0) }) {
          note(term.tap, row: row, column: term.cell)
        }
      }
    default: break
    }
    return weights
  }

  /// What the op's matrix is called, and the same matrix transposed: a transposed convolution's is
  /// that of the convolution it leads back from, transposed.
  var matrixNames: (forth: String, back: String) {
    if case .transposedConvolution = op { return ("C transposed", "C") }
    return ("C", "C transposed")
  }

  /// The op without its bias as a matrix, `[outputs, inputs]`, of an image's cells.
  ///
  /// - Parameters:
  ///   - weight: The kernel; the op's own when absent.
  ///   - shape: The shape of what it is applied to; that of the first operand when absent.
  ///   - pad: What pads that before.
  func linearMap(
    weight: Tensor<Double>? = nil, of shape: Shape? = nil, over pad: Op? = nil
  ) -> Tensor<Double> {
    let image = (shape ?? operands[0].shape).dimensions.dropFirst()
    let inputs = image.reduce(1, *)
    let outputs = result.shape.count / result.shape[0]
    let units = Tensor(
      Shape([inputs] + image), (0..<inputs * inputs).map { $0 % (inputs + 1) == 0 ? 1.0 : 0 })
    return EngineAside.results(of: [units, weight ?? operands[1]]) { [op] graph, values in
      let columns = try graph.append(
        .reshape([inputs, outputs]), [try graph.append(op, to: values, over: pad)])
      return [try graph.append(.transpose(permutation: [1, 0]), [columns])]
    }[0]
  }

  /// The rows of a matrix times numbers that repeat along axes of length 1 of `[N, outputs, inputs]`:
  /// `[N·outputs, inputs]`.
  func rows(
    of matrix: Tensor<Double>, times factor: Tensor<Double>, _ shape: Shape
  ) -> Tensor<Double> {
    EngineAside.results(of: [matrix, factor]) { graph, values in
      let factors = try graph.append(.reshape(shape), [values[1]])
      let products = try graph.append(.binary(.multiply), [factors, values[0]])
      return [
        try graph.append(
          .reshape([shape[0] * matrix.shape[0], matrix.shape[1]]), [products])
      ]
    }[0]
  }

  /// `1,0`, behind its channel where there are several: a cell of an image, by its position.
  func cellName(_ row: Int, in image: Shape) -> String {
    let shape = Shape(Array(image.dimensions.dropFirst()))
    let index = shape.index(at: row)
    let place = index.dropFirst().map(String.init).joined(separator: ",")
    return shape[0] > 1 ? "\(index[0]):\(place)" : place
  }
}

/// The tensors of a matrix view in their panels, and what happens at each cell of the output.
private struct MatrixView: Sendable {
  let name: String
  let input: ShownTensor
  let map: ShownTensor
  let bias: ShownTensor?
  let output: ShownTensor
  let row: ShownTensor
  /// The matrix that a kernel of ones gives: 0 where nothing meets.
  let pattern: [Double]
  /// The entries, by their positions, in which several weights add up.
  let shared: Set<Int>
  /// The cells of a plane of the output.
  let filterSize: Int

  private var inputs: Int { map.layout.columns.size }
  private var outputs: Int { map.layout.rows.size }

  /// The places of some rows at which nothing meets, counted from the first of them.
  func empty(rows: some Collection<Int>) -> [Int: CellKind] {
    var empty: [Int: CellKind] = [:]
    for (index, row) in rows.enumerated() {
      for column in 0..<inputs where pattern[row * inputs + column] == 0 {
        empty[index * inputs + column] = .empty
      }
    }
    return empty
  }

  @Sendable
  func step(_ position: Int) -> CellStep {
    let (image, line) = position.quotientAndRemainder(dividingBy: outputs)
    let met = (0..<inputs).filter { pattern[line * inputs + $0] != 0 }
    var step = CellStep(
      caption: "Row \(line) of \(name) makes this cell of the"
        + " \(output.role == .gradient ? "input gradient" : "output"):"
        + (met.isEmpty
          ? " nothing meets here." : " each number of it times the number above it, added up.")
        + (met.contains { shared.contains(line * inputs + $0) }
          ? " A number met again as a copy in the padding has the sum of its weights."
          : ""))
    let terms = met.map { column -> [ShownNumber] in
      let (x, weight) = (image * inputs + column, line * inputs + column)
      step.marks += [input.mark(x), map.mark(weight), row.mark(position * inputs + column)]
      return [input.number(x), map.number(weight)]
    }
    if met.isEmpty { step.visiblePlanes[row.panel] = [position] }
    step.sights =
      sought(met, line: line).flatMap { column in
        [
          input.cell(image * inputs + column), map.cell(line * inputs + column),
          row.cell(position * inputs + column),
        ]
      } + [output.cell(position)]
    if let bias { step.marks.append(bias.mark(line / filterSize)) }
    step.lines = [
      .sum(of: terms, bias: bias?.number(line / filterSize), result: output.number(position))
    ]
    return step
  }

  /// The columns to have in view of those in which a row meets the input: where its weights are not 0.
  ///
  /// The row itself is to stand beside its result, so that one that meets nothing has a column, too.
  private func sought(_ met: [Int], line: Int) -> [Int] {
    let telling = met.filter { map.value(line * inputs + $0) != 0 }
    if !telling.isEmpty { return telling }
    return met.isEmpty ? [0] : met
  }
}
