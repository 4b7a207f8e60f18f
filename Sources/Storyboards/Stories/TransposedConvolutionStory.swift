import ConvolutionArithmetic
import TensorEngine
import Typesetting

extension Explainer {
  /// The twin: a frame for each output cell, seen as the direct convolution that computes the same: the
  /// input stretched with zeros and padded, under the kernel turned by half a turn.
  func transposedConvolutionStory(_ convolution: Convolution) -> Storyboard {
    guard let (layout, vertical, horizontal) = stretchedLayout(convolution) else {
      return resultStory()
    }
    let axes = convolution.windows.count
    var builder = PanelBuilder()
    let isStretched = max(vertical.zerosInserted, horizontal.zerosInserted) > 0
    let input = show(
      0, in: &builder, title: isStretched ? part(of: 0).stretchedTitle : nil, layout: layout)
    // Its ring is as wide as the output asks for: so many places there are for the window.
    builder.panels[input.panel].tellsSize = true
    let kernel = showKernel(axes: axes, isTurned: true, in: &builder)
    builder.panels[kernel.panel].sign = .slides
    let bias = operands.count > 2 ? show(2, in: &builder) : nil
    let output = showResult(
      in: &builder, title: inputGradientTitle, layout: resultLayout(convolution))
    let story = TransposedConvolutionStory(
      vertical: vertical, horizontal: horizontal, bias: bias,
      reach: TransposedReach(convolution, input: input, kernel: kernel, output: output))
    let twins = axes == 1 ? [horizontal] : [vertical, horizontal]
    var board = Storyboard.cellByCell(
      executed.graph[id].meaning ?? convolution.title(as: twins), panels: builder.panels,
      result: output, step: story.step)
    board.turn = halfTurn(of: kernel)
    return board
  }
}

extension Explainer {
  /// The twin along each axis, and how the input lies under its window: stretched and padded.
  ///
  /// `nil` for more axes than a plane has, and where it is too large to be drawn.
  func stretchedLayout(
    _ convolution: Convolution
  ) -> (layout: PlaneLayout, vertical: TransposedTwin, horizontal: TransposedTwin)? {
    let (input, axes) = (operands[0].shape, convolution.windows.count)
    guard (1...2).contains(axes) else { return nil }
    let windows = PlaneWindows(convolution.windows)
    guard
      let vertical = try? windows.vertical.transposed(forInputSize: axes == 1 ? 1 : input[2]),
      let horizontal = try? windows.horizontal.transposed(forInputSize: input[axes + 1])
    else { return nil }
    let layout = PlaneLayout(
      axisCount: axes, rows: vertical.stretchedAxis, columns: horizontal.stretchedAxis)
    return layout.isDrawable(input) ? (layout, vertical, horizontal) : nil
  }
}

extension OperandRole {
  /// What people call an operand that has zeros between its cells.
  fileprivate var stretchedTitle: String {
    self == .upstream ? "stretched upstream" : "stretched \(title)"
  }
}

extension Convolution {
  /// The direct convolution that computes the same as this transposed one, with its numbers:
  /// `twin: conv2d, k' = 3, s' = 1, p' = 1, a = 1`.
  fileprivate func title(as twins: [TransposedTwin]) -> String {
    var parts = ["twin: \(Op.convolution(self).name)"]
    /// One number where the axes agree, else `2×1`.
    func add(_ name: String, _ values: [String], unless usual: String? = nil) {
      guard values.contains(where: { $0 != usual }) else { return }
      let text = Set(values).count == 1 ? values[0] : values.joined(separator: "×")
      parts.append("\(name) = \(text)")
    }
    add("k'", twins.map { "\($0.kernelSize)" })
    add("s'", twins.map { "\($0.stride)" })
    add("p'", twins.map(\.paddingText))
    add("d", twins.map { "\($0.dilation)" }, unless: "1")
    add("a", twins.map { "\($0.outputPadding)" }, unless: "0")
    if groups > 1 { parts.append("groups \(groups)") }
    return parts.joined(separator: ", ")
  }
}

extension TransposedTwin {
  /// `1`, or `0+1` where the two ends differ; a negative number of cells is cut off.
  fileprivate var paddingText: String {
    let (before, after) = (Double(paddingBefore), Double(paddingAfter))
    return before == after
      ? NumberText.short(before) : "\(NumberText.short(before))+\(NumberText.short(after))"
  }

  /// The input as the twin sees it: its cells apart, with padding around them or their ends cut off.
  fileprivate var stretchedAxis: PlaneAxis {
    PlaneAxis(
      inputSize, before: paddingBefore, after: paddingAfter + outputPadding,
      spacing: window.stride)
  }
}

/// The twin's windows, and what happens at each output cell.
struct TransposedConvolutionStory: Sendable {
  let vertical: TransposedTwin
  let horizontal: TransposedTwin
  let bias: ShownTensor?
  let reach: TransposedReach

  /// The sum at an output cell: every input cell that adds to it, through its tap.
  @Sendable
  func step(_ position: Int) -> CellStep {
    let (input, kernel, output) = (reach.input, reach.kernel, reach.output)
    let (_, row, column) = output.layout.place(position)
    let channel = reach.channel(position)
    let filters = reach.filters(position)
    var step = CellStep(caption: "")
    var sums: [[[ShownNumber]]] = []
    for filter in filters {
      let terms = reach.terms(position, filter: filter)
      step.marks += window(row, column, plane: reach.inputPlane(position, filter: filter))
      step.marks += terms.map { kernel.mark($0.tap) }
      sums.append(terms.map { [input.number($0.cell), kernel.number($0.tap)] })
    }
    step.caption = caption(position, taps: sums.first?.count ?? 0)
    if let bias { step.marks.append(bias.mark(channel)) }
    step.lines = ArithmeticLine.channelSums(
      sums, names: filters.map { "input channel \($0)" }, bias: bias?.number(channel),
      result: output.number(position))
    return step
  }

  /// The cells of the stretched input under the window, inserted zeros and padding included.
  private func window(_ row: Int, _ column: Int, plane: Int) -> [Mark] {
    let input = reach.input
    let top = input.layout.rows.start + row - vertical.paddingBefore
    let left = input.layout.columns.start + column - horizontal.paddingBefore
    return (0..<vertical.kernelSize).flatMap { tapRow in
      (0..<horizontal.kernelSize).map { tapColumn in
        Mark(
          CellReference(
            panel: input.panel, plane: plane, row: top + tapRow * vertical.dilation,
            column: left + tapColumn * horizontal.dilation),
          .window)
      }
    }
  }

  private func caption(_ position: Int, taps: Int) -> String {
    let output = reach.output
    let name =
      (output.role == .gradient
        ? output.name("Input gradient", position) : output.resultName(position)) + ": "
      + reach.remark(position)
    let cell = reach.input.role == .gradient ? "upstream cell" : "input cell"
    let each = reach.filters(position).count > 1 ? " of each channel" : ""
    switch taps {
    case 0: return "\(name)no \(cell) reaches it."
    case 1: return "\(name)one \(cell)\(each) reaches it, through one tap."
    default: return "\(name)\(taps) \(cell)s\(each) reach it, each through a tap of its own."
    }
  }
}
