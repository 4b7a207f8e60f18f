import TensorEngine
import Typesetting

/// The table of slopes of an op, a row for each result and a column for each number of the input, which
/// backpropagation multiplies by and never stores.
struct Jacobian: Sendable {
  /// The slopes, `[outputs, inputs]`.
  let slopes: Tensor<Double>
  /// Which input each result can feel, whatever the numbers are: by row, ascending.
  let reach: [[Int]]
  /// What is kept in its place, as a sentence.
  let instead: String

  var outputs: Int { slopes.shape[0] }
  var inputs: Int { slopes.shape[1] }

  /// The places at which no slope can be other than 0.
  var empty: [Int: CellKind] {
    var empty: [Int: CellKind] = [:]
    for (row, reach) in reach.enumerated() {
      for column in Set(0..<inputs).subtracting(reach) { empty[row * inputs + column] = .empty }
    }
    return empty
  }

  /// Why it is never formed, in numbers; in few words, for on small screens it stands behind another sentence.
  var whyNeverFormed: String {
    let all = outputs * inputs
    let zeros = all - reach.reduce(0) { $0 + $1.count }
    return "J is never formed: "
      + (zeros > 0 ? "\(zeros) of its \(all) numbers are always 0; " : "")
      + instead + "."
  }
}

extension Explainer {
  /// The most numbers of a table that is shown.
  private static let mostSlopes = 1024

  /// Whether the op has a table of slopes that is worth a look and small enough for one.
  var hasDrawableJacobian: Bool {
    guard result.shape.count > 0,
      let input = jacobianInput,
      Explainer.isFew(input.shape.count, result.shape.count),
      input.shape.count * result.shape.count <= Explainer.mostSlopes
    else { return false }
    return true
  }

  /// What the slopes are taken by; `nil` for ops without this view.
  private var jacobianInput: Tensor<Double>? {
    if let product {
      let shapes = product.matrices.operands.map(\.shape)
      return shapes.allSatisfy { $0.rank == 2 } && !product.transposeA
        ? product.matrices.operands[0] : nil
    }
    return switch op {
    case .unary, .softmax, .logSoftmax: operands[0]
    default: nil
    }
  }

  /// The table of slopes, the engine's own: row *i* is what a gradient of 1 at result *i* and 0
  /// elsewhere sends back.
  private func jacobian(of input: Tensor<Double>) -> Jacobian {
    let (outputs, inputs) = (result.shape.count, input.shape.count)
    let owner = product?.matrices ?? self
    let rows = (0..<outputs).flatMap { row in
      owner.gradients(
        at: owner.operands, by: [0],
        Tensor(result.shape, (0..<outputs).map { $0 == row ? 1.0 : 0 }))[0].elements
    }
    let slopes = Tensor<Double>([outputs, inputs], rows)
    if product != nil {
      let (perRow, perInput) = (result.shape[1], input.shape[1])
      let samples = result.shape[0]
      return Jacobian(
        slopes: slopes,
        reach: (0..<outputs).map { row in
          Array(row / perRow * perInput..<(row / perRow + 1) * perInput)
        },
        instead: samples == 1
          ? "it is W, which is kept anyway"
          : "it is W once for each of \(samples) rows, and W is kept anyway")
    }
    switch op {
    case .softmax(let axis), .logSoftmax(let axis):
      let classes = ClassAxis(result.shape, axis: axis)
      return Jacobian(
        slopes: slopes, reach: (0..<outputs).map { classes.positions(alongWith: $0) },
        instead: "one sum over the classes does its work")
    default:
      return Jacobian(
        slopes: slopes, reach: (0..<outputs).map { [$0] },
        instead: "its diagonal says it all")
    }
  }

  /// The table of slopes with the input above it, the results beside it, and below it what each of its
  /// rows, times its upstream gradient, sends back.
  func jacobianView() -> Storyboard {
    guard let input = jacobianInput else { return resultStory() }
    let jacobian = jacobian(of: input)
    let upstream = upstream
    let node = executed.graph[product?.matrices.id ?? id].inputs[0]
    let (outputs, inputs) = (jacobian.outputs, jacobian.inputs)
    let sent = rows(of: jacobian.slopes, times: upstream, [1, outputs, 1])
    let total = (product?.matrices ?? self).gradients(
      at: product?.matrices.operands ?? operands, by: [0], upstream)[0]
    let across = PlaneLayout(axisCount: 1, columns: PlaneAxis(inputs))
    let down = PlaneLayout(axisCount: 2, rows: PlaneAxis(outputs), columns: PlaneAxis(1))
    var builder = PanelBuilder()
    let given = builder.add(
      input, of: node, "input x", .input, operand: product?.matrices.part(of: 0) ?? part(of: 0),
      layout: across, leading: [1])
    let map = builder.add(
      jacobian.slopes, of: nil, "Jacobian J, \(outputs)×\(inputs)", .gradient,
      layout: PlaneLayout(jacobian.slopes.shape, axes: 2), at: PanelPlace(band: 1, column: 0))
    let flowing = showUpstream(
      upstream, title: "upstream g", in: &builder, layout: down, leading: [1],
      at: PanelPlace(band: 1, column: 1))
    let bias =
      product?.hasBias == true
      ? show(1, in: &builder, at: PanelPlace(band: 0, column: 1)) : nil
    let output = showResult(
      in: &builder, title: "output y", layout: down, leading: [1],
      at: PanelPlace(band: 1, column: 2))
    let row = builder.add(
      sent, of: nil, "g · row of J", .gradient, layout: across, leading: [outputs],
      leadingNames: [], at: PanelPlace(band: 2, column: 0))
    let byInput = builder.add(
      total, of: nil, "dLoss/dx = Jᵀ · g", .gradient, layout: across, leading: [1],
      at: PanelPlace(band: 3, column: 0))
    builder.panels[flowing.panel].sign = .comesFrom
    builder.panels[map.panel].isSlope = true
    builder.panels[output.panel].sign = .apart
    if let bias { builder.panels[bias.panel].sign = .apart }
    builder.mark(map, [jacobian.empty])
    builder.mark(
      row,
      jacobian.reach.map { reach in
        Dictionary(
          uniqueKeysWithValues: Set(0..<inputs).subtracting(reach).map { ($0, CellKind.empty) })
      })
    let view = JacobianView(
      jacobian: jacobian, input: given, map: map, upstream: flowing, row: row, byInput: byInput,
      output: output)
    var story = Storyboard.cellByCell(
      title, panels: builder.panels, result: output
    ) { position in
      var step = view.step(position)
      step.lines = [self.line(position, jacobian, given, map, bias, output)]
      if let bias { step.marks.append(bias.mark(position % bias.tensor.shape.count)) }
      return step
    }
    story.detail = view.detail
    return story
  }

  /// How a result is made of the flattened input.
  private func line(
    _ position: Int, _ jacobian: Jacobian, _ input: ShownTensor, _ map: ShownTensor,
    _ bias: ShownTensor?, _ output: ShownTensor
  ) -> ArithmeticLine {
    let end = output.number(position)
    switch op {
    case .unary(let function):
      return .formula(function.formula(input.number(position)), result: end)
    case .softmax(let axis):
      let classes = ClassAxis(result.shape, axis: axis)
      return .formula(share(position, classes, input), result: end)
    case .logSoftmax(let axis):
      let classes = ClassAxis(result.shape, axis: axis)
      return .formula(logarithm(position, classes, input), result: end)
    default:
      // What is linear is its table times the input.
      let terms = jacobian.reach[position].map { column in
        [input.number(column), map.number(position * jacobian.inputs + column)]
      }
      return .sum(
        of: terms, bias: bias?.number(position % (bias?.tensor.shape.count ?? 1)), result: end)
    }
  }
}

/// The tensors of a table of slopes in their panels, and what happens at each result.
private struct JacobianView: Sendable {
  let jacobian: Jacobian
  let input: ShownTensor
  let map: ShownTensor
  let upstream: ShownTensor
  let row: ShownTensor
  let byInput: ShownTensor
  let output: ShownTensor

  @Sendable
  func step(_ position: Int) -> CellStep {
    let reach = jacobian.reach[position]
    var step = CellStep(
      caption:
        "Row \(position) of J: how much this result moves with each input. Times its upstream"
        + " gradient \(NumberText.short(upstream.value(position))) it is what the row adds to dLoss/dx."
        + " \(jacobian.whyNeverFormed)")
    for column in reach {
      step.marks += [input, byInput].map { $0.mark(column) }
      step.marks += [map, row].map { $0.mark(position * jacobian.inputs + column) }
    }
    step.marks.append(upstream.mark(position))
    return step
  }

  /// The sum behind a gradient: a column of J times the upstream gradients.
  @Sendable
  func detail(_ cell: CellReference) -> Frame? {
    guard cell.panel == byInput.panel, let column = byInput.offset(cell) else { return nil }
    let senders = jacobian.reach.indices.filter { jacobian.reach[$0].contains(column) }
    let terms = senders.map { line in
      [map.number(line * jacobian.inputs + column), upstream.number(line)]
    }
    return Frame(
      caption: "Column \(column) of J times what arrives: dLoss/dx \(column).",
      marks: [byInput.mark(column, .chosen)]
        + senders.flatMap { [map.mark($0 * jacobian.inputs + column), upstream.mark($0)] },
      arithmetic: [.sum(of: terms, result: byInput.number(column))], finishedCells: .max)
  }
}
