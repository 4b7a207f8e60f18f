import TensorEngine

extension Explainer {
  /// The matrix product: row times column for each cell.
  func matmulStory(transposeA: Bool, transposeB: Bool) -> Storyboard {
    var builder = PanelBuilder()
    let left = show(
      0, in: &builder, layout: PlaneLayout(operands[0].shape, axes: 2), leadingNames: ["matrix"])
    let right = show(
      1, in: &builder, layout: PlaneLayout(operands[1].shape, axes: 2), leadingNames: ["matrix"])
    let output = showResult(
      in: &builder, layout: PlaneLayout(result.shape, axes: 2), leadingNames: ["matrix"])
    let batch = Shape(Array(result.shape.dimensions.dropLast(2)))
    let leftPlanes = StridedWalk(
      broadcasting: left.layout.leading(left.tensor.shape), to: batch)
    let rightPlanes = StridedWalk(
      broadcasting: right.layout.leading(right.tensor.shape), to: batch)
    let inner = transposeA ? left.layout.rows.size : left.layout.columns.size
    return .cellByCell(title, panels: builder.panels, result: output) { position in
      let (plane, row, column) = output.layout.place(position)
      let pairs = (0..<inner).map { k in
        (
          left.layout.offset(
            plane: leftPlanes.source(of: plane), row: transposeA ? k : row,
            column: transposeA ? row : k),
          right.layout.offset(
            plane: rightPlanes.source(of: plane), row: transposeB ? column : k,
            column: transposeB ? k : column)
        )
      }
      return CellStep(
        caption:
          "\(output.name("Output", position)): \(transposeA ? "column" : "row") \(row) of the"
          + " left matrix times \(transposeB ? "row" : "column") \(column) of the right one.",
        marks: pairs.map { left.mark($0.0) } + pairs.map { right.mark($0.1) },
        lines: [
          .sum(
            of: pairs.map { [left.number($0.0), right.number($0.1)] },
            result: output.number(position))
        ])
    }
  }

  /// Elementwise arithmetic of two operands, broadcast to one shape.
  func binaryStory(_ function: BinaryFunction) -> Storyboard {
    let walks = operands.map { StridedWalk(broadcasting: $0.shape, to: result.shape) }
    let sign = function == .multiply ? "·" : " \(function.symbol) "
    return cellByCell { operands, output, position in
      let (left, right) = (operands[0], operands[1])
      let (a, b) = (walks[0].source(of: position), walks[1].source(of: position))
      return CellStep(
        caption: "\(output.name("Output", position)): \(function.sentence).",
        marks: [left.mark(a), right.mark(b)],
        lines: [
          .formula(
            [.number(left.number(a)), .sign(sign), .factor(right.number(b))],
            adding: function.adds ? [left.value(a), right.value(b)] : [],
            result: output.number(position))
        ])
    }
  }
}

extension BinaryFunction {
  /// Whether its operands can cancel.
  fileprivate var adds: Bool { self == .add || self == .subtract }

  /// What happens to two numbers, in words.
  fileprivate var sentence: String {
    switch self {
    case .add: "the two numbers are added"
    case .subtract: "the right number is taken from the left one"
    case .multiply: "the two numbers are multiplied"
    case .divide: "the left number is divided by the right one"
    }
  }
}
