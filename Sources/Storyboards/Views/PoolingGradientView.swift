import TensorEngine
import Typesetting

extension Explainer {
  /// Whether a pooling can be drawn, and what each of its windows sends back is little enough.
  var hasDrawablePoolingGradients: Bool {
    var builder = PanelBuilder()
    return Explainer.isFew(result.shape.count, planeSize) && pooled(in: &builder) != nil
  }

  /// The cells of a plane of the input.
  private var planeSize: Int { operands[0].shape.spatialSize.reduce(1, *) }

  /// Puts the tensors of a pooling of any kind in panels.
  private func pooled(in builder: inout PanelBuilder) -> (any PooledCells)? {
    switch op {
    case .maxPool(let windows): pooling(windows, .maximum, in: &builder)
    case .averagePool(let pool):
      pooling(pool.windows, .mean(countIncludePad: pool.countIncludePad), in: &builder)
    case .adaptiveAveragePool: adaptivePooling(in: &builder)
    default: nil
    }
  }

  /// The gradient of a pooling: above, how a cell is made; below it who gets its upstream gradient.
  ///
  /// Where windows overlap, what each of them sends stands below, for the gradient is what all send
  /// together.
  func poolingGradientView() -> Storyboard {
    var builder = PanelBuilder()
    guard let forward = pooled(in: &builder) else { return resultStory() }
    let upstream = upstream
    let layout = PlaneLayout(operands[0].shape, axes: operands[0].shape.spatialSize.count)
    let sent = sentBack(upstream)
    let sources = (0..<result.shape.count).flatMap(forward.sources)
    let overlap = Set(sources).count < sources.count
    let toInput =
      overlap
      ? builder.add(
        sent, of: nil, "this cell's share", .gradient, layout: layout, leadingNames: [],
        at: PanelPlace(band: 2, column: 0)) : nil
    let title = builder.gradientTitle(besides: forward.input)
    let view = PoolingGradientView(
      forward: forward, title: title, sent: sent, toInput: toInput,
      upstream: showUpstream(
        upstream, in: &builder, layout: forward.output.layout,
        at: PanelPlace(band: 1, column: 1)),
      byInput: builder.add(
        gradients(at: operands, by: [0], upstream)[0], of: nil, title, .gradient,
        layout: layout, at: PanelPlace(band: 1, column: 0)))
    builder.panels[view.upstream.panel].sign = .comesFrom
    if let toInput { builder.panels[toInput.panel].isOptional = true }
    var story = Storyboard.cellByCell(
      self.title, panels: builder.panels, result: forward.output, step: view.step)
    story.detail = view.detail
    link([(view.byInput, 0)], of: &story, at: operands, upstream)
    return story
  }

  /// What each cell of the result alone sends back to its plane of the input, `[cells, 1, S]`.
  private func sentBack(_ upstream: Tensor<Double>) -> Tensor<Double> {
    let (cells, perPlane) = (result.shape.count, result.shape.spatialSize.reduce(1, *))
    var (planes, senders): ([Double], [Double]) = ([], [])
    for position in 0..<cells {
      let (plane, cell) = position.quotientAndRemainder(dividingBy: perPlane)
      planes += operands[0].elements[plane * planeSize..<(plane + 1) * planeSize]
      senders += (0..<perPlane).map { $0 == cell ? upstream.elements[position] : 0 }
    }
    let input = Tensor(Shape([cells, 1] + operands[0].shape.spatialSize), planes)
    return gradients(
      at: [input], by: [0], Tensor(Shape([cells, 1] + result.shape.spatialSize), senders))[0]
  }
}

/// The tensors of a pooling's gradient in their panels, and what happens at each cell of the output.
private struct PoolingGradientView: Sendable {
  let forward: any PooledCells
  /// What the gradient is called.
  let title: String
  /// What each cell sends back.
  let sent: Tensor<Double>
  /// The same in its panel, where windows overlap.
  let toInput: ShownTensor?
  let upstream: ShownTensor
  let byInput: ShownTensor

  /// How a cell of the result is made, and who gets its upstream gradient.
  @Sendable
  func step(_ position: Int) -> CellStep {
    var step = forward.step(position)
    let sources = forward.sources(position)
    let name = forward.output.resultName(position)
    let gradient = NumberText.short(upstream.value(position))
    step.marks += marks(sources, position, .window) + [upstream.mark(position)]
    switch forward.heirs(position) {
    case .winner(let winner):
      step.marks += marks([winner], position, .chosen)
      let value = forward.input.value(winner)
      let ties = sources.count { forward.input.value($0) == value }
      step.caption =
        "\(name): its upstream gradient \(gradient) goes to the winner alone, input"
        + " (\(byInput.name(winner)))."
      if ties > 1 {
        step.caption +=
          " \(NumberText.short(value)) stands there \(ties) times: a tie goes to the first in"
          + " reading order."
      }
    case .equals(let divisor):
      step.caption =
        "\(name): its upstream gradient \(gradient) is divided by \(divisor) too, and each of"
        + " \(sources.count == 1 ? "1 cell gets its" : "\(sources.count) cells gets an equal") share."
      if divisor > sources.count { step.caption += " That of the padding goes to nobody." }
      if let first = sources.first {
        let share = ShownNumber(
          value: sent.elements[sentOffset(first, by: position)], role: .gradient,
          cell: toInput?.cell(sentOffset(first, by: position)))
        let parts = [FormulaPart].weighted(upstream.number(position), divisor: divisor)
        step.lines.insert(.formula(["to each: "] + parts, result: share), at: 0)
      }
    }
    return step
  }

  /// Where what a result sends to a cell of the input stands.
  private func sentOffset(_ cell: Int, by position: Int) -> Int {
    let plane = byInput.layout.elementCount
    return position * plane + cell % plane
  }

  /// Marks on cells of the input's gradient, and on what one result sends there.
  private func marks(_ cells: [Int], _ position: Int, _ kind: Mark.Kind) -> [Mark] {
    cells.flatMap { cell in
      [byInput.mark(cell, kind)]
        + (toInput.map { [$0.mark(sentOffset(cell, by: position), kind)] } ?? [])
    }
  }

  /// The sum behind a gradient: what all results send to a cell.
  @Sendable
  func detail(_ cell: CellReference) -> Frame? {
    guard cell.panel == byInput.panel, let offset = byInput.offset(cell) else { return nil }
    let perPlane = upstream.layout.elementCount
    var terms: [[FormulaPart]] = []
    var (values, marks): ([Double], [Mark]) = ([], [byInput.mark(offset, .chosen)])
    for position in cell.plane * perPlane..<(cell.plane + 1) * perPlane {
      switch forward.heirs(position) {
      case .winner(let winner):
        guard winner == offset else { continue }
        terms.append([.factor(upstream.number(position))])
      case .equals(let divisor):
        guard forward.sources(position).contains(offset) else { continue }
        terms.append(.weighted(upstream.number(position), divisor: divisor))
      }
      values.append(sent.elements[sentOffset(offset, by: position)])
      marks += [upstream.mark(position), forward.output.mark(position)]
    }
    let isCovered = (cell.plane * perPlane..<(cell.plane + 1) * perPlane).contains {
      forward.sources($0).contains(offset)
    }
    let none = isCovered ? "no window chose this cell" : "no window lay over this cell"
    let line = ArithmeticLine.formula(
      FormulaPart.sum(count: terms.count) {
        terms[$0]
      } value: {
        values[$0]
      }, adding: values, result: byInput.number(offset))
    return Frame(
      caption: .collecting(byInput.name(title, offset), from: terms.count, none: none),
      marks: marks, arithmetic: terms.isEmpty ? [] : [line], finishedCells: .max)
  }
}
