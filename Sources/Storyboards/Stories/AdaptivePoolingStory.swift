import ConvolutionArithmetic
import TensorEngine

extension Explainer {
  /// The mean of each region: `(1 + 2 + 4 + 5) / 4 = 3`.
  func adaptiveAveragePoolStory() -> Storyboard {
    let (input, output) = (operands[0].shape.spatialSize, result.shape.spatialSize)
    let axes = input.count
    let poolings = zip(input, output).compactMap {
      try? AdaptivePooling(inputSize: $0, outputSize: $1)
    }
    guard (1...2).contains(axes), poolings.count == axes else { return resultStory() }
    var builder = PanelBuilder()
    let source = show(0, in: &builder, layout: PlaneLayout(operands[0].shape, axes: axes))
    let pooled = showResult(in: &builder, layout: PlaneLayout(result.shape, axes: axes))
    let (width, planeSize) = (output[axes - 1], output.reduce(1, *))
    return .cellByCell(title, panels: builder.panels, result: pooled) { position in
      let (plane, cell) = position.quotientAndRemainder(dividingBy: planeSize)
      let rows = axes == 1 ? 0..<1 : poolings[0].inputs(ofOutput: cell / width)
      let columns = poolings[axes - 1].inputs(ofOutput: cell % width)
      let offsets = rows.flatMap { row in
        columns.map { source.layout.offset(plane: plane, row: row, column: $0) }
      }
      let place =
        axes == 1
        ? "positions \(span(columns))" : "rows \(span(rows)) and columns \(span(columns))"
      return CellStep(
        caption: "\(pooled.name("Output", position)): the mean of \(place) of the input.",
        marks: offsets.map { source.mark($0) },
        lines: [
          .sum(
            of: offsets.map { [source.number($0)] }, divisor: .constant(Double(offsets.count)),
            result: pooled.number(position))
        ])
    }
  }
}

/// `3`, or `3–5`.
private func span(_ range: Range<Int>) -> String {
  range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound - 1)"
}
