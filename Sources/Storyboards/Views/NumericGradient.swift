import TensorEngine
import Typesetting

/// A gradient beside what differences of the loss come to: (f(x + h) − f(x − h)) / 2h.
public struct NumericGradient: Hashable, Sendable {
  /// The gradient that stands in the cell, by the rules of differentiation.
  public let analytic: Double
  /// What the differences come to.
  public let numeric: Double

  /// How far x is moved: a power of 2, so that sums of whole numbers stay exact.
  public static let step = 1.0 / 1024

  /// Whether the two are the same but for what differences leave out.
  public var agrees: Bool {
    abs(analytic - numeric) <= 1e-4 * max(1, abs(analytic), abs(numeric))
  }

  /// Both, and what it means where they differ.
  public var sentence: String {
    let text = "(f(x + h) − f(x − h)) / 2h with h = 1/1024 is \(NumberText.short(numeric))"
    return agrees
      ? "\(text): the gradient is \(NumberText.short(analytic))."
      : "\(text), the gradient \(NumberText.short(analytic)): x is at a kink."
  }
}

extension Storyboard {
  /// The gradient in a cell beside what differences come to; `nil` where no such gradient stands.
  ///
  /// The engine computes the loss twice, in `Double`.
  public func numericGradient(at cell: CellReference) -> NumericGradient? { differences?(cell) }

  /// Whether there are gradients that can be compared with differences.
  public var hasNumericGradients: Bool { differences != nil }
}

extension Explainer {
  /// Says of gradients in their panels what they are the gradients of: what differences come to, and
  /// the elements that they belong to.
  ///
  /// The parameters are those of ``differences(of:at:over:_:)``.
  func link(
    _ gradients: [(shown: ShownTensor, operand: Int)], of story: inout Storyboard,
    at values: [Tensor<Double>], over pad: Op? = nil, _ upstream: Tensor<Double>
  ) {
    story.differences = differences(of: gradients, at: values, over: pad, upstream)
    for gradient in gradients { relate(gradient.shown, to: gradient.operand, in: &story) }
  }

  /// Says of a gradient in a panel that it is an operand's.
  func relate(_ gradient: ShownTensor, to operand: Int, in story: inout Storyboard) {
    let (node, shape) =
      operand == 0
      ? (unpadded.node, unpadded.tensor.shape)
      : (executed.graph[id].inputs[operand], operands[operand].shape)
    guard gradient.tensor.shape.count == shape.count else { return }
    story.panels[gradient.panel].related = [RelatedElements(PanelSource(node, shape: shape))]
  }

  /// Differences of the loss for the gradients of some operands.
  ///
  /// The loss is the sum of all results, each times its upstream gradient.
  ///
  /// - Parameters:
  ///   - gradients: Gradients in their panels, with the operand that each is of.
  ///   - values: What the op is applied to.
  ///   - pad: What pads the first of the values before.
  ///   - upstream: dLoss/d-result.
  func differences(
    of gradients: [(shown: ShownTensor, operand: Int)], at values: [Tensor<Double>],
    over pad: Op? = nil, _ upstream: Tensor<Double>
  ) -> @Sendable (CellReference) -> NumericGradient? {
    let panels = gradients.map { (panel: $0.shown.panel, shown: $0.shown, operand: $0.operand) }
    return { [op] cell in
      guard let gradient = panels.first(where: { $0.panel == cell.panel }),
        let offset = gradient.shown.offset(cell)
      else { return nil }
      func loss(movedBy step: Double) -> Double {
        var values = values
        values[gradient.operand].elements[offset] += step
        return EngineAside.results(of: values + [upstream]) { graph, nodes in
          let output = try graph.append(moving: op, of: Array(nodes.dropLast()), over: pad)
          let weighted = try graph.append(.binary(.multiply), [output, nodes[nodes.count - 1]])
          let axes = Array(0..<graph[weighted].shape.rank)
          return [try graph.append(.reduce(Reduction(.sum, axes: axes)), [weighted])]
        }[0].elements[0]
      }
      let step = NumericGradient.step
      let difference = loss(movedBy: step) - loss(movedBy: -step)
      return NumericGradient(
        analytic: gradient.shown.value(offset), numeric: difference / (2 * step))
    }
  }
}

extension Graph {
  /// Appends an op whose operands were moved: what a batch's statistics are taken of moves them, too.
  fileprivate mutating func append(
    moving op: Op, of nodes: [NodeID], over pad: Op?
  ) throws -> NodeID {
    guard case .batchNorm(let norm) = op, norm.training else {
      return try append(op, to: nodes, over: pad)
    }
    return try batchNormTraining(
      nodes[0], weight: nodes[1], bias: nodes[2], epsilon: norm.epsilon
    ).result
  }
}
