import TensorEngine

/// A small graph as people read it: its values, how each is made of those before it, and how strongly
/// each feels them.
///
/// Ops that only lay numbers out anew, and the product that a layer's bias is added to, are a part of
/// the step to the next value.
struct ValueGraph: Sendable {
  /// The most values that a graph may have to be drawn.
  static let mostValues = 16
  /// The most numbers of all values together.
  static let mostCells = 48

  /// A value, and the step that makes it.
  struct Value: Sendable {
    let node: NodeID
    /// The values that it is made of as its op writes them, one that it reads twice two times; none for one
    /// that is given.
    let reads: [NodeID]

    /// The values that it is made of, each of them once.
    var operands: [NodeID] { reads.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }

    /// Whether it is fed in.
    var isGiven: Bool { reads.isEmpty }
  }

  /// The values; what is given stands right before the first that reads it.
  let values: [Value]
  /// The value at which the sweep back starts.
  let output: NodeID
  private let executed: ExecutedGraph

  /// The graph that leads to the end, seen from one of its nodes; `nil` where there is but one step,
  /// where the node does not lead to the end, and where there is too much to be drawn.
  init?(through id: NodeID, in executed: ExecutedGraph) {
    let graph = executed.graph
    let end =
      executed.gradientStart?.output
      ?? graph.ids.last { !graph.isGradient($0) && graph[$0].op.isWorthExplaining }
    guard let end, !graph.isGradient(id) else { return nil }
    let needed = graph.ancestors(of: end)
    let told = Set(needed.compactMap(graph.product(biasedBy:)))
    let known = Set(
      needed.filter { node in
        let isInput = if case .input = graph[node].op { true } else { false }
        return isInput || graph[node].op.isWorthExplaining && !told.contains(node)
      })
    let steps = known.filter { if case .input = graph[$0].op { false } else { true } }.sorted()
    let cells = known.reduce(0) { $0 + graph[$1].shape.count }
    guard known.contains(id), steps.contains(id), known.contains(end), steps.count > 1,
      known.count <= Self.mostValues, cells <= Self.mostCells,
      known.allSatisfy({ executed.values[$0].map { $0.shape.count > 0 } ?? false })
    else { return nil }
    var values: [Value] = []
    for step in steps {
      let value = Value(node: step, reads: graph.reads(of: step, among: known))
      guard !value.isGiven else { return nil }
      for operand in value.operands where !steps.contains(operand) {
        guard !values.contains(where: { $0.node == operand }) else { continue }
        values.append(Value(node: operand, reads: []))
      }
      values.append(value)
    }
    (self.values, self.executed, output) = (values, executed, end)
  }

  /// What is computed, in its order.
  var steps: [Value] { values.filter { !$0.isGiven } }

  /// The gradient of the end, or of what follows from it, by each value that one comes back to; empty where
  /// there is no way back, and `nil` where it cannot be computed.
  ///
  /// The engine computes them as it does in training: in one sweep.
  func gradients() -> [NodeID: Tensor<Double>]? {
    guard executed.receivesGradient(output) else { return [:] }
    var graph = executed.graph
    let seed =
      executed.gradientStart?.upstream ?? Tensor(graph[output].shape, repeating: 1)
    let wanted = values.map(\.node).filter {
      $0 != output && graph[$0].namedRole != .target && executed.receivesGradient($0)
    }
    guard let given = try? graph.input(seed.shape, name: "upstream"),
      let nodes = try? graph.appendGradients(of: output, by: wanted, upstream: given)
    else { return nil }
    var feeds = executed.feeds
    feeds[given] = seed
    let order = wanted.filter { nodes[$0] != nil }
    guard
      let results = try? EngineAside.run(graph, order.compactMap { nodes[$0] }, feeds: feeds)
    else { return nil }
    return Dictionary(uniqueKeysWithValues: zip(order, results)).merging([output: seed]) { $1 }
  }

  /// How strongly each number of a value feels each number of what it is made of: by the operand a
  /// matrix, a row for each number of the value; `nil` where the step cannot be differentiated.
  func slopes(of value: Value) -> [NodeID: Tensor<Double>]? {
    let graph = executed.graph
    let count = graph[value.node].shape.count
    var (step, copies) = (Graph(), [NodeID: NodeID]())
    do {
      let end = try step.append(
        value.node, of: graph, startingAt: Set(value.operands), copies: &copies)
      let variables = value.operands.compactMap { copies[$0] }
      let given = try step.input(graph[value.node].shape, name: "upstream")
      let nodes = try step.appendGradients(of: end, by: variables, upstream: given)
      var rows: [NodeID: [Double]] = [:]
      for row in 0..<count {
        var feeds = [
          given: Tensor(graph[value.node].shape, (0..<count).map { $0 == row ? 1.0 : 0 })
        ]
        for operand in value.operands {
          copies[operand].map { feeds[$0] = executed.values[operand] }
        }
        let results = try EngineAside.run(step, variables.compactMap { nodes[$0] }, feeds: feeds)
        for (operand, result) in zip(value.operands, results) {
          rows[operand, default: []] += result.elements
        }
      }
      return rows.reduce(into: [:]) { slopes, operand in
        slopes[operand.key] = Tensor([count, operand.value.count / count], operand.value)
      }
    } catch {
      return nil
    }
  }
}

extension Graph {
  /// A node and all that it is computed from.
  fileprivate func ancestors(of id: NodeID) -> Set<NodeID> {
    var needed: Set = [id]
    for node in ids.reversed() where needed.contains(node) { needed.formUnion(self[node].inputs) }
    return needed
  }

  /// The values that a node is computed from, in the order of its op: one for each operand, also where they
  /// were only laid out anew before; where an operand was made of several on the way, each of all once.
  fileprivate func reads(of id: NodeID, among known: Set<NodeID>) -> [NodeID] {
    let operands = self[id].inputs.map { operand in
      known.contains(operand) ? [operand] : reads(of: operand, among: known)
    }
    let all = operands.flatMap(\.self)
    if operands.allSatisfy({ $0.count == 1 }) { return all }
    return all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Appends a copy of what computes a node of another graph from some of its values.
  fileprivate mutating func append(
    _ id: NodeID, of other: Graph, startingAt starts: Set<NodeID>, copies: inout [NodeID: NodeID]
  ) throws -> NodeID {
    if let copy = copies[id] { return copy }
    let node = other[id]
    let copy: NodeID
    if starts.contains(id) {
      copy = try input(node.shape, name: "value")
    } else {
      var inputs: [NodeID] = []
      for operand in node.inputs {
        inputs.append(try append(operand, of: other, startingAt: starts, copies: &copies))
      }
      copy = try append(node.op, inputs)
    }
    copies[id] = copy
    return copy
  }
}
