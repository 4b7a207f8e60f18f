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
    builder.panels[kernel.panel].sign = .times
    let stamps = showStamps(convolution.windows, in: &builder)
    let bias = operands.count > 2 ? show(2, in: &builder) : nil
    let layout = cropped(convolution)
    let output = showResult(
      in: &builder, title: inputGradientTitle ?? "sum of stamps", layout: layout)
    if layout.hasMargin {
      builder.fill(output, margin: uncropped(convolution), from: layout)
    }
    let view = StampView(
      noun: resultTitle.capitalizedFirst, stamps: stamps, bias: bias,
      reach: TransposedReach(convolution, input: input, kernel: kernel, output: output))
    builder.panels[stamps.panel].planesPerRow = windows.horizontal.mostOverlaps
    builder.panels[stamps.panel].sign = .makes
    builder.panels[stamps.panel].leadsToResults = true
    return .cellByCell(
      title, panels: builder.panels, result: output, closing: view.closing, step: view.step)
  }

  /// A plane for each input cell and each channel that it stamps: the kernel times the cell.
  private func showStamps(
    _ windows: [SlidingWindow], in builder: inout PanelBuilder
  ) -> ShownTensor {
    let axes = windows.count
    let (x, w) = (operands[0], operands[1])
    let (cells, terms) = (x.shape.count / x.shape[0] / x.shape[1], w.shape.count / w.shape[0])
    let shape = Shape([x.shape.count, w.shape[1]] + w.shape.spatialSize)
    let values = EngineAside.results(of: [x, w]) { graph, values in
      let cell = try graph.append(.reshape([x.shape[0], x.shape[1], cells, 1]), [values[0]])
      let kernel = try graph.append(.reshape([1, w.shape[0], 1, terms]), [values[1]])
      let stamps = try graph.append(.binary(.multiply), [cell, kernel])
      return [try graph.append(.reshape(shape), [stamps])]
    }[0]
    // Dilation leaves gaps in a stamp, as wide as it lies on the result.
    let windows = PlaneWindows(windows)
    func axis(_ window: SlidingWindow) -> PlaneAxis {
      PlaneAxis(window.kernelSize, spacing: window.dilation)
    }
    let shown = builder.add(
      values, of: nil, "stamps", .plain,
      layout: PlaneLayout(
        axisCount: axes, rows: axes == 1 ? PlaneAxis(1) : axis(windows.vertical),
        columns: axis(windows.horizontal)), leadingNames: [])
    // What a stamp is scaled by, and where that stands: equal numbers are many.
    let isOne = x.shape[1] == 1
    builder.title(
      shown,
      planes: x.elements.enumerated().flatMap { position, cell in
        let place = x.shape.index(at: position).dropFirst(isOne ? 2 : 1)
        let title = "\(NumberText.short(cell)) at \(place.map(String.init).joined(separator: ","))"
        return Array(repeating: title, count: w.shape[1])
      })
    return shown
  }

  /// How the result lies among what stamps add up to: with the rows and columns around it that
  /// padding crops.
  private func cropped(_ convolution: Convolution) -> PlaneLayout {
    let (kept, windows) = (resultLayout(convolution), PlaneWindows(convolution.windows))
    func axis(_ window: SlidingWindow, _ kept: PlaneAxis) -> PlaneAxis {
      PlaneAxis(
        kept.size, before: window.paddingBefore,
        after: max(0, window.paddingAfter - window.outputPadding), margin: .cropped,
        added: kept.added)
    }
    return PlaneLayout(
      axisCount: kept.axisCount,
      rows: kept.axisCount == 1 ? kept.rows : axis(windows.vertical, kept.rows),
      columns: axis(windows.horizontal, kept.columns))
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
  let noun: String
  let stamps: ShownTensor
  let bias: ShownTensor?
  let reach: TransposedReach

  /// What is cropped, what is added, and why.
  var closing: String {
    let (rows, columns) = (reach.output.layout.rows, reach.output.layout.columns)
    func list(_ sides: [(count: Int, side: String)]) -> String? {
      let sides = sides.filter { $0.count > 0 }.map { "\($0.count) \($0.side)" }
      return sides.isEmpty ? nil : sides.joined(separator: ", ")
    }
    let cropped = list([
      (rows.before, "above"), (rows.after, "below"), (columns.before, "on the left"),
      (columns.after, "on the right"),
    ])
    let added = list([(rows.added, "below"), (columns.added, "on the right")])
    return [
      cropped.map { "Padding crops the cells around the result: \($0)." },
      added.map { "output_padding adds \($0) (\(Plane.added))." },
    ].compactMap { $0 }.joined(separator: " ")
  }

  @Sendable
  func step(_ position: Int) -> CellStep {
    let (channel, output) = (reach.channel(position), reach.output)
    let (perGroup, taps) = (reach.channelsPerGroup, stamps.layout.elementCount)
    var step = CellStep(caption: "")
    let terms = reach.filters(position).flatMap { reach.terms(position, filter: $0) }
    for term in terms {
      step.marks += [reach.input.mark(term.cell), reach.kernel.mark(term.tap)]
      step.marks.append(
        stamps.mark((term.cell * perGroup + channel % perGroup) * taps + term.tap % taps))
    }
    if let bias { step.marks.append(bias.mark(channel)) }
    if terms.isEmpty {
      // A title over nothing would stand there; what lies next to the cell shows that it ends before.
      step.visiblePlanes[stamps.panel] = reach.filters(position).map {
        reach.lastCell(before: position, filter: $0) * perGroup + channel % perGroup
      }
    }
    let name = "\(output.name(noun, position)): \(reach.remark(position))"
    let channels = reach.filters(position).count
    let kind = reach.input.role == .gradient ? "channel" : "input channel"
    let each = channels > 1 ? ", \(terms.count / channels) of each \(kind)" : ""
    step.caption =
      switch terms.count {
      case 0: "\(name)no stamp reaches this cell."
      case 1: "\(name)one stamp reaches this cell."
      default: "\(name)\(terms.count) stamps overlap here\(each), and overlaps add up."
      }
    // The last frame says how many they are.
    if output.layout.hasMargin, position < output.tensor.shape.count - 1 {
      step.caption += " Padding crops the cells around the result."
    }
    step.lines = [
      .sum(
        of: terms.map { [reach.input.number($0.cell), reach.kernel.number($0.tap)] },
        bias: bias?.number(channel), result: output.number(position))
    ]
    return step
  }
}
