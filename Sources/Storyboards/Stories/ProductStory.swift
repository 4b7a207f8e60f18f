import TensorEngine

extension Explainer {
  /// A product of matrices: row times column for each cell, and a bias where there is one.
  func productStory(_ product: BiasedProduct) -> Storyboard {
    var builder = PanelBuilder()
    let story = self.product(product, in: &builder)
    return .cellByCell(title, panels: builder.panels, result: story.output, step: story.step)
  }

  /// The product that the node is, alone or with a layer's bias; `nil` for other nodes.
  var product: BiasedProduct? {
    if case .matmul(let transposeA, let transposeB) = op {
      return BiasedProduct(
        matrices: self, transposeA: transposeA, transposeB: transposeB, hasBias: false)
    }
    guard let node = executed.graph.product(biasedBy: id),
      let matrices = try? Explainer(node, in: executed),
      case .matmul(let transposeA, let transposeB) = matrices.op
    else { return nil }
    return BiasedProduct(
      matrices: matrices, transposeA: transposeA, transposeB: transposeB, hasBias: true)
  }

  /// Puts the matrices of a product in panels, and the result under a title of its own where it is
  /// not the end.
  func product(
    _ product: BiasedProduct, called title: String? = nil, in builder: inout PanelBuilder
  ) -> ProductStory {
    let operands = product.matrices.operands
    let left = product.matrices.show(
      0, in: &builder, layout: PlaneLayout(operands[0].shape, axes: 2), leadingNames: ["matrix"])
    let right = product.matrices.show(
      1, in: &builder, layout: PlaneLayout(operands[1].shape, axes: 2), leadingNames: ["matrix"])
    builder.panels[right.panel].sign = .product(
      transposeA: product.transposeA, transposeB: product.transposeB)
    let bias = product.hasBias ? show(1, in: &builder) : nil
    let output = showResult(
      in: &builder, title: title, layout: PlaneLayout(result.shape, axes: 2),
      leadingNames: ["matrix"])
    let batch = Shape(Array(result.shape.dimensions.dropLast(2)))
    return ProductStory(
      transposeA: product.transposeA, transposeB: product.transposeB, left: left, right: right,
      bias: bias, output: output,
      leftPlanes: StridedWalk(
        broadcasting: left.layout.leading(left.tensor.shape), to: batch),
      rightPlanes: StridedWalk(
        broadcasting: right.layout.leading(right.tensor.shape), to: batch))
  }

  /// Elementwise arithmetic of two operands, broadcast to one shape.
  func binaryStory(_ function: BinaryFunction) -> Storyboard {
    let walks = operands.map { StridedWalk(broadcasting: $0.shape, to: result.shape) }
    return cellByCell(signs: [1: function.sign]) { operands, output, position in
      let (left, right) = (operands[0], operands[1])
      let (a, b) = (walks[0].source(of: position), walks[1].source(of: position))
      return CellStep(
        caption: "\(output.resultName(position)): \(function.sentence).",
        marks: [left.mark(a), right.mark(b)],
        lines: [
          .pair(function, left.number(a), right.number(b), result: output.number(position))
        ])
    }
  }
}

/// A product of matrices, and whether a layer's bias is added to each of its rows.
struct BiasedProduct: Sendable {
  /// The product by itself.
  let matrices: Explainer
  let transposeA: Bool
  let transposeB: Bool
  let hasBias: Bool
}

extension Graph {
  /// The product of matrices to which a node adds a layer's bias, and which is explained with it;
  /// `nil` for other nodes.
  public func product(biasedBy id: NodeID) -> NodeID? {
    guard case .binary(.add) = self[id].op, case .matmul = self[self[id].inputs[0]].op,
      self[self[id].inputs[1]].namedRole == .bias, self[id].shape == self[self[id].inputs[0]].shape
    else { return nil }
    return self[id].inputs[0]
  }
}

/// The matrices of a product in their panels, and what happens at each cell of it.
struct ProductStory: Sendable {
  let transposeA: Bool
  let transposeB: Bool
  let left: ShownTensor
  let right: ShownTensor
  let bias: ShownTensor?
  let output: ShownTensor
  /// The matrix of each operand that a matrix of the result is made of.
  let leftPlanes: StridedWalk
  let rightPlanes: StridedWalk

  /// What meets at a cell: positions in both operands.
  func pairs(_ position: Int) -> [(left: Int, right: Int)] {
    let (plane, row, column) = output.layout.place(position)
    let inner = transposeA ? left.layout.rows.size : left.layout.columns.size
    return (0..<inner).map { k in
      (
        left.layout.offset(
          plane: leftPlanes.source(of: plane), row: transposeA ? k : row,
          column: transposeA ? row : k),
        right.layout.offset(
          plane: rightPlanes.source(of: plane), row: transposeB ? column : k,
          column: transposeB ? k : column)
      )
    }
  }

  @Sendable
  func step(_ position: Int) -> CellStep {
    let (_, row, column) = output.layout.place(position)
    let pairs = pairs(position)
    let added = bias == nil ? "" : ", and the bias of that column"
    return CellStep(
      caption:
        "\(output.resultName(position)): \(transposeA ? "column" : "row") \(row) of the"
        + " left matrix times \(transposeB ? "row" : "column") \(column) of the right one\(added).",
      marks: pairs.map { left.mark($0.left) } + pairs.map { right.mark($0.right) }
        + (bias.map { [$0.mark(column)] } ?? []),
      lines: [
        .sum(
          of: pairs.map { [left.number($0.left), right.number($0.right)] },
          bias: bias?.number(column), result: output.number(position))
      ])
  }
}

extension ArithmeticLine {
  /// What a function makes of two numbers: `3 + (−2) = 1`.
  static func pair(
    _ function: BinaryFunction, _ left: ShownNumber, _ right: ShownNumber, result: ShownNumber
  ) -> ArithmeticLine {
    let sign = function == .multiply ? "·" : " \(function.symbol) "
    return .formula(
      [.number(left), .sign(sign), .factor(right)],
      adding: function.adds ? [left.value, right.value] : [], result: result)
  }
}

extension BinaryFunction {
  /// What stands between the grids of its operands.
  var sign: PanelSign {
    switch self {
    case .add: .plus
    case .subtract: .minus
    case .multiply: .times
    case .divide: .over
    }
  }

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
