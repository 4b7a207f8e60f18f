import TensorEngine

/// A graph in one line: where that reads from left to right as what is computed.
extension GraphView {
  /// How many values stand in a line at most, and how many numbers each of them has.
  private static let mostValues = 8, mostNumbers = 4

  /// Whether each op begins with what the op before it made, and all of it is small: `x · y → u + z → v`.
  ///
  /// An op that reads what was made before as its second operand would be read the wrong way round.
  static func isLine(_ graph: ValueGraph, in executed: ExecutedGraph) -> Bool {
    let steps = graph.steps
    guard steps.count > 1, graph.values.count <= mostValues,
      graph.values.allSatisfy({ executed.graph[$0.node].shape.count <= mostNumbers })
    else { return false }
    return zip(steps, steps.dropFirst()).allSatisfy { $1.reads.first == $0.node }
      && steps[0].reads.first == graph.values.first?.node
  }

  /// Puts the values beside each other, their gradients below; a wire leads to an op from what it reads again.
  mutating func addLine(in executed: ExecutedGraph) {
    var builder = PanelBuilder()
    for (column, value) in graph.values.enumerated() {
      add(
        value.node, isGiven: value.isGiven, at: PanelPlace(band: 0, column: column), to: &builder,
        in: executed)
    }
    for (column, value) in graph.values.enumerated() {
      addGradient(of: value, at: PanelPlace(band: 1, column: column), to: &builder, in: executed)
    }
    panels = builder.panels
    for (index, value) in graph.values.enumerated().dropFirst() {
      guard let panel = shown[value.node]?.panel else { continue }
      let before = graph.values[..<index]
      if value.isGiven {
        let reader = graph.values[index...].first { $0.reads.contains(value.node) }
        panels[panel].sign = reader.map {
          executed.graph.sign(before: value.node, readBy: $0.node)
        }
      } else {
        // All operands that stand right before it are joined by their signs.
        let beside = before.reversed().prefix { value.operands.contains($0.node) }.map(\.node)
        panels[panel].sign = .makes
        panels[panel].wires = value.operands.filter { !beside.contains($0) }
          .compactMap { shown[$0]?.panel }
      }
    }
    listGradients()
  }
}
