import ConvolutionArithmetic
import TensorEngine
import Typesetting

extension Explainer {
  /// Whether all stamps together are small enough to be shown.
  func hasDrawableStamps(_ convolution: Convolution) -> Bool {
    Explainer.isFew(
      operands[0].shape.count, operands[1].shape.count / max(1, operands[1].shape[0]))
      && isDrawable(cropped(convolution))
  }

  private func isDrawable(_ layout: PlaneLayout) -> Bool { layout.isDrawable(result.shape) }

  /// A transposed convolution as what it does: each input cell stamps the kernel, scaled by itself,
  /// onto the result, stamps that overlap add up, and padding crops what they add up to.
  func stampView(_ convolution: Convolution) -> Storyboard {
    let axes = convolution.windows.count
    let windows = PlaneWindows(convolution.windows)
    var builder = PanelBuilder()
    let input = show(0, in: &builder, layout: PlaneLayout(operands[0].shape, axes: axes))
    let kernel = showKernel(axes: axes, in: &builder)
    let stamps = showStamps(axes: axes, in: &builder)
    let bias = operands.count > 2 ? show(2, in: &builder) : nil
    let layout = cropped(convolution)
    let output = showResult(
      in: &builder, title: isGradient ? "input gradient" : "sum of stamps", layout: layout)
    if layout.hasMargin {
      builder.fill(output, margin: uncropped(convolution), from: layout)
    }
    let view = StampView(
      windows: windows, groups: convolution.groups, noun: resultTitle.capitalizedFirst,
      input: input, kernel: kernel, stamps: stamps, bias: bias, output: output)
    builder.panels[stamps.panel].planesPerRow = windows.horizontal.mostOverlaps
    builder.panels[stamps.panel].sign = "→"
    return .cellByCell(
      title, panels: builder.panels, result: output, closing: view.closing, step: view.step)
  }

  /// A plane for each input cell and each channel that it stamps: the kernel times the cell.
  private func showStamps(axes: Int, in builder: inout PanelBuilder) -> ShownTensor {
    let (x, w) = (operands[0], operands[1])
    let (cells, terms) = (x.shape.count / x.shape[0] / x.shape[1], w.shape.count / w.shape[0])
    let shape = Shape([x.shape.count, w.shape[1]] + w.shape.spatialSize)
    let values = EngineAside.results(of: [x, w]) { graph, values in
      let cell = try graph.append(.reshape([x.shape[0], x.shape[1], cells, 1]), [values[0]])
      let kernel = try graph.append(.reshape([1, w.shape[0], 1, terms]), [values[1]])
      let stamps = try graph.append(.binary(.multiply), [cell, kernel])
      return [try graph.append(.reshape(shape), [stamps])]
    }[0]
    let shown = builder.add(
      values, of: nil, "stamps", .plain, layout: PlaneLayout(shape, axes: axes), leadingNames: [])
    builder.title(
      shown,
      planes: x.elements.flatMap { cell in
        Array(repeating: "\(NumberText.short(cell)) · kernel", count: w.shape[1])
      })
    return shown
  }

  /// How the result lies among what stamps add up to: with the rows and columns around it that
  /// padding crops.
  private func cropped(_ convolution: Convolution) -> PlaneLayout {
    let axes = convolution.windows.count
    let windows = PlaneWindows(convolution.windows)
    func axis(_ window: SlidingWindow, _ size: Int) -> PlaneAxis {
      PlaneAxis(
        size, before: window.paddingBefore,
        after: max(0, window.paddingAfter - window.outputPadding), margin: .cropped)
    }
    let size = result.shape.spatialSize
    return PlaneLayout(
      axisCount: axes, rows: axes == 1 ? PlaneAxis(1) : axis(windows.vertical, size[0]),
      columns: axis(windows.horizontal, size[axes - 1]))
  }

  /// What the stamps add up to before anything is cropped, `[N, C, S]`.
  private func uncropped(_ convolution: Convolution) -> Tensor<Double> {
    EngineAside.results(of: operands) { graph, values in
      var whole = convolution
      whole.windows = try convolution.windows.map {
        try SlidingWindow(kernelSize: $0.kernelSize, stride: $0.stride, dilation: $0.dilation)
      }
      return [try graph.append(.transposedConvolution(whole), values)]
    }[0]
  }
}

extension SlidingWindow {
  /// How many stamps of a transposed convolution can overlap along this axis: ⌈k' / s⌉ of the
  /// dilated kernel, as far as taps fall onto each other.
  fileprivate var mostOverlaps: Int { max(1, (kernelSize + stride - 1) / stride) }
}

/// The tensors of a stamp view in their panels, and what happens at each cell of the result.
private struct StampView: Sendable {
  let windows: PlaneWindows
  let groups: Int
  let noun: String
  let input: ShownTensor
  let kernel: ShownTensor
  let stamps: ShownTensor
  let bias: ShownTensor?
  let output: ShownTensor

  /// What is cropped, and why.
  var closing: String {
    let (rows, columns) = (output.layout.rows, output.layout.columns)
    let sides = [
      (rows.before, "above"), (rows.after, "below"), (columns.before, "on the left"),
      (columns.after, "on the right"),
    ].filter { $0.0 > 0 }
    guard !sides.isEmpty else { return "" }
    return "Padding crops what is muted: "
      + sides.map { "\($0.0) \($0.1)" }.joined(separator: ", ") + "."
  }

  @Sendable
  func step(_ position: Int) -> CellStep {
    let shape = output.tensor.shape
    let (image, channel) = (position / shape.strides[0], position / shape.strides[1] % shape[1])
    let (_, row, column) = output.layout.place(position)
    let (inputChannels, perGroup) = (input.tensor.shape[1], kernel.tensor.shape[1])
    let group = channel / perGroup
    let filters = (group * inputChannels / groups)..<((group + 1) * inputChannels / groups)
    let (inputRows, inputColumns) = (input.layout.rows.size, input.layout.columns.size)
    let taps = kernel.layout.rows.size * kernel.layout.columns.size
    var step = CellStep(caption: "")
    var terms: [[ShownNumber]] = []
    for filter in filters {
      for vertical in windows.vertical.uses(ofInput: row, outputSize: inputRows) {
        for horizontal in windows.horizontal.uses(ofInput: column, outputSize: inputColumns) {
          let cell = input.layout.offset(
            plane: image * inputChannels + filter, row: vertical.output,
            column: horizontal.output)
          let tap = kernel.layout.offset(
            plane: filter * perGroup + channel % perGroup, row: vertical.tap,
            column: horizontal.tap)
          terms.append([input.number(cell), kernel.number(tap)])
          step.marks += [input.mark(cell), kernel.mark(tap)]
          step.marks.append(
            stamps.mark((cell * perGroup + channel % perGroup) * taps + tap % taps))
        }
      }
    }
    if let bias { step.marks.append(bias.mark(channel)) }
    if terms.isEmpty { step.visiblePlanes[stamps.panel] = [] }
    let name = output.name(noun, position)
    step.caption =
      switch terms.count {
      case 0: "\(name): no stamp reaches this cell."
      case 1: "\(name): one stamp reaches this cell."
      default: "\(name): \(terms.count) stamps overlap here, and overlaps add up."
      }
    step.lines = [
      .sum(of: terms, bias: bias?.number(channel), result: output.number(position))
    ]
    return step
  }
}
