import ConvolutionArithmetic
import TensorEngine

extension Explainer {
  /// Puts the tensors of an adaptive pooling in panels; `nil` for more than two spatial axes.
  func adaptivePooling(in builder: inout PanelBuilder) -> AdaptivePoolingStory? {
    let (input, output) = (operands[0].shape.spatialSize, result.shape.spatialSize)
    let axes = input.count
    let poolings = zip(input, output).compactMap {
      try? AdaptivePooling(inputSize: $0, outputSize: $1)
    }
    guard (1...2).contains(axes), poolings.count == axes else { return nil }
    return AdaptivePoolingStory(
      poolings: poolings,
      input: show(0, in: &builder, layout: PlaneLayout(operands[0].shape, axes: axes)),
      output: showResult(in: &builder, layout: PlaneLayout(result.shape, axes: axes)))
  }

  /// The mean of each region: `(1 + 2 + 4 + 5) / 4 = 3`.
  func adaptiveAveragePoolStory() -> Storyboard {
    var builder = PanelBuilder()
    guard let story = adaptivePooling(in: &builder) else { return resultStory() }
    return .cellByCell(title, panels: builder.panels, result: story.output, step: story.step)
  }
}

/// Regions that share out an input, and the tensors.
struct AdaptivePoolingStory: PooledCells {
  /// One for each spatial axis.
  let poolings: [AdaptivePooling]
  let input: ShownTensor
  let output: ShownTensor

  @Sendable
  func step(_ position: Int) -> CellStep {
    let cells = sources(position)
    return CellStep(
      caption: "\(output.resultName(position)): the mean of \(rule(position)) of the input.",
      marks: cells.map { input.mark($0) },
      lines: [
        .sum(
          of: cells.map { [input.number($0)] }, divisor: .constant(Double(cells.count)),
          result: output.number(position))
      ])
  }

  /// Which part of the input a result is the mean of, by the rule with its numbers put in: `rows ⌊1·5/3⌋ = 1 to
  /// ⌈2·5/3⌉ − 1 = 3 and columns …`.
  func rule(_ position: Int) -> String {
    let (_, row, column) = output.layout.place(position)
    func span(_ noun: String, _ axis: Int, _ place: Int) -> String {
      let pooling = poolings[axis]
      let (cells, share) = (
        pooling.inputs(ofOutput: place), "\(pooling.inputSize)/\(pooling.outputSize)"
      )
      return "\(noun) ⌊\(place)·\(share)⌋ = \(cells.lowerBound)"
        + " to ⌈\(place + 1)·\(share)⌉ − 1 = \(cells.upperBound - 1)"
    }
    return poolings.count == 1
      ? span("positions", 0, column) : span("rows", 0, row) + " and " + span("columns", 1, column)
  }

  func sources(_ position: Int) -> [Int] {
    let (rows, columns) = region(position)
    let plane = output.layout.place(position).plane
    return rows.flatMap { row in
      columns.map { input.layout.offset(plane: plane, row: row, column: $0) }
    }
  }

  func heirs(_ position: Int) -> GradientHeirs {
    let (rows, columns) = region(position)
    return .equals(divisor: rows.count * columns.count)
  }

  /// The rows and columns of the input that a result is the mean of.
  private func region(_ position: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    let (_, row, column) = output.layout.place(position)
    return (
      poolings.count == 1 ? 0..<1 : poolings[0].inputs(ofOutput: row),
      poolings[poolings.count - 1].inputs(ofOutput: column)
    )
  }
}
