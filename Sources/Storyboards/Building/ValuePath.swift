import TensorEngine

/// The values that lead from the data to a node, and on from it.
struct ValuePath: Sendable {
  /// The most values that stand on a stage; of more, those nearest to the node do, and the data.
  static let mostValues = 8
  /// The most cells of all values together.
  private static let mostCells = 1 << 12

  /// The values that people know, in the order in which they are computed, the data first.
  let values: [NodeID]
  /// How many values are on the way that are not shown.
  let leftOut: Int
  /// All nodes on the way in their order: what is left out, and what is but a part of an op, too.
  let nodes: [NodeID]

  /// The path through a node; `nil` where there is no chain of ops, or more of it than can be drawn.
  init?(through id: NodeID, in executed: ExecutedGraph) {
    let graph = executed.graph
    guard !graph.isGradient(id) else { return nil }
    let nodes = graph.way(through: id)
    let told = Set(nodes.compactMap(graph.product(biasedBy:)))
    let known = nodes.filter { node in
      graph.isData(node)
        || graph[node].op.isWorthExplaining && !executed.parts.contains(node)
          && !told.contains(node)
    }
    guard let place = known.firstIndex(of: id), !graph.isData(id),
      known.count(where: { !graph.isData($0) }) > 1,
      nodes.allSatisfy({ executed.values[$0] != nil }), Self.isFew(nodes, in: graph)
    else { return nil }
    // A little more of what leads to it than of what follows, as far as there is so much.
    let start = max(0, min(place + 3 - Self.mostValues, known.count - Self.mostValues))
    let near = start..<start + Self.mostValues
    values = known.enumerated().filter { near.contains($0) || graph.isData($1) }.map(\.element)
    leftOut = known.count - values.count
    self.nodes = nodes
  }

  private static func isFew(_ nodes: [NodeID], in graph: Graph) -> Bool {
    let cells = nodes.reduce(0) { $0 + graph[$1].shape.count }
    let steps = nodes.reduce(0) { sum, id in
      let node = graph[id]
      let cost = node.op.cost(node.inputs.map { graph[$0].shape }, result: node.shape)
      return sum + cost.multiplyAdds
    }
    return cells <= mostCells && Explainer.isFew(steps)
  }
}

extension Graph {
  /// Whether a node's value is fed in.
  func isGiven(_ id: NodeID) -> Bool {
    if case .input = self[id].op { true } else { false }
  }

  /// Whether a node is data that ops work on: what is fed in and is no parameter of an op.
  func isData(_ id: NodeID) -> Bool {
    guard case .input = self[id].op, !isGradient(id), self[id].namedRole == nil else {
      return false
    }
    return !(self[id].name ?? "").contains(".")
  }

  /// What a backward pass computes from values for itself, such as the exponentials of a log-softmax: no
  /// value of the chain goes there.
  private func readByGradientsAlone(but shown: NodeID) -> Set<NodeID> {
    var aside: Set<NodeID> = []
    var readers: [NodeID: [NodeID]] = [:]
    for node in ids { for input in self[node].inputs { readers[input, default: []].append(node) } }
    let first = ids.first(where: isGradient)
    for node in ids.reversed() where node != shown && first.map({ node > $0 }) ?? false {
      let reading = readers[node] ?? []
      if !reading.isEmpty, reading.allSatisfy({ isGradient($0) || aside.contains($0) }) {
        aside.insert(node)
      }
    }
    return aside
  }

  /// The nodes that carry the data to a node, and those that carry it on from there.
  fileprivate func way(through id: NodeID) -> [NodeID] {
    var carrying: Set<NodeID> = []
    for node in ids where isData(node) || self[node].inputs.contains(where: carrying.contains) {
      carrying.insert(node)
    }
    var before: Set = [id]
    for node in ids.reversed() where before.contains(node) {
      before.formUnion(self[node].inputs)
    }
    var after: Set = [id]
    for node in ids where self[node].inputs.contains(where: after.contains) { after.insert(node) }
    let aside = readByGradientsAlone(but: id)
    return ids.filter {
      carrying.contains($0) && !isGradient($0) && !aside.contains($0)
        && (before.contains($0) || after.contains($0))
    }
  }
}
