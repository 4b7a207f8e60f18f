/// What is done to the sums of a convolution before they are stored: in forward passes the ReLU, in
/// backward passes the addition of another path's gradient and the ReLU's gradient.
extension Fusion {
  mutating func fuseConvolution(_ id: NodeID, _ parameters: Convolution, isGradient: Bool) {
    let inputs = graph[id].inputs
    var sum = FusedConvolution(
      node: id, parameters: parameters, isGradient: isGradient, x: inputs[0], weight: inputs[1],
      bias: inputs.count > 2 ? inputs[2] : nil, result: id)
    if isGradient, let reader = graph.onlyReader(of: id), waits(for: reader, id) {
      sums[id] = sum
    } else {
      (sum.store, sum.result) = throughRectifier(id)
      append(.convolution(sum))
    }
  }

  /// An addition of something that waits for it.
  mutating func joinSum(_ id: NodeID) -> Bool {
    let inputs = graph[id].inputs
    for (waiting, other) in [(inputs[0], inputs[1]), (inputs[1], inputs[0])] {
      if var sum = sums[waiting] {
        sum.addend = other
        sum.result = id
        if let reader = graph.onlyReader(of: id), isMask(reader, of: id) {
          sums[id] = sum
        } else {
          append(.convolution(sum))
        }
        return true
      }
      if var norm = norms[waiting] {
        norm.addend = other
        (norm.store, norm.result) = throughRectifier(id)
        append(.batchNorm(norm))
        return true
      }
    }
    return false
  }

  /// The gradient of a ReLU whose upstream waits for it, or whose operand was stored through it.
  mutating func joinMask(_ id: NodeID) -> Bool {
    let (x, upstream) = (graph[id].inputs[0], graph[id].inputs[1])
    let mask = rectified[x] ?? x
    if var sum = sums[upstream] {
      (sum.store, sum.result) = (.masked(by: mask), id)
      append(.convolution(sum))
      return true
    }
    guard mask != x else { return false }
    append(.reluGradient(rectified: mask, upstream: upstream, result: id))
    return true
  }

  /// Whether the only reader of a gradient can be computed with it.
  private func waits(for reader: NodeID, _ id: NodeID) -> Bool {
    if isMask(reader, of: id) { return true }
    guard fusable.contains(reader), graph[reader].op == .binary(.add),
      graph[reader].shape == graph[id].shape
    else { return false }
    let inputs = graph[reader].inputs
    let other = inputs[0] == id ? inputs[1] : inputs[0]
    // The other addend must be there, or come by itself: it may not wait for the sum as well.
    return other != id && graph[other].shape == graph[id].shape && isThere(other)
  }

  /// Whether a node is the ReLU's gradient for an upstream.
  func isMask(_ reader: NodeID, of upstream: NodeID) -> Bool {
    guard fusable.contains(reader), graph[reader].op == .unaryGradient(.relu),
      graph[reader].inputs[1] == upstream
    else { return false }
    let x = graph[reader].inputs[0]
    return x != upstream && isThere(rectified[x] ?? x)
  }
}
