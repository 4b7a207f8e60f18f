import TensorEngine
import Typesetting

extension Explainer {
  /// The layer whose sums this function is of, where its rows are points of a plane: two inputs, and
  /// few enough units and rows to be drawn.
  var planeUnits: PlaneUnits? {
    guard !isGradient, case .unary(let function) = op, function.isActivation,
      let sums = try? Explainer(executed.graph[id].inputs[0], in: executed),
      let product = sums.product, !product.transposeA, product.transposeB,
      sums.result.shape.rank == 2, product.matrices.operands[0].shape[1] == 2,
      result.shape[0] <= PlaneUnits.mostRows, result.shape[1] <= PlaneUnits.mostUnits
    else { return nil }
    return PlaneUnits(function: function, sums: sums, product: product)
  }

  /// The rows as points of a plane, and for each unit the line that parts them.
  func planeView(_ units: PlaneUnits) -> Storyboard {
    var builder = PanelBuilder()
    let story = units.sums.product(units.product, called: "sum", in: &builder)
    if !executed.graph.isGiven(executed.graph[units.product.matrices.id].inputs[0]) {
      builder.panels[story.left.panel].title = "layer input"
    }
    let unitCount = result.shape[1]
    let plots = (0..<unitCount).map { unit in
      builder.add(
        plane(story, unit: unit),
        unitCount == 1 ? "where the sum is 0" : "unit \(unit)", .plain)
    }
    for (unit, plot) in plots.enumerated() {
      builder.panels[plot].sign = unit == 0 ? .makes : .and
    }
    let output = showResult(in: &builder, layout: PlaneLayout(result.shape, axes: 2))
    builder.panels[output.panel].sign = .makes
    // The line below says the sum, too: the planes have the room first.
    builder.panels[story.output.panel].isOptional = true
    var board = Storyboard.cellByCell(title, panels: builder.panels, result: output) { position in
      let (_, row, unit) = output.layout.place(position)
      var step = story.step(position)
      let sum = story.output.number(position)
      let side = sum.value > 0 ? "above" : sum.value < 0 ? "below" : "on"
      step.caption =
        "\(output.resultName(position)): row \(row) lies where the sum is"
        + " \(NumberText.short(sum.value)), \(side == "on" ? "on the line" : "\(side) 0")."
      step.marks.append(story.output.mark(position))
      step.lines.append(.formula(units.function.formula(sum), result: output.number(position)))
      step.plotMarks[plots[unit]] = Plot.Mark(story.point(ofRow: row), slope: .nan)
      return step
    }
    // Three planes beside all numbers are too wide for most screens.
    board.goesOnBelow = true
    return board
  }

  /// The points of the rows, and the line of one unit.
  private func plane(_ story: ProductStory, unit: Int) -> Plot {
    let rows = story.left.layout.rows.size
    let columns = story.output.layout.columns.size
    let dots = (0..<rows).map { row in
      Plot.Dot(
        story.point(ofRow: row), isFull: story.output.value(row * columns + unit) >= 0)
    }
    let line = UnitLine(
      bias: story.bias?.value(unit) ?? 0, weights: [0, 1].map { story.right.value(unit * 2 + $0) })
    let corners = UnitLine.corners(around: dots.map(\.point))
    // The line goes on to where the axes end, which are what is seen of the plane.
    for marked in [corners, corners + line.nearest(to: corners)] {
      let axes = Plot([], including: marked, dots: dots)
      let part = line.part(in: axes.domain, axes.range)
      if !part.isEmpty { return Plot(part, including: marked, dots: dots) }
    }
    return Plot([], including: corners, dots: dots)
  }
}

/// A layer with two inputs and the function of its sums.
struct PlaneUnits: Sendable {
  /// The most points that a plane shows.
  static let mostRows = 64
  /// The most units, each with a plane of its own.
  static let mostUnits = 3

  let function: UnaryFunction
  /// The layer's sums.
  let sums: Explainer
  let product: BiasedProduct
}

extension ProductStory {
  /// A row of the left matrix, as a point.
  fileprivate func point(ofRow row: Int) -> Plot.Point {
    Plot.Point(x: left.value(2 * row), y: left.value(2 * row + 1))
  }
}

extension UnaryFunction {
  /// Whether it is what a layer does to its sums.
  fileprivate var isActivation: Bool {
    switch self {
    case .relu, .leakyRelu, .elu, .step, .sigmoid, .softplus, .tanh: true
    case .exp, .log, .squareRoot, .affine: false
    }
  }
}

/// The points of a plane at which a unit's sum, bias + w₀·x + w₁·y, is 0.
private struct UnitLine {
  let bias: Double
  let weights: [Double]

  /// How far the rectangle goes beyond the outermost points.
  private static let margin = 0.5

  /// Two opposite corners of a rectangle around some points; none without points.
  static func corners(around points: [Plot.Point]) -> [Plot.Point] {
    let known = points.filter(\.isFinite)
    guard let columns = span(known.map(\.x)), let rows = span(known.map(\.y)) else { return [] }
    return [
      Plot.Point(x: columns.lowerBound, y: rows.lowerBound),
      Plot.Point(x: columns.upperBound, y: rows.upperBound),
    ]
  }

  /// The point of the line that is nearest to the middle of a rectangle; none where that is further off than
  /// the rectangle is large, or where no weight matters.
  func nearest(to corners: [Plot.Point]) -> [Plot.Point] {
    guard corners.count == 2 else { return [] }
    let middle = Plot.Point(
      x: (corners[0].x + corners[1].x) / 2, y: (corners[0].y + corners[1].y) / 2)
    let square = weights[0] * weights[0] + weights[1] * weights[1]
    let off = (bias + weights[0] * middle.x + weights[1] * middle.y) / square
    let (across, up) = (off * weights[0], off * weights[1])
    let (width, height) = (corners[1].x - corners[0].x, corners[1].y - corners[0].y)
    guard abs(across) <= width, abs(up) <= height else { return [] }
    return [Plot.Point(x: middle.x - across, y: middle.y - up)]
  }

  /// The ends of the line's part in a rectangle; empty where it passes outside, or where no weight
  /// matters.
  func part(in columns: ClosedRange<Double>, _ rows: ClosedRange<Double>) -> [Plot.Point] {
    let atColumns = [columns.lowerBound, columns.upperBound].map {
      Plot.Point(x: $0, y: -(bias + weights[0] * $0) / weights[1])
    }
    let atRows = [rows.lowerBound, rows.upperBound].map {
      Plot.Point(x: -(bias + weights[1] * $0) / weights[0], y: $0)
    }
    let ends =
      atColumns.filter { $0.isFinite && rows.contains($0.y) }
      + atRows.filter { $0.isFinite && columns.contains($0.x) }
    let ordered = ends.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    guard let first = ordered.first, let last = ordered.last, first != last else { return [] }
    return [first, last]
  }

  private static func span(_ values: [Double]) -> ClosedRange<Double>? {
    guard let least = values.min(), let most = values.max() else { return nil }
    return least - margin...most + margin
  }
}
