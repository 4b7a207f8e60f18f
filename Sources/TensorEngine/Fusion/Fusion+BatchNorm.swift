/// Batch norm: statistics in one pass, everything that follows a batch norm in another, and the
/// three gradients from one pair of sums.
extension Fusion {
  /// The mean and variance that a batch norm is trained with, if a mean is the start of them.
  mutating func fuseMoments(_ mean: NodeID, of x: NodeID) -> Bool {
    for column in graph.readers(of: mean) {
      guard case .reshape = graph[column].op, graph[column].shape == shapeOfChannels(x),
        let centred = graph.onlyReader(of: column),
        graph[centred].op == .binary(.subtract), graph[centred].inputs == [x, column],
        let squared = graph.onlyReader(of: centred), graph[squared].op == .binary(.multiply),
        graph[squared].inputs == [centred, centred],
        let variance = graph.onlyReader(of: squared), graph[variance].op == graph[mean].op
      else { continue }
      append(.moments(x: x, mean: mean, variance: variance))
      done.formUnion([column, centred, squared])
      return true
    }
    return false
  }

  /// The shape of one number for each channel that broadcasting repeats over x: [1, C, 1, …].
  private func shapeOfChannels(_ x: NodeID) -> Shape {
    let shape = graph[x].shape
    return Shape(shape.dimensions.indices.map { $0 == 1 ? shape[1] : 1 })
  }

  mutating func fuseNorm(_ id: NodeID, _ norm: BatchNorm) {
    let inputs = graph[id].inputs
    var fused = FusedBatchNorm(
      node: id, norm: norm,
      operands: NormOperands(
        x: inputs[0], weight: inputs[1], bias: inputs[2], mean: inputs[3], variance: inputs[4]),
      result: id)
    if let reader = graph.onlyReader(of: id), waits(for: reader, id) {
      norms[id] = fused
    } else {
      (fused.store, fused.result) = throughRectifier(id)
      append(.batchNorm(fused))
    }
  }

  /// Whether the only reader of a batch norm adds something of the same shape to it that does not wait
  /// as well.
  private func waits(for reader: NodeID, _ id: NodeID) -> Bool {
    let inputs = graph[reader].inputs
    return fusable.contains(reader) && graph[reader].op == .binary(.add)
      && inputs.allSatisfy { graph[$0].shape == graph[id].shape } && inputs != [id, id]
      && !inputs.contains { norms[$0] != nil }
  }

  mutating func fuseNormGradient(_ id: NodeID, _ norm: BatchNorm) {
    let inputs = graph[id].inputs
    let upstream = inputs[4]
    let operands = NormOperands(
      x: inputs[0], weight: inputs[1], bias: nil, mean: inputs[2], variance: inputs[3])
    // Two norms may have one upstream: each computes one of the sums that are the same.
    let bias = graph.readers(of: upstream).first { isChannelSum($0) && !done.contains($0) }
    let weight = normWeightGradient(norm, operands, upstream)
    append(
      .batchNormGradient(
        FusedBatchNormGradient(
          norm: norm, operands: operands, upstream: upstream, weightGradient: weight?.result,
          biasGradient: bias, result: id)))
    done.formUnion(weight?.inner ?? [])
  }

  /// The node that is the weight's gradient, Σ dy · x̂, and the nodes that only lead to it.
  private func normWeightGradient(
    _ norm: BatchNorm, _ operands: NormOperands, _ upstream: NodeID
  ) -> (result: NodeID, inner: [NodeID])? {
    for product in graph.readers(of: upstream) {
      guard graph[product].op == .binary(.multiply), graph[product].inputs[0] == upstream,
        let result = graph.onlyReader(of: product), isChannelSum(result), !done.contains(result)
      else { continue }
      let normalised = graph[product].inputs[1]
      guard case .batchNorm(let other) = graph[normalised].op, other.epsilon == norm.epsilon,
        graph.onlyReader(of: normalised) == product
      else { continue }
      let inputs = graph[normalised].inputs
      guard inputs[0] == operands.x, inputs[3] == operands.mean, inputs[4] == operands.variance,
        case .fill(1, _) = graph[inputs[1]].op, case .fill(0, _) = graph[inputs[2]].op
      else { continue }
      return (result, [normalised, product])
    }
    return nil
  }

  /// Whether a node sums its operand over everything but the channels.
  private func isChannelSum(_ id: NodeID) -> Bool {
    guard case .reduce(let reduction) = graph[id].op, reduction.kind == .sum else { return false }
    return isOfChannels(id)
  }

  /// Whether a reduction leaves one number for each channel.
  func isOfChannels(_ id: NodeID) -> Bool {
    guard case .reduce(let reduction) = graph[id].op else { return false }
    let rank = graph[graph[id].inputs[0]].shape.rank
    return reduction.axes == (0..<rank).filter { $0 != 1 }
  }
}
