extension Graph {
  /// Appends the nodes that compute the gradients of an output by some variables.
  ///
  /// Backpropagation is a graph transform: the gradient of each op is made of ops, so it is run,
  /// shown and explained like the forward pass. Where a value is used several times its
  /// gradients are added, the later use first.
  ///
  ///     let loss = …
  ///     let gradients = try graph.appendGradients(of: loss, by: [weight])
  ///     graph[gradients[weight]!].shape == graph[weight].shape  // true
  ///
  /// - Parameters:
  ///   - output: The node to differentiate.
  ///   - variables: The nodes to differentiate by.
  ///   - upstream: dLoss/dOutput in the output's shape; ones when absent.
  /// - Returns: For each variable the node of its gradient, in its shape; a variable that the
  ///   output does not depend on gets a node of zeros.
  /// - Throws: ``DifferentiationError`` or ``ShapeError``.
  public mutating func appendGradients(
    of output: NodeID, by variables: [NodeID], upstream: NodeID? = nil
  ) throws -> [NodeID: NodeID] {
    let forwardCount = nodes.count
    let leads = nodesLeading(to: variables)
    var pending: [NodeID: NodeID] = [:]
    let shape = self[output].shape
    let seed: NodeID
    if let upstream {
      guard self[upstream].shape == shape else {
        throw ShapeError.mismatch(
          op: "upstream", left: shape, right: self[upstream].shape,
          rule: "The upstream gradient must have the output's shape \(shape)")
      }
      seed = upstream
    } else {
      seed = try append(.fill(1, shape), [])
    }
    setIsGradient(seed)
    pending[output] = seed

    for index in stride(from: min(output.index, forwardCount - 1), through: 0, by: -1) {
      let id = NodeID(index)
      guard let gradient = pending[id], leads.contains(id) else { continue }
      let node = self[id]
      let wanted = Set(node.inputs.indices.filter { leads.contains(node.inputs[$0]) })
      guard !wanted.isEmpty else { continue }
      let gradients = try node.op.appendGradients(
        of: node, id, upstream: gradient, wanted: wanted, to: &self)
      for position in wanted.sorted() {
        guard let addend = gradients[position] else { continue }
        let operand = node.inputs[position]
        if let sum = pending[operand] {
          pending[operand] = try append(.binary(.add), [sum, addend])
        } else {
          pending[operand] = addend
        }
      }
    }

    var result: [NodeID: NodeID] = [:]
    for variable in variables {
      let gradient = try pending[variable] ?? append(.fill(0, self[variable].shape), [])
      setIsGradient(gradient)
      result[variable] = gradient
    }
    return result
  }

  /// The nodes whose value depends on any of the variables, the variables included.
  private func nodesLeading(to variables: [NodeID]) -> Set<NodeID> {
    var leading = Set(variables)
    for id in ids where self[id].inputs.contains(where: leading.contains) {
      leading.insert(id)
    }
    return leading
  }

  /// The nodes that some outputs need, operands first.
  public func nodesNeeded(for outputs: [NodeID]) -> [NodeID] {
    var needed = Set(outputs)
    for id in ids.reversed() where needed.contains(id) {
      needed.formUnion(self[id].inputs)
    }
    return needed.sorted()
  }
}
