import ConvolutionArithmetic
import TensorEngine
import Typesetting

extension Explainer {
  /// Whether what each place sends back is little enough to be shown.
  var hasDrawableGradients: Bool {
    Explainer.isFew(
      result.shape.count, max(operands[0].shape.count, operands[1].shape.count))
  }

  /// The gradients of a convolution: above, how a cell is made; below it what all cells send back
  /// together, and where there is room what the upstream gradient of this cell alone sends to each number
  /// that it was made of.
  func gradientView(_ convolution: Convolution) -> Storyboard {
    let (axes, aside) = (convolution.windows.count, ConvolutionAside(self, convolution))
    let upstream = upstream
    let bias = Tensor([operands[1].shape[0]], repeating: 0.0)
    var builder = PanelBuilder()
    guard let forward = convolved(convolution, in: &builder) else { return resultStory() }
    // What is padded with copies gets back what its copies get.
    let (input, padded) = (forward.input.tensor, executed.graph[id].inputs[0])
    let pad =
      builder.panels[forward.input.panel].source?.node == padded ? nil : executed.graph[padded].op
    let totals = gradients(
      at: [input, operands[1], bias], by: [0, 1, 2], over: pad, upstream)
    let layout = PlaneLayout(result.shape, axes: axes)
    let data = PlaneLayout(input.shape, axes: axes)
    let weights = PlaneLayout(operands[1].shape, axes: axes)
    let last = PanelPlace(band: 1, column: builder.panels.count - 1)
    let inputTitle = builder.gradientTitle(besides: forward.input)
    let view = GradientView(
      forward: forward,
      toInput: builder.add(
        rows(
          of: linearMap(of: input.shape, over: pad), times: upstream,
          [aside.images, result.shape.count / aside.images, 1]),
        of: nil, "to input", .gradient, layout: data,
        leading: [result.shape.count, operands[0].shape[1]],
        leadingNames: ["", "channel"], at: PanelPlace(band: 2, column: 0)),
      toKernel: builder.add(
        aside.sentToWeights(upstream), of: nil, "to kernel", .gradient, layout: weights,
        leadingNames: ["", "channel"], at: PanelPlace(band: 2, column: 1)),
      upstream: showUpstream(upstream, in: &builder, layout: layout, at: last),
      byInput: builder.add(
        totals[0], of: nil, inputTitle, .gradient, layout: data,
        at: PanelPlace(band: 1, column: 0)),
      byWeight: builder.add(
        totals[1], of: nil, kernelBeforeTurn == nil ? "dLoss/dKernel" : "dLoss/d(kernel, turned)",
        .gradient, layout: weights,
        leadingNames: ["filter", "channel"], at: PanelPlace(band: 1, column: 1)),
      byBias: forward.bias == nil
        ? nil
        : builder.add(
          totals[2], of: nil, "dLoss/dBias", .gradient,
          at: PanelPlace(band: 1, column: 2)))
    builder.list([view.byInput, view.byWeight] + (view.byBias.map { [$0] } ?? []))
    builder.list([view.toInput, view.toKernel])
    builder.panels[view.upstream.panel].sign = .comesFrom
    for shares in [view.toInput, view.toKernel] {
      builder.panels[shares.panel].isOptional = true
    }
    var story = Storyboard.cellByCell(
      title, panels: builder.panels, result: forward.output, step: view.step)
    let titles = story.panels.map(\.title)
    story.detail = { cell in view.detail(cell, titles[cell.panel]) }
    link(
      [(view.byInput, 0), (view.byWeight, 1)] + (view.byBias.map { [($0, 2)] } ?? []), of: &story,
      at: [input, operands[1], forward.bias?.tensor ?? bias], over: pad, upstream)
    return story
  }
}

extension Explainer {
  /// dLoss/d-result: what flows back to it from where the gradients start; ones where it is looked
  /// at by itself, or where nothing flows back.
  var upstream: Tensor<Double> {
    let ones = Tensor(result.shape, repeating: 1.0)
    guard let start = executed.gradientStart else { return ones }
    var graph = executed.graph
    let seed = start.upstream ?? Tensor(graph[start.output].shape, repeating: 1)
    guard start.output != id else { return seed }
    do {
      let given = try graph.input(seed.shape, name: "upstream")
      let gradients = try graph.appendGradients(of: start.output, by: [id], upstream: given)
      var feeds = executed.feeds
      feeds[given] = seed
      return try EngineAside.run(graph, [gradients[id] ?? id], feeds: feeds)[0]
    } catch {
      // A way to the end that has no gradient, such as the switches of a pooling.
      return ones
    }
  }
}

extension Explainer {
  /// Puts what flows back to the result in a panel; it is an operand where it was given.
  func showUpstream(
    _ upstream: Tensor<Double>, title: String = "upstream", in builder: inout PanelBuilder,
    layout: PlaneLayout? = nil, leading: Shape? = nil,
    leadingNames: [String] = ["image", "channel"], at place: PanelPlace = PanelPlace()
  ) -> ShownTensor {
    let shown = builder.add(
      upstream, of: nil, title, .gradient,
      operand: executed.gradientStart.map { $0.output == id } ?? true ? .upstream : nil,
      layout: layout, leading: leading, leadingNames: leadingNames, at: place)
    builder.panels[shown.panel].isUpstream = true
    if upstream.shape.count == result.shape.count {
      builder.panels[shown.panel].related = [RelatedElements(PanelSource(id, shape: result.shape))]
    }
    return shown
  }

  /// dLoss/d-operand, the op applied to some values.
  ///
  /// - Parameters:
  ///   - values: What the op is applied to.
  ///   - wanted: The operands, by position; each has a gradient.
  ///   - pad: What pads the first of the values before.
  ///   - upstream: dLoss/d-result.
  func gradients(
    at values: [Tensor<Double>], by wanted: [Int], over pad: Op? = nil, _ upstream: Tensor<Double>
  ) -> [Tensor<Double>] {
    EngineAside.results(of: values + [upstream]) { [op] graph, nodes in
      let output = try graph.append(op, to: Array(nodes.dropLast()), over: pad)
      let variables = wanted.map { nodes[$0] }
      let gradients = try graph.appendGradients(
        of: output, by: variables, upstream: nodes[nodes.count - 1])
      return variables.compactMap { gradients[$0] }
    }
  }
}

extension String {
  /// What a gradient is the sum of: what some cells of the output send back to it.
  ///
  /// - Parameter none: What is said where none does.
  static func collecting(
    _ name: String, from senders: Int, none: String = "no cell of the output was made of this one"
  ) -> String {
    switch senders {
    case 0: "\(name): \(none), so nothing flows back and it is 0."
    case 1: "\(name) collects what 1 cell of the output sends back."
    default: "\(name) collects what \(senders) cells of the output send back."
    }
  }
}

extension [ArithmeticLine] {
  /// The sum of what flows back to a gradient; nothing where nothing does.
  static func collected(_ terms: [[ShownNumber]], _ gradient: ShownNumber) -> [ArithmeticLine] {
    terms.isEmpty ? [] : [.sum(of: terms, result: gradient)]
  }
}

extension Graph {
  /// Appends an op, and before it what pads its first operand.
  mutating func append(_ op: Op, to nodes: [NodeID], over pad: Op?) throws(ShapeError) -> NodeID {
    var nodes = nodes
    if let pad { nodes[0] = try append(pad, [nodes[0]]) }
    return try append(op, nodes)
  }
}

/// The tensors of a gradient view in their panels, and what happens at each cell of the output.
private struct GradientView: Sendable {
  let forward: ConvolutionStory
  let toInput: ShownTensor
  let toKernel: ShownTensor
  let upstream: ShownTensor
  let byInput: ShownTensor
  let byWeight: ShownTensor
  let byBias: ShownTensor?

  /// What a cell of the result is made of, and what it sends back there.
  @Sendable
  func step(_ position: Int) -> CellStep {
    var step = forward.step(position)
    let image = byInput.tensor.shape.count / byInput.tensor.shape[0]
    let filter = byWeight.tensor.shape.count / forward.filters
    for term in forward.terms(position) {
      if let offset = term.input {
        step.marks += [toInput.mark(position * image + offset % image), byInput.mark(offset)]
      }
      step.marks += [
        toKernel.mark(position * filter + term.weight % filter), byWeight.mark(term.weight),
      ]
    }
    step.marks.append(upstream.mark(position))
    step.caption =
      "\(forward.output.resultName(position)) sends its upstream gradient back: times each weight"
      + " to the input it met, times each input to the weight."
    return step
  }

  /// The sum behind a gradient: of an input cell over the places whose window covers it, of a weight
  /// over all places, of a bias over all cells of its filter.
  func detail(_ cell: CellReference, _ title: String) -> Frame? {
    let gradient: ShownTensor
    var terms: [[ShownNumber]] = []
    var marks: [Mark] = []
    switch cell.panel {
    case byInput.panel: gradient = byInput
    case byWeight.panel: gradient = byWeight
    case byBias?.panel: gradient = byBias ?? byInput
    default: return nil
    }
    let offset = gradient.layout.offset(plane: cell.plane, row: cell.row, column: cell.column)
    func add(_ position: Int, _ factor: ShownNumber?) {
      terms.append([upstream.number(position)] + (factor.map { [$0] } ?? []))
      marks.append(upstream.mark(position))
      if let cell = factor?.cell { marks.append(Mark(cell, .window)) }
    }
    for position in 0..<upstream.tensor.shape.count {
      if gradient.panel == byBias?.panel {
        if forward.filter(position) == offset { add(position, nil) }
        continue
      }
      for term in forward.terms(position) {
        if gradient.panel == byInput.panel, term.input == offset {
          add(position, forward.kernel.number(term.weight))
        } else if gradient.panel == byWeight.panel, term.weight == offset {
          add(position, term.number)
        }
      }
    }
    return Frame(
      caption: .collecting(gradient.name(title, offset), from: terms.count),
      marks: marks + [gradient.mark(offset, .chosen)],
      arithmetic: .collected(terms, gradient.number(offset)), finishedCells: .max)
  }
}
