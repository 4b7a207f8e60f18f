import TensorEngine

/// Numbers that a line states and the explained graph does not hold: the share of a channel, a
/// mean, the terms that a long line leaves out.
///
/// The engine computes them, by graphs of their own, as it computes all others; its reference
/// backend defines what a sum is.
enum EngineAside {
  /// What the sum of products in each row comes to; every row has as many products, each of two
  /// numbers.
  static func sums(ofProducts rows: [[[ShownNumber]]]) -> [Double] {
    let shape: Shape = [rows.count, rows.first?.count ?? 0]
    let factors = (0..<2).map { place in
      Tensor(shape, rows.flatMap { row in row.map { $0[place].value } })
    }
    return results(of: factors) { graph, factors in
      let products = try graph.append(.binary(.multiply), factors)
      return [try graph.append(.reduce(Reduction(.sum, axes: [1])), [products])]
    }[0].elements
  }

  /// What some numbers come to.
  static func sum(_ values: [Double]) -> Double {
    results(of: [Tensor([values.count], values)]) { graph, values in
      [try graph.append(.reduce(Reduction(.sum, axes: [0])), values)]
    }[0].elements[0]
  }

  /// What a graph makes of some values.
  ///
  /// - Parameters:
  ///   - values: The graph's inputs.
  ///   - build: Appends the graph's ops and returns its outputs. They fit the values' shapes.
  static func results(
    of values: [Tensor<Double>],
    _ build: (inout Graph, [NodeID]) throws -> [NodeID]
  ) -> [Tensor<Double>] {
    do {
      var graph = Graph()
      let inputs = try values.map { try graph.input($0.shape, name: "number") }
      let outputs = try build(&graph, inputs)
      return try run(
        graph, outputs, feeds: Dictionary(uniqueKeysWithValues: zip(inputs, values)))
    } catch {
      preconditionFailure("the sum of a line is no valid graph: \(error)")
    }
  }

  /// The values of some nodes.
  static func run(
    _ graph: Graph, _ outputs: [NodeID], feeds: [NodeID: Tensor<Double>]
  ) throws -> [Tensor<Double>] {
    let results = try ReferenceBackend<Double>().compile(graph, outputs: outputs).run(feeds)
    let values = outputs.compactMap { results[$0] }
    guard Cancelling.isSuspicious(values, beside: feeds.values) else { return values }
    // What is a rest is told from what it was made of.
    let needed = graph.nodesNeeded(for: outputs)
    let all = try ReferenceBackend<Double>().compile(graph, outputs: needed).run(feeds)
    let cleared = Cancelling.cleared(graph, all)
    return outputs.compactMap { cleared[$0] }
  }
}
