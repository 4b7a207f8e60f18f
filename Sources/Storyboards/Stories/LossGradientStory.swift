import TensorEngine
import Typesetting

extension Storyboard {
  /// The gradient of a loss by what it was taken of, by its one formula: 2/n · (y − t), p − onehot.
  ///
  /// It is what ``explaining(_:in:view:)`` shows of such a node, too.
  ///
  /// - Returns: `nil` for a node that is no such gradient.
  /// - Throws: ``StoryError`` when the node's value or an operand's was not kept.
  public static func explainingLossGradient(
    _ node: NodeID, in executed: ExecutedGraph
  ) throws(StoryError) -> Storyboard? {
    try Explainer(node, in: executed).lossGradientStory()
  }
}

/// The gradients of losses.
///
/// The transform leaves them as what the chain rule makes of them, the sum of two equal products for a
/// square, say; a course knows each as one formula, whose numbers these stories put in.
extension Explainer {
  /// The story of a loss's gradient; `nil` for any other node.
  func lossGradientStory() -> Storyboard? {
    guard isGradient else { return nil }
    switch op {
    case .binary(.add): return squaresGradientStory()
    case .binary(.subtract): return differentiated(.probabilities).flatMap(scoreGradientStory)
    case .placeClass, .binary(.multiply): return likelihoodGradientStory()
    default: return nil
    }
  }

  // MARK: - Squared differences

  /// 2/n · (y − t), for the sum of both products that a square's gradient is made of.
  private func squaresGradientStory() -> Storyboard? {
    let graph = executed.graph
    guard let square = differentiated(.square),
      let difference = try? Explainer(graph[square.id].inputs[0], in: executed),
      case .binary(.subtract) = difference.op, difference.result.shape == result.shape
    else { return nil }
    let mean = graph.ids.first { node in
      guard case .reduce(let reduction) = graph[node].op, reduction.kind == .mean else {
        return false
      }
      return graph[node].inputs[0] == square.id && graph[node].shape.count == 1
    }
    // What flows into the mean, or into each square.
    let start = mean.flatMap { try? Explainer($0, in: executed) } ?? square
    let (flowing, count) = (start.upstream, mean == nil ? 1 : result.shape.count)
    @Sendable func flow(_ position: Int) -> Double {
      flowing.elements[flowing.shape.count == 1 ? 0 : position]
    }
    // Where the differences go elsewhere, too, this is but a part of what comes back.
    let isWhole = result.elements.indices.allSatisfy { position in
      let expected = 2 * flow(position) / Double(count) * difference.result.elements[position]
      return abs(expected - result.elements[position]) <= 1e-9 * max(1, abs(expected))
    }
    guard isWhole else { return nil }
    var builder = PanelBuilder()
    let prediction = difference.show(0, in: &builder, title: "y")
    let target = difference.show(1, in: &builder, title: "target t")
    let distance = builder.add(difference.result, of: difference.id, "y − t", .plain)
    let output = showResult(in: &builder, title: "dLoss/dy")
    builder.panels[target.panel].sign = .minus
    builder.panels[distance.panel].sign = .equals
    let isFlowing = flowing.elements.contains { $0 != 1 }
    let factor = count == 1 ? "2" : "2/\(count)"
    let name = (isFlowing ? "g · " : "") + (mean == nil ? "2" : "2/n") + " · (y − t)"
    return .cellByCell(
      "gradient of mse_loss, \(name)", panels: builder.panels, result: output
    ) { position in
      let (y, t) = (prediction.number(position), target.number(position))
      let g = flow(position)
      let start: [FormulaPart] = g == 1 ? [] : [.constant(g), "·"]
      let counts = count == 1 ? "" : ", and the mean divides it by its \(count) numbers"
      return CellStep(
        caption:
          "\(output.name("dLoss/dy", position)): the slope of a square is twice what is squared"
          + "\(counts)\(g == 1 ? "" : "; what flows back, \(NumberText.short(g)), multiplies it").",
        marks: [prediction, target, distance].map { $0.mark(position) },
        lines: [
          .formula(
            start + ["\(factor)·(", .number(y), " − ", .factor(t), ")"],
            adding: [y.value, t.value], result: output.number(position))
        ])
    }
  }

  // MARK: - Log-probabilities

  /// −onehot, or −share of each class, times what the position counts in the loss.
  private func likelihoodGradientStory() -> Storyboard? {
    let graph = executed.graph
    let logarithms: NodeID? = graph.ids.lazy.compactMap { node -> NodeID? in
      switch (graph[node].op, op) {
      case (.pickClass, .placeClass):
        graph[node].inputs[1] == graph[id].inputs[1] ? graph[node].inputs[0] : nil
      case (.binary(.multiply), .binary(.multiply)):
        graph[node].isSharedLoss(in: graph) && graph[id].inputs.contains(graph[node].inputs[0])
          ? graph[node].inputs[1] : nil
      default: nil
      }
    }.first
    guard let logarithms, let value = executed.values[logarithms], value.shape == result.shape,
      result.elements.allSatisfy({ $0 <= 0 })
    else { return nil }
    let classes = ClassAxis(result.shape, axis: 1)
    let target = ClassTargets(sent: result)
    var builder = PanelBuilder()
    let input = builder.add(value, of: logarithms, "log p", .input, classes)
    let shares = builder.add(target.shares, of: nil, target.name, .plain, classes)
    let counts = builder.add(target.counts, of: nil, "counts", .plain, classes.ofSums)
    let output = showResult(in: &builder, title: "dLoss/d(log p)", classes)
    builder.label(input, rows: classes.names)
    builder.panels[shares.panel].sign = .apart
    builder.panels[counts.panel].sign = .times
    return .cellByCell(
      "gradient of nll_loss, −\(target.name) · what the position counts", panels: builder.panels,
      result: output, isPlaneByPlane: true
    ) { position in
      let weight = counts.number(classes.sum(position))
      let sentence =
        weight.value == 0
        ? "the position does not count in the loss"
        : target.shares.elements[position] == 0
          ? "not the target, so it has no say in the loss"
          : target.isOneHot ? "the target: the loss falls as this grows" : "its share in the loss"
      return CellStep(
        caption: "\(classes.name(position, in: output)): \(sentence).",
        marks: [input, shares].map { $0.mark(position) } + [counts.mark(classes.sum(position))],
        lines: [
          .formula(
            // Of 0 there is no other sign.
            (shares.value(position) == 0 ? [] : ["−"])
              + [.factor(shares.number(position)), "·", .factor(weight)],
            result: output.number(position))
        ])
    }
  }

  // MARK: - What a gradient is of

  /// An op that the gradient transform takes apart.
  private enum Differentiated {
    case square
    case probabilities
  }

  /// The forward node whose gradient this is; `nil` where it is no such one's.
  private func differentiated(_ kind: Differentiated) -> Explainer? {
    let graph = executed.graph
    let node: NodeID? =
      switch kind {
      case .square:
        // g·d + g·d, both with the same d.
        graph.ids.first { node in
          guard case .binary(.multiply) = graph[node].op, !graph.isGradient(node) else {
            return false
          }
          let (left, right) = (graph[node].inputs[0], graph[node].inputs[1])
          return left == right
            && graph[id].inputs.allSatisfy { part in
              guard case .binary(.multiply) = graph[part].op else { return false }
              return graph[part].inputs.contains(left)
            }
        }
      case .probabilities:
        // g − p·Σg, where p is e to the logarithms.
        graph[graph[id].inputs[1]].inputs.lazy.compactMap { part -> NodeID? in
          guard case .unary(.exp) = graph[part].op else { return nil }
          return graph[part].inputs[0]
        }.first
      }
    return node.flatMap { try? Explainer($0, in: executed) }
  }
}

extension Graph {
  /// Whether a loss over classes is made of these log-probabilities.
  func hasLossOverClasses(of logarithms: NodeID) -> Bool {
    nodes.contains { node in
      switch node.op {
      case .pickClass: node.inputs[0] == logarithms
      case .binary(.multiply): node.isSharedLoss(in: self) && node.inputs[1] == logarithms
      default: false
      }
    }
  }
}

extension Node {
  /// Whether it multiplies log-probabilities by the share that each class has in a loss.
  fileprivate func isSharedLoss(in graph: Graph) -> Bool {
    guard case .binary(.multiply) = op else { return false }
    return graph[inputs[0]].namedRole == .shares
  }
}
