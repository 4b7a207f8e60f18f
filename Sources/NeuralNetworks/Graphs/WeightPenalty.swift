import TensorEngine

/// What large weights add to the loss, so that training keeps them small; biases are free.
public enum WeightPenalty: Hashable, Sendable {
  /// strength · Σ|w|: every step pulls a weight towards 0 by as much, whatever its size.
  case l1(Double)
  /// strength / 2 · Σw²: every step pulls a weight towards 0 by a share of it, as weight decay does.
  case l2(Double)

  /// Appends the penalty on a weight, [].
  func append(on weight: NodeID, to graph: inout Graph) throws(ShapeError) -> NodeID {
    let (sizes, factor): (NodeID, Double)
    switch self {
    case .l1(let strength):
      let negated = try graph.append(.unary(.affine(factor: -1, offset: 0)), [weight])
      let parts = [
        try graph.append(.unary(.relu), [weight]), try graph.append(.unary(.relu), [negated]),
      ]
      (sizes, factor) = (try graph.append(.binary(.add), parts), strength)
    case .l2(let strength):
      (sizes, factor) = (try graph.append(.binary(.multiply), [weight, weight]), strength / 2)
    }
    let axes = Array(0..<graph[weight].shape.rank)
    let sum = try graph.append(.reduce(Reduction(.sum, axes: axes)), [sizes])
    return try graph.append(.unary(.affine(factor: factor, offset: 0)), [sum])
  }
}
