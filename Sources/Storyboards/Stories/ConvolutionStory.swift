import ConvolutionArithmetic
import TensorEngine

extension Explainer {
  /// A frame for each output cell: the window over every channel of the group, the taps, the sum.
  func convolutionStory(_ convolution: Convolution) -> Storyboard {
    let (input, weight) = (operands[0].shape, operands[1].shape)
    guard
      let grid = WindowGrid(
        convolution.windows, inputSize: input.spatialSize, outputSize: result.shape.spatialSize),
      let layout = grid.inputLayout(input)
    else { return resultStory() }
    let axes = convolution.windows.count
    var builder = PanelBuilder()
    let story = ConvolutionStory(
      grid: grid, text: WindowText(grid: grid), channels: input[1], filters: weight[0],
      channelsPerFilter: weight[1],
      input: builder.add(operands[0], "input", .input, layout: layout),
      kernel: builder.add(
        operands[1], "kernel", .kernel, layout: PlaneLayout(weight, axes: axes),
        leadingNames: ["filter", "channel"]),
      bias: operands.count > 2 ? builder.add(operands[2], "bias", .kernel) : nil,
      output: showResult(in: &builder, layout: PlaneLayout(result.shape, axes: axes)),
      uncovered: grid.uncoveredCells())
    return .cellByCell(
      op.storyTitle, panels: builder.panels, result: story.output, closing: story.text.leftover(),
      step: story.step)
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
      caption: "\(output.name("Output", position)): \(text.position(row: row, column: column)).")
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
      sums, names: (0..<channelsPerFilter).map { "channel \(group * channelsPerFilter + $0)" },
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
    let totals = sums.map { terms in
      ShownNumber.constant(terms.reduce(0) { $0 + $1.reduce(1) { $0 * $1.value } })
    }
    let lines = sums.indices.map {
      ArithmeticLine.sum(label: names[$0], of: sums[$0], result: totals[$0])
    }
    return lines + [.sum(of: totals.map { [$0] }, bias: bias, result: result)]
  }
}

extension ShownTensor {
  /// What a tap meets in a plane: an element, or a padding cell.
  func number(of tap: GridTap, plane: Int) -> ShownNumber {
    guard tap.isPadding else {
      return number(layout.offset(plane: plane, row: tap.row, column: tap.column))
    }
    let cell = CellReference(
      panel: panel, plane: plane, row: layout.border.top + tap.row,
      column: layout.border.left + tap.column)
    return ShownNumber(value: layout.border.value, role: .padding, cell: cell)
  }

  /// Marks on cells that no window reaches.
  func marks(_ uncovered: [GridCell], plane: Int) -> [Mark] {
    uncovered.map { cell in
      mark(layout.offset(plane: plane, row: cell.row, column: cell.column), .uncovered)
    }
  }
}
