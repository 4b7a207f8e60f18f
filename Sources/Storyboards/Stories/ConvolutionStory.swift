import ConvolutionArithmetic
import TensorEngine

extension Explainer {
  /// A frame for each output cell: the window over every channel of the group, the taps, the sum.
  func convolutionStory(_ convolution: Convolution) -> Storyboard {
    let (axes, weight) = (convolution.windows.count, operands[1].shape)
    var builder = PanelBuilder()
    guard
      let (grid, input) = showInput(
        under: convolution.windows, outputSize: result.shape.spatialSize, in: &builder)
    else { return resultStory() }
    let story = ConvolutionStory(
      grid: grid, text: WindowText(grid: grid, over: part(of: 0)), channels: operands[0].shape[1],
      filters: weight[0], channelsPerFilter: weight[1], input: input,
      kernel: showKernel(axes: axes, in: &builder),
      bias: operands.count > 2 ? show(2, in: &builder) : nil,
      output: showResult(
        in: &builder, title: isGradient ? "input gradient" : nil,
        layout: PlaneLayout(result.shape, axes: axes)),
      uncovered: grid.uncoveredCells())
    return .cellByCell(
      title, panels: builder.panels, result: story.output, closing: story.text.leftover(),
      step: story.step)
  }

  /// Puts the kernel of a convolution in a panel.
  func showKernel(axes: Int, in builder: inout PanelBuilder) -> ShownTensor {
    show(
      1, in: &builder, title: "kernel", layout: PlaneLayout(operands[1].shape, axes: axes),
      leadingNames: ["filter", "channel"])
  }
}

/// The tensors of a convolution in their panels, and what happens at each cell of its output.
struct ConvolutionStory: Sendable {
  let grid: WindowGrid
  let text: WindowText
  let channels: Int
  let filters: Int
  let channelsPerFilter: Int
  let input: ShownTensor
  let kernel: ShownTensor
  let bias: ShownTensor?
  let output: ShownTensor
  /// The input cells that no window reaches.
  let uncovered: [GridCell]

  /// The sum at an output cell.
  ///
  /// - Complexity: O(channels per filter · taps).
  @Sendable
  func step(_ position: Int) -> CellStep {
    let cells = grid.outputRows * grid.outputColumns
    let (plane, cell) = position.quotientAndRemainder(dividingBy: cells)
    let (image, filter) = plane.quotientAndRemainder(dividingBy: filters)
    let (row, column) = cell.quotientAndRemainder(dividingBy: grid.outputColumns)
    let group = filter / (filters / (channels / channelsPerFilter))
    let taps = grid.taps(row: row, column: column)

    var step = CellStep(
      caption:
        "\(output.name(output.role == .gradient ? "Input gradient" : "Output", position)): \(text.position(row: row, column: column))."
    )
    var sums: [[[ShownNumber]]] = []
    for channel in 0..<channelsPerFilter {
      let inputPlane = image * channels + group * channelsPerFilter + channel
      let kernelStart = (filter * channelsPerFilter + channel) * grid.tapCount
      step.marks += input.marks(uncovered, plane: inputPlane)
      var terms: [[ShownNumber]] = []
      terms.reserveCapacity(taps.count)
      for tap in taps {
        let factor = input.number(of: tap, plane: inputPlane)
        terms.append([factor, kernel.number(kernelStart + tap.index)])
        if let cell = factor.cell { step.marks.append(Mark(cell, .window)) }
        step.marks.append(kernel.mark(kernelStart + tap.index))
      }
      sums.append(terms)
    }
    if let bias { step.marks.append(bias.mark(filter)) }
    step.lines = ArithmeticLine.channelSums(
      sums,
      names: (0..<channelsPerFilter).map { "input channel \(group * channelsPerFilter + $0)" },
      bias: bias?.number(filter), result: output.number(position))
    return step
  }
}

extension ArithmeticLine {
  /// The sum of a window: one line for a single channel; otherwise a partial sum for each channel,
  /// then the line that joins them.
  static func channelSums(
    _ sums: [[[ShownNumber]]], names: [String], bias: ShownNumber?, result: ShownNumber
  ) -> [ArithmeticLine] {
    guard sums.count > 1 else {
      return [.sum(of: sums.first ?? [], bias: bias, result: result)]
    }
    let totals = EngineSum.ofProducts(sums).map(ShownNumber.constant)
    let lines = sums.indices.map {
      ArithmeticLine.sum(label: names[$0], of: sums[$0], result: totals[$0])
    }
    return lines + [.sum(of: totals.map { [$0] }, bias: bias, result: result)]
  }
}
