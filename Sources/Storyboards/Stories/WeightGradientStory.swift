import ConvolutionArithmetic
import TensorEngine

extension Explainer {
  /// A frame for each weight: what its tap met at every output position, times the upstream.
  func weightGradientStory(_ convolution: Convolution) -> Storyboard {
    let (axes, upstream) = (convolution.windows.count, operands[1].shape)
    var builder = PanelBuilder()
    guard
      let (grid, input) = showInput(
        under: convolution.windows, outputSize: upstream.spatialSize, in: &builder)
    else { return resultStory() }
    let flowing = show(1, in: &builder, layout: PlaneLayout(upstream, axes: axes))
    builder.panels[flowing.panel].sign = .slides
    let story = WeightGradientStory(
      grid: grid, groups: convolution.groups, input: input, upstream: flowing,
      gradient: showResult(
        in: &builder, title: "kernel gradient", layout: PlaneLayout(result.shape, axes: axes),
        leadingNames: ["filter", "channel"]))
    return .cellByCell(
      title, panels: builder.panels, result: story.gradient, step: story.step)
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

    let met =
      input.role == .gradient
      ? "what this tap met of the upstream gradient at each input cell's window, times the input there"
      : "what this tap met at each output position, times the upstream gradient there"
    var step = CellStep(caption: "\(gradient.name("Kernel gradient", position)): \(met).")
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
