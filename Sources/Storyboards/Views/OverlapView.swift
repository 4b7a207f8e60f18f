import ConvolutionArithmetic
import TensorEngine

extension Explainer {
  /// How many stamps of a transposed convolution meet in each cell of its result: uneven numbers
  /// leave a checkerboard.
  ///
  /// It is the same op over ones with a kernel of ones.
  func overlapView(_ convolution: Convolution) -> Storyboard {
    let axes = convolution.windows.count
    var builder = PanelBuilder()
    let input = show(0, in: &builder, layout: PlaneLayout(operands[0].shape, axes: axes))
    let kernel = showKernel(axes: axes, in: &builder)
    // Every channel of a group has its stamps at the same places.
    let isOne = operands[0].shape[1] == convolution.groups
    let meeting = builder.add(
      stampsMeeting(convolution), of: nil, isOne ? "stamps that meet" : "stamps of each channel",
      .plain,
      layout: PlaneLayout(Shape([1, 1] + result.shape.spatialSize), axes: axes))
    let output = showResult(in: &builder, layout: resultLayout(convolution))
    builder.panels[kernel.panel].sign = .times
    for shown in [meeting, output] { builder.panels[shown.panel].sign = .apart }
    let reach = TransposedReach(convolution, input: input, kernel: kernel, output: output)
    return .cellByCell(title, panels: builder.panels, result: output) { position in
      let terms = reach.filters(position).map { reach.terms(position, filter: $0) }
      let (count, each) = (terms.first?.count ?? 0, isOne ? "" : " of each input channel")
      let (_, row, column) = output.layout.place(position)
      let here = meeting.layout.offset(plane: 0, row: row, column: column)
      let name = "\(output.resultName(position)): \(reach.remark(position))"
      return CellStep(
        caption: count == 0
          ? "\(name)no stamp reaches this cell."
          : "\(name)\(count == 1 ? "one stamp\(each) lies" : "\(count) stamps\(each) meet") here.",
        marks: terms.joined().flatMap { [input.mark($0.cell), kernel.mark($0.tap)] }
          + [meeting.mark(here)])
    }
  }

  /// What ones come to under a kernel of ones, `[1, 1, S]`.
  private func stampsMeeting(_ convolution: Convolution) -> Tensor<Double> {
    let ones = operands.prefix(2).map {
      Tensor(Shape([1, 1] + $0.shape.spatialSize), repeating: 1.0)
    }
    return EngineAside.results(of: ones) { graph, values in
      [
        try graph.append(
          .transposedConvolution(Convolution(windows: convolution.windows)), values)
      ]
    }[0]
  }
}
