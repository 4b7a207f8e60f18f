import TensorEngine
import Typesetting

extension Explainer {
  /// A story in which every cell is a copy of another one.
  ///
  /// - Parameters:
  ///   - builder: The panels, the result's included.
  ///   - output: The result.
  ///   - source: Where a cell comes from; `nil` for a cell that holds a constant.
  ///   - constant: What is said about a cell without a source.
  ///   - between: Marks on where it has been on its way.
  func copyStory(
    _ builder: PanelBuilder, output: ShownTensor, constant: String = "",
    between: @escaping @Sendable (Int) -> [Mark] = { _ in [] },
    source: @escaping @Sendable (Int) -> (tensor: ShownTensor, offset: Int)?
  ) -> Storyboard {
    let panels = builder.panels
    return .cellByCell(title, panels: panels, result: output) { position in
      let name = output.name(panels[output.panel].title.capitalizedFirst, position)
      guard let (tensor, offset) = source(position) else {
        return CellStep(
          caption: "\(name): \(constant).",
          lines: [
            .copy(of: .constant(output.value(position)), result: output.number(position))
          ])
      }
      let origin = tensor.name(panels[tensor.panel].title, offset)
      return CellStep(
        caption: "\(name): a copy of \(origin), \(NumberText.short(tensor.value(offset))).",
        marks: [tensor.mark(offset)] + between(position),
        lines: [.copy(of: tensor.number(offset), result: output.number(position))])
    }
  }

  /// Every cell of the result copied from where a walk leads: axes repeated or in another order.
  func walkStory(_ walk: StridedWalk) -> Storyboard {
    var builder = PanelBuilder()
    let input = show(0, in: &builder)
    let output = showResult(in: &builder)
    return copyStory(builder, output: output) { (input, walk.source(of: $0)) }
  }

  /// Same elements, same order.
  func reshapeStory() -> Storyboard {
    walkStory(StridedWalk(shape: result.shape, strides: result.shape.strides))
  }

  /// Axes of length 1 and missing leading axes repeated.
  func broadcastStory() -> Storyboard {
    walkStory(StridedWalk(broadcasting: operands[0].shape, to: result.shape))
  }

  /// Axes reordered.
  func transposeStory(_ permutation: [Int]) -> Storyboard {
    let strides = operands[0].shape.strides
    return walkStory(StridedWalk(shape: result.shape, strides: permutation.map { strides[$0] }))
  }

  /// A part of one axis.
  func sliceStory(axis: Int, range: Range<Int>) -> Storyboard {
    let strides = operands[0].shape.strides
    return walkStory(
      StridedWalk(
        shape: result.shape, strides: strides, start: range.lowerBound * strides[axis]))
  }

  /// Axes walked from their end; a kernel next to the turned kernel of a true convolution.
  func flipStory(_ axes: [Int]) -> Storyboard {
    var builder = PanelBuilder()
    let names = resultIsKernel ? ["filter", "channel"] : ["image", "channel"]
    let role: ValueRole = resultIsKernel ? .kernel : .input
    let noun = resultIsKernel ? "kernel" : isGradient ? "gradient" : "input"
    let input = show(0, in: &builder, title: noun, role: role, leadingNames: names)
    let turning = resultIsKernel && axes.count == 2 ? showQuarterTurn(in: &builder) : nil
    let output = showResult(
      in: &builder,
      title: isGradient ? "kernel gradient" : resultIsKernel ? nil : "flipped \(noun)",
      role: resultIsKernel ? .kernel : isGradient ? .gradient : .output,
      leadingNames: names)
    var walk = StridedWalk(shape: result.shape, strides: result.shape.strides)
    for axis in Set(axes) { walk.reverse(axis) }
    return copyStory(
      builder, output: output,
      between: { [walk] position in
        guard let turning else { return [] }
        let place = input.layout.place(walk.source(of: position))
        return [
          turning.mark(
            turning.layout.offset(
              plane: place.plane, row: place.column,
              column: turning.layout.columns.size - 1 - place.row))
        ]
      }
    ) { [walk] in (input, walk.source(of: $0)) }
  }

  /// Puts the kernel in a panel as it lies half way to its half turn, for whoever wants to see it turn.
  private func showQuarterTurn(in builder: inout PanelBuilder) -> ShownTensor {
    let turned = EngineAside.results(of: [operands[0]]) { graph, values in
      let rank = graph[values[0]].shape.rank
      let order = Array(0..<rank - 2) + [rank - 1, rank - 2]
      let exchanged = try graph.append(.transpose(permutation: order), values)
      return [try graph.append(.flip(axes: [rank - 1]), [exchanged])]
    }[0]
    let shown = builder.add(
      turned, of: nil, "a quarter turn", .kernel, leadingNames: ["filter", "channel"])
    builder.panels[shown.panel].sign = .makes
    builder.panels[shown.panel].isOptional = true
    return shown
  }

  /// Operands one after the other along one axis.
  func concatStory(axis: Int) -> Storyboard {
    var builder = PanelBuilder()
    let parts = operands.indices.map { position in
      show(position, in: &builder, title: "input \(position)")
    }
    builder.list(parts)
    let output = showResult(in: &builder)
    let lengths = operands.map { $0.shape[axis] }
    let shape = result.shape
    return copyStory(builder, output: output) { position in
      var index = shape.index(at: position)
      var part = 0
      while index[axis] >= lengths[part] {
        index[axis] -= lengths[part]
        part += 1
      }
      return (parts[part], parts[part].tensor.shape.offset(of: index))
    }
  }

  /// Where each padded cell comes from.
  func padStory(_ pad: Pad) -> Storyboard {
    let (input, output) = (operands[0].shape, result.shape)
    let axes = pad.before.count
    var builder = PanelBuilder()
    let source = show(0, in: &builder, layout: PlaneLayout(input, axes: axes))
    let padded = showResult(in: &builder, layout: PlaneLayout(output, axes: axes))
    var constant = "in the padding"
    if case .constant(let value) = pad.mode {
      constant += ", filled with \(NumberText.short(value))"
    }
    @Sendable func origin(_ position: Int) -> Int? {
      var index = output.index(at: position)
      for axis in 0..<axes {
        guard let from = pad.source(of: index[axis + 2], axis: axis, inputSize: input[axis + 2])
        else { return nil }
        index[axis + 2] = from
      }
      return input.offset(of: index)
    }
    // All that stands around the cells of the input.
    builder.mark(padded) { position in
      let index = output.index(at: position).dropFirst(2)
      let isOwn = zip(index, 0..<axes).allSatisfy { place, axis in
        (0..<input[axis + 2]).contains(place - pad.before[axis])
      }
      return isOwn ? nil : origin(position) != nil
    }
    return copyStory(builder, output: padded, constant: constant) { position in
      origin(position).map { (source, $0) }
    }
  }
}
