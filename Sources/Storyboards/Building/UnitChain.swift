import TensorEngine

/// A small network as units in layers: linear layers, each with an activation or without, and what is
/// made of the last one, such as a loss.
struct UnitChain: Sendable {
  /// The most units of a layer.
  static let mostUnits = 6
  /// The most layers, the input among them.
  static let mostLayers = 4

  /// A linear layer and its activation.
  struct Layer: Sendable {
    /// The node of the sums.
    let sums: NodeID
    let weight: NodeID
    let bias: NodeID?
    /// Whether a row of the weights belongs to a unit, as PyTorch has it.
    let hasRowsOfUnits: Bool
    var activation: NodeID?
    let count: Int
    /// How many units it reads.
    let fanIn: Int

    /// Where a unit's weight for one of those before it stands among the weights.
    func position(of unit: Int, reading input: Int) -> Int {
      hasRowsOfUnits ? unit * fanIn + input : input * count + unit
    }

    /// What the next layer reads.
    var output: NodeID { activation ?? sums }
  }

  let input: NodeID
  let layers: [Layer]
  /// The scalar that is made of the last layer; `nil` where that is the end.
  let loss: NodeID?
  /// The values between the last layer and the loss, the loss included.
  let lossSteps: [NodeID]

  /// The units of a graph; `nil` where it is no such network, or too large.
  init?(_ values: ValueGraph, in graph: Graph) {
    var steps = values.steps[...]
    guard let first = steps.first, let input = first.operands.first,
      graph.isRow(input), graph[input].shape.count <= Self.mostUnits
    else { return nil }
    var (layers, current) = ([Layer](), input)
    while let step = steps.first, let layer = Layer(step, reading: current, in: graph) {
      layers.append(layer)
      current = layer.sums
      steps.removeFirst()
      if let next = steps.first, case .unary = graph[next.node].op, next.operands == [current] {
        layers[layers.count - 1].activation = next.node
        current = next.node
        steps.removeFirst()
      }
    }
    guard !layers.isEmpty, layers.count < Self.mostLayers,
      layers.allSatisfy({ $0.count <= Self.mostUnits })
    else { return nil }
    (self.input, self.layers, lossSteps) = (input, layers, steps.map(\.node))
    guard current != values.output else {
      loss = nil
      return
    }
    // What follows reads the network's results and nothing before them.
    let hidden = Set([input] + layers.flatMap { [$0.sums, $0.output] }).subtracting([current])
    guard graph[values.output].shape.count == 1,
      steps.allSatisfy({ hidden.isDisjoint(with: $0.operands) })
    else { return nil }
    loss = values.output
  }

  /// Where the results of a node are made: the layer, and whether by its activation; `nil` for a node
  /// that is no unit.
  func place(of node: NodeID) -> (layer: Int, isActivation: Bool)? {
    for (index, layer) in layers.enumerated() {
      if layer.sums == node { return (index, false) }
      if layer.activation == node { return (index, true) }
    }
    return nil
  }
}

extension UnitChain.Layer {
  /// A step that is a product with weights, a single row of them; `nil` for another one.
  fileprivate init?(_ step: ValueGraph.Value, reading current: NodeID, in graph: Graph) {
    let product = graph.product(biasedBy: step.node) ?? step.node
    guard case .matmul(transposeA: false, let transposeB) = graph[product].op,
      step.operands.first == current, step.operands.count > 1,
      graph[step.operands[1]].namedRole == .weight, graph.isRow(step.node)
    else { return nil }
    let others = step.operands.dropFirst(2)
    guard others.count <= 1, others.allSatisfy({ graph[$0].namedRole == .bias }) else { return nil }
    (sums, weight, bias) = (step.node, step.operands[1], others.first)
    hasRowsOfUnits = transposeB
    (count, fanIn) = (graph[step.node].shape.count, graph[current].shape.count)
    guard graph[weight].shape.count == count * fanIn else { return nil }
  }
}

extension Graph {
  /// Whether a value is one row of numbers.
  fileprivate func isRow(_ id: NodeID) -> Bool {
    let shape = self[id].shape
    return shape.count > 0 && shape.rank > 0 && shape.dimensions.last == shape.count
  }
}
