import ConvolutionArithmetic
import TensorEngine

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
        axis: axis, chain, inputSize: image.shape.spatialSize[axis],
        title:
          "how many \(axes == 1 ? "positions" : axis == 0 ? "rows" : "columns") each unit sees",
        in: &builder, at: PanelPlace(band: axes - 1 - axis, column: 0))
    }
    // A second axis is much like the first.
    for rows in scales.dropFirst() { builder.panels[rows.shown.panel].isOptional = true }
    let input = builder.add(
      image, of: chain.start, "input", .input, operand: nil,
      layout: PlaneLayout(image.shape, axes: axes), at: PanelPlace(band: axes, column: 0))
    let output = showResult(
      in: &builder, layout: PlaneLayout(result.shape, axes: axes),
      at: PanelPlace(band: axes, column: 1))
    let view = FieldView(chain: chain, scales: scales, input: input, output: output)
    return .cellByCell(title, panels: builder.panels, result: output, step: view.step)
  }
}

/// The positions of the input, and of the padding that some cell sees, along an axis.
private struct FieldScale {
  /// The most positions that are drawn beside each other.
  static let mostPositions = 256

  /// The first position; negative in the padding.
  let start: Int
  let count: Int

  init(_ chain: WindowChain, axis: Int, inputSize: Int) {
    let field = chain.fields[chain.layers.count][axis]
    let last = chain.layers[chain.layers.count - 1].size[axis] - 1
    start = min(0, field.start)
    count = max(inputSize, field.inputs(ofOutput: last).upperBound) - start
  }
}

/// An axis as a table: a row a layer, the result's on top, every unit over the middle of what it sees.
private struct FieldRows: Sendable {
  let axis: Int
  let shown: ShownTensor
  private let start: Int
  private let chain: WindowChain

  init(
    axis: Int, _ chain: WindowChain, inputSize: Int, title: String, in builder: inout PanelBuilder,
    at place: PanelPlace
  ) {
    let scale = FieldScale(chain, axis: axis, inputSize: inputSize)
    (self.axis, self.chain, start) = (axis, chain, scale.start)
    let (rows, columns) = (chain.fields.count, scale.count)
    var units = [Double](repeating: 0, count: rows * columns)
    var kinds: [Int: CellKind] = [:]
    for position in 0..<rows * columns { kinds[position] = .empty }
    for position in (rows - 1) * columns..<rows * columns { kinds[position] = .padding }
    for depth in 0..<rows {
      let size = depth == 0 ? inputSize : chain.layers[depth - 1].size[axis]
      for unit in 0..<size {
        let middle = chain.fields[depth][axis].middle(ofOutput: unit) - scale.start
        guard (0..<columns).contains(middle) else { continue }
        let position = (rows - 1 - depth) * columns + middle
        units[position] = Double(unit)
        kinds[position] = nil
      }
    }
    shown = builder.add(
      Tensor([rows, columns], units), of: nil, title, .plain,
      layout: PlaneLayout([rows, columns], axes: 2), at: place)
    builder.mark(shown, [kinds])
    builder.label(
      shown,
      rows: (0..<rows).reversed().map { depth in
        let name = depth == 0 ? "input" : chain.layers[depth - 1].name
        return "\(name): \(chain.fields[depth][axis].size)"
      })
  }

  /// Marks on what a result depends on.
  func marks(ofResult index: Int) -> [Mark] {
    let units = chain.units(ofResult: index, axis: axis)
    return units.enumerated().flatMap { depth, units in
      units.compactMap { unit in
        let middle = chain.fields[depth][axis].middle(ofOutput: unit) - start
        guard (0..<shown.layout.columns.size).contains(middle) else { return nil }
        return Mark(
          CellReference(
            panel: shown.panel, plane: 0, row: chain.fields.count - 1 - depth, column: middle),
          depth == chain.fields.count - 1 ? .chosen : .window)
      }
    }
  }
}

extension ReceptiveField {
  /// The position in the middle of what an output sees, the left one of two.
  fileprivate func middle(ofOutput output: Int) -> Int {
    let doubled = doubledCenter + 2 * output * jump
    return (doubled - (doubled.isMultiple(of: 2) ? 0 : 1)) / 2
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
    for rows in scales { step.marks += rows.marks(ofResult: index[rows.axis]) }
    step.marks += inputMarks(index, plane: place.plane)
    let depth = chain.layers.count
    let spans = scales.map { rows in
      let field = chain.fields[depth][rows.axis].inputs(ofOutput: index[rows.axis])
      let noun = index.count == 1 ? "positions" : rows.axis == 0 ? "rows" : "columns"
      return "\(noun) \(signed(field.lowerBound)) to \(signed(field.upperBound - 1))"
    }
    let axis = index.count - 1
    let (below, here) = (chain.fields[depth - 1][axis], chain.fields[depth][axis])
    let reach = chain.layers[depth - 1].windows[axis].effectiveKernelSize - 1
    step.caption =
      "\(output.resultName(position)) sees \(spans.joined(separator: " and ")) of the"
      + " \(seesPadding(index) ? "padded " : "")input. Field = field below + (k − 1)·jump below ="
      + " \(below.size) + \(reach)·\(below.jump) = \(here.size)."
    return step
  }

  /// Whether a result sees positions that are none of the input's.
  private func seesPadding(_ index: [Int]) -> Bool {
    scales.contains { rows in
      let isRows = rows.axis == 0 && index.count > 1
      let size = isRows ? input.layout.rows.size : input.layout.columns.size
      let field = chain.fields[chain.layers.count][rows.axis].inputs(ofOutput: index[rows.axis])
      return field.lowerBound < 0 || field.upperBound > size
    }
  }

  /// Marks on the numbers of the input that a result depends on.
  private func inputMarks(_ index: [Int], plane: Int) -> [Mark] {
    let (channels, outputs) = (input.tensor.shape[1], output.tensor.shape[1])
    let (image, channel) = plane.quotientAndRemainder(dividingBy: outputs)
    let isMixed = chain.layers.contains(where: \.mixesChannels)
    let planes = isMixed ? Array(0..<channels) : [channel]
    let (rows, columns) = (input.layout.rows.size, input.layout.columns.size)
    let seen = index.indices.map { chain.units(ofResult: index[$0], axis: $0)[0] }
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

  private func signed(_ number: Int) -> String {
    number < 0 ? "−\(-number)" : "\(number)"
  }
}
