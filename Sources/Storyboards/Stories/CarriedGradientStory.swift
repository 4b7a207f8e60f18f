import TensorEngine
import Typesetting

extension Explainer {
  /// A gradient that was multiplied first, and then put into the shape of what it is the gradient of, or added
  /// up over the cells that this was used in; `nil` for any other node.
  ///
  /// To show the last of these steps alone would be to say that what flows back comes through unchanged.
  func carriedGradientStory() -> Storyboard? {
    guard isGradient, let (made, targets, isSum) = carried,
      let scaled = try? Explainer(made, in: executed)
    else { return nil }
    var builder = PanelBuilder()
    let title: String
    var shown = scaled.operands.indices.map { scaled.show($0, in: &builder) }
    let factor: Double?
    switch scaled.op {
    case .binary(.multiply):
      // What flows back comes first, whichever way round it was multiplied.
      if scaled.part(of: 1) == .upstream, scaled.part(of: 0) != .upstream { shown.reverse() }
      (factor, title) = (nil, scaled.title)
    case .unary(.affine(let number, 0)):
      (factor, title) = (number, scaled.title)
    case _ where isSum:
      let isUnchanged = targets.count == result.shape.count
      (factor, title) = (nil, isUnchanged ? "what flows back, unchanged" : "sum of what flows back")
      builder = PanelBuilder()
      shown = [
        builder.add(
          scaled.result, of: made, OperandRole.upstream.title, .gradient, operand: .upstream)
      ]
    default: return nil
    }
    for factor in builder.panels.indices.dropFirst() { builder.panels[factor].sign = .times }
    let output = showResult(in: &builder)
    let walks = shown.map { StridedWalk(broadcasting: $0.tensor.shape, to: scaled.result.shape) }
    let sources = Dictionary(grouping: targets.indices) { targets[$0] }
    return .cellByCell(title, panels: builder.panels, result: output) { [shown] position in
      let cells = sources[position] ?? []
      let terms = cells.map { cell in
        zip(shown, walks).map { $0.number($1.source(of: cell)) }
          + (factor.map { [.constant($0)] } ?? [])
      }
      let by =
        factor.map { " times \(NumberText.factor($0))" }
        ?? (shown.count > 1
          ? " times what the value was multiplied by" : cells.count == 1 ? ", unchanged" : "")
      return CellStep(
        caption: "\(output.name("Gradient", position)): the upstream gradient\(by)"
          + (cells.count > 1
            ? ", added up over the \(cells.count) cells that it was used in." : "."),
        marks: cells.prefix(ArithmeticLine.largestTermCount).flatMap { cell in
          zip(shown, walks).map { $0.mark($1.source(of: cell)) }
        },
        lines: [.sum(of: terms, result: output.number(position))])
    }
  }

  /// The gradient that this one was made of by changes of shape and sums alone, and for each of its cells
  /// the cell of this one that it went into; `nil` where there are no such steps.
  ///
  /// `isSum` says whether there is a sum, and a change of shape after it.
  private var carried: (node: NodeID, targets: [Int], isSum: Bool)? {
    let graph = executed.graph
    var steps: [NodeID] = []
    var node = id
    walk: while graph.isGradient(node) {
      switch graph[node].op {
      case .reshape: break
      case .reduce(let reduction) where reduction.kind == .sum: break
      default: break walk
      }
      steps.append(node)
      node = graph[node].inputs[0]
    }
    guard !steps.isEmpty, executed.values[node] != nil,
      Explainer.isFew(graph[node].shape.count)
    else { return nil }
    var (shape, targets) = (graph[node].shape, Array(0..<graph[node].shape.count))
    for step in steps.reversed() {
      if case .reduce(let reduction) = graph[step].op {
        let reduced = Set(reduction.axes)
        let kept = Shape((0..<shape.rank).map { reduced.contains($0) ? 1 : shape[$0] })
        targets = targets.map { target in
          let index = shape.index(at: target)
          return kept.offset(of: index.indices.map { reduced.contains($0) ? 0 : index[$0] })
        }
      }
      shape = graph[step].shape
    }
    return (node, targets, !op.isReduction && steps.contains { graph[$0].op.isReduction })
  }
}

extension Op {
  fileprivate var isReduction: Bool { if case .reduce = self { true } else { false } }
}
