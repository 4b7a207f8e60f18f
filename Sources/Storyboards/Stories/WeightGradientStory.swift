import ConvolutionArithmetic
import TensorEngine

extension Explainer {
  /// A frame for each weight: what its tap met at every output position, times the upstream.
  func weightGradientStory(_ convolution: Convolution) -> Storyboard {
    let (input, upstream) = (operands[0].shape, operands[1].shape)
    guard
      let grid = WindowGrid(
        convolution.windows, inputSize: input.spatialSize, outputSize: upstream.spatialSize),
      let layout = grid.inputLayout(input)
    else { return resultStory() }
    let axes = convolution.windows.count
    var builder = PanelBuilder()
    let story = WeightGradientStory(
      grid: grid, groups: convolution.groups,
      input: builder.add(operands[0], "input", .input, layout: layout),
      upstream: builder.add(
        operands[1], "upstream gradient", .gradient, layout: PlaneLayout(upstream, axes: axes)),
      gradient: builder.add(
        result, "kernel gradient", .gradient, layout: PlaneLayout(result.shape, axes: axes),
        leadingNames: ["filter", "channel"], fills: true))
    return .cellByCell(
      op.storyTitle, panels: builder.panels, result: story.gradient, step: story.step)
  }
}

/// The tensors of a weight gradient in their panels, and what happens at each weight.
struct WeightGradientStory: Sendable {
  let grid: WindowGrid
  let groups: Int
  let input: ShownTensor
  let upstream: ShownTensor
  let gradient: ShownTensor

  /// The sum at a weight, over output positions and images.
  @Sendable
  func step(_ position: Int) -> CellStep {
    let (images, channels) = (input.tensor.shape[0], input.tensor.shape[1])
    let (filters, channelsPerFilter) = (gradient.tensor.shape[0], gradient.tensor.shape[1])
    let (plane, tap) = position.quotientAndRemainder(dividingBy: grid.tapCount)
    let (filter, channel) = plane.quotientAndRemainder(dividingBy: channelsPerFilter)
    let group = filter / (filters / groups)
    let (tapRow, tapColumn) = tap.quotientAndRemainder(dividingBy: grid.horizontal.kernelSize)

    var step = CellStep(
      caption: "\(gradient.name("Kernel gradient", position)): what this tap met at each output"
        + " position, times the upstream gradient there.")
    var sums: [[[ShownNumber]]] = []
    for image in 0..<images {
      let inputPlane = image * channels + group * channelsPerFilter + channel
      let upstreamPlane = image * filters + filter
      var terms: [[ShownNumber]] = []
      for row in 0..<grid.outputRows {
        for column in 0..<grid.outputColumns {
          let met = grid.tap(row: row, column: column, tapRow: tapRow, tapColumn: tapColumn)
          let factor = input.number(of: met, plane: inputPlane)
          let offset = upstream.layout.offset(plane: upstreamPlane, row: row, column: column)
          terms.append([factor, upstream.number(offset)])
          if let cell = factor.cell { step.marks.append(Mark(cell, .window)) }
          step.marks.append(upstream.mark(offset))
        }
      }
      sums.append(terms)
    }
    step.lines = ArithmeticLine.channelSums(
      sums, names: (0..<images).map { "image \($0)" }, bias: nil,
      result: gradient.number(position))
    return step
  }
}
