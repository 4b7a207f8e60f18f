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
  ///
  /// - Parameter name: What the gradient is called, with its place.
  public func sentence(of name: String) -> String {
    let differences = "(f(x + h) − f(x − h)) / 2h is \(NumberText.short(numeric))"
    return "\(name), is \(NumberText.short(analytic)), "
      + (agrees ? "and \(differences)." : "but \(differences): x is at a kink.")
  }
}

/// What compares the gradient in a cell with differences, computed when it is called; `nil` for a cell whose
/// gradient cannot be compared.
typealias GradientCheck = @Sendable (CellReference) -> (@Sendable () -> NumericGradient)?

extension Storyboard {
  /// The gradient in a cell beside what differences come to; `nil` where no such gradient stands.
  ///
  /// The engine computes the loss twice, in `Double`.
  public func numericGradient(at cell: CellReference) -> NumericGradient? {
    differences?(cell)?()
  }

  /// The cell of the gradient that can be compared for somebody who points at a cell: that cell, or the one
  /// with the gradient of what it holds; `nil` where there is none.
  public func comparableGradient(of cell: CellReference) -> CellReference? {
    guard let differences else { return nil }
    return [cell, gradient(of: cell)].compactMap(\.self).first { differences($0) != nil }
  }

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
    let (own, behind) = (
      differences(of: gradients, at: values, over: pad, upstream),
      executed.differences(of: story.panels, isUpstream: true)
    )
    story.differences = { own($0) ?? behind($0) }
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
  ) -> GradientCheck {
    let panels = gradients.map { (panel: $0.shown.panel, shown: $0.shown, operand: $0.operand) }
    return { [op] cell in
      guard let gradient = panels.first(where: { $0.panel == cell.panel }),
        let offset = gradient.shown.offset(cell)
      else { return nil }
      @Sendable func loss(movedBy step: Double) -> Double {
        var values = values
        values[gradient.operand].elements[offset] += step
        return EngineAside.results(of: values + [upstream]) { graph, nodes in
          let output = try graph.append(moving: op, of: Array(nodes.dropLast()), over: pad)
          let weighted = try graph.append(.binary(.multiply), [output, nodes[nodes.count - 1]])
          let axes = Array(0..<graph[weighted].shape.rank)
          return [try graph.append(.reduce(Reduction(.sum, axes: axes)), [weighted])]
        }[0].elements[0]
      }
      return { NumericGradient(gradient.shown.value(offset), of: loss) }
    }
  }
}

extension NumericGradient {
  /// Compares a gradient with differences of a loss, which depends on how far x is moved.
  fileprivate init(_ gradient: Double, of loss: (Double) -> Double) {
    analytic = gradient
    numeric = (loss(Self.step) - loss(-Self.step)) / (2 * Self.step)
  }
}

extension ExecutedGraph {
  /// Differences of the loss for gradients of the graph's values, as far as panels say which they belong to:
  /// the value is moved, and all that is made of it is computed anew.
  ///
  /// - Parameters:
  ///   - panels: The panels of a storyboard.
  ///   - isUpstream: Whether only what flows back to a result is compared.
  func differences(of panels: [Panel], isUpstream: Bool = false) -> GradientCheck {
    { cell in
      let panel = panels[cell.panel]
      guard panel.role == .gradient, !panel.isOptional, panel.isUpstream || !isUpstream,
        let related = panel.related.first, panel.related.count == 1,
        let offset = related.offset(cell, in: panel)
      else { return nil }
      let node = related.source.node
      let start = gradientStart ?? GradientStart(output: node, upstream: nil)
      // Where no gradient comes to, ones stand in its place.
      guard node == start.output || receivesGradient(node) else { return nil }
      let gradient = panel.planes[cell.plane][cell.row, cell.column]
      return { NumericGradient(gradient) { loss(of: start, moving: node, offset, by: $0) } }
    }
  }

  /// The loss when an element of a value is moved: the sum of all results, each times what flows back there.
  private func loss(
    of start: GradientStart, moving node: NodeID, _ offset: Int, by step: Double
  ) -> Double {
    guard var moved = values[node] else { return .nan }
    moved.elements[offset] += step
    do {
      var graph = Graph()
      var feeds: [NodeID: Tensor<Double>] = [:]
      func given(_ value: Tensor<Double>) throws -> NodeID {
        let id = try graph.input(value.shape, name: "number")
        feeds[id] = value
        return id
      }
      var made = [node: try given(moved)]
      for id in self.graph.ids where id > node && id <= start.output {
        let operands = self.graph[id].inputs
        guard operands.contains(where: { made[$0] != nil }) else { continue }
        // What does not depend on it stays as it is.
        let nodes = try operands.map { try made[$0] ?? given(values[$0] ?? moved) }
        made[id] = try graph.append(self.graph[id].op, nodes)
      }
      guard let output = made[start.output] else { return .nan }
      let seed = start.upstream ?? Tensor(graph[output].shape, repeating: 1)
      let weighted = try graph.append(.binary(.multiply), [output, try given(seed)])
      let axes = Array(0..<graph[weighted].shape.rank)
      let loss = try graph.append(.reduce(Reduction(.sum, axes: axes)), [weighted])
      return try EngineAside.run(graph, [loss], feeds: feeds)[0].elements[0]
    } catch {
      preconditionFailure("a part of a graph that runs does not run: \(error)")
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
