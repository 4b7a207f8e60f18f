import TensorEngine
import Typesetting

extension Explainer {
  /// A frame for each cell of the unpooled plane: the values whose switches name it.
  func maxUnpoolStory(_ unpooling: Unpooling) -> Storyboard {
    let axes = unpooling.outputSize.count
    let isGradient = unpooling.overlap == .sum
    var builder = PanelBuilder()
    let pooled = isGradient ? showPooled(in: &builder) : nil
    let values = show(
      0, in: &builder, as: isGradient ? .upstream : .input,
      layout: PlaneLayout(operands[0].shape, axes: axes))
    let switches = show(
      1, in: &builder, layout: PlaneLayout(operands[1].shape, axes: axes))
    builder.list((pooled.map { [$0] } ?? []) + [values, switches])
    let output = showResult(in: &builder, layout: PlaneLayout(result.shape, axes: axes))
    let named = valuesByCell()
    return .cellByCell(title, panels: builder.panels, result: output) { position in
      let sources = named[position] ?? []
      let name = output.resultName(position)
      var step = CellStep(caption: "\(name): no switch names this cell, so it is 0.")
      step.marks = sources.flatMap { [values.mark($0), switches.mark($0)] }
      if let pooled {
        step.marks.append(pooled.mark(position, sources.isEmpty ? .window : .chosen))
      }
      guard let last = sources.last else {
        step.lines = [.sum(of: [], result: output.number(position))]
        return step
      }
      if isGradient {
        step.caption =
          "\(name): the maximum of \(sources.count) window\(sources.count == 1 ? "" : "s")"
          + " was here, so \(sources.count == 1 ? "its gradient flows" : "their gradients flow") here."
        step.lines = [
          .sum(of: sources.map { [values.number($0)] }, result: output.number(position))
        ]
      } else {
        step.caption =
          "\(name): its switch puts \(NumberText.short(values.value(last))) here"
          + (sources.count > 1 ? ", the last of \(sources.count) that name it." : ".")
        step.marks.append(values.mark(last, .chosen))
        step.lines = [.copy(of: values.number(last), result: output.number(position))]
      }
      return step
    }
  }

  /// Puts what a max pool looked at in a panel, where its switches were computed from it.
  private func showPooled(in builder: inout PanelBuilder) -> ShownTensor? {
    let switches = executed.graph[executed.graph[id].inputs[1]]
    guard case .maxPoolIndices = switches.op, let input = executed.values[switches.inputs[0]],
      input.shape == result.shape
    else { return nil }
    return builder.add(
      input, of: switches.inputs[0], "input", .input,
      layout: PlaneLayout(input.shape, axes: input.shape.spatialSize.count))
  }

  /// The positions of the values that each cell of the result gets, by cell.
  private func valuesByCell() -> [Int: [Int]] {
    let planeSize = result.shape.spatialSize.reduce(1, *)
    let valueCount = operands[1].shape.spatialSize.reduce(1, *)
    var named: [Int: [Int]] = [:]
    for (offset, index) in operands[1].elements.enumerated() {
      guard let index = Int(exactly: index), index >= 0, index < planeSize else { continue }
      named[offset / valueCount * planeSize + index, default: []].append(offset)
    }
    return named
  }

  /// A frame for each switch: the cell that it names.
  func takeAtIndicesStory() -> Storyboard {
    let axes = operands[0].shape.spatialSize.count
    var builder = PanelBuilder()
    let values = show(0, in: &builder, layout: PlaneLayout(operands[0].shape, axes: axes))
    let switches = show(
      1, in: &builder, layout: PlaneLayout(operands[1].shape, axes: axes))
    builder.list([values, switches])
    let output = showResult(in: &builder, layout: PlaneLayout(result.shape, axes: axes))
    let source = builder.panels[values.panel].title
    let planeSize = operands[0].shape.spatialSize.reduce(1, *)
    let valueCount = result.shape.spatialSize.reduce(1, *)
    return .cellByCell(title, panels: builder.panels, result: output) { position in
      let name = output.resultName(position)
      guard let index = Int(exactly: switches.value(position)), index >= 0, index < planeSize else {
        return CellStep(caption: "\(name): the switch names no cell.")
      }
      let named = position / valueCount * planeSize + index
      return CellStep(
        caption: "\(name): the switch \(index) names \(source) (\(values.name(named))).",
        marks: [switches.mark(position), values.mark(named, .chosen)],
        lines: [.copy(of: values.number(named), result: output.number(position))])
    }
  }
}
