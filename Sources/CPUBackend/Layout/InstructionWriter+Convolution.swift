import ConvolutionArithmetic
import TensorEngine

/// Convolutions, and what is done to their sums before they are stored: in forward passes the ReLU,
/// in backward passes the addition of another path's gradient and the ReLU's gradient.
extension InstructionWriter {
  mutating func writeConvolution(
    _ id: NodeID, _ parameters: Convolution, isGradient: Bool
  ) -> Bool {
    let node = graph[id]
    guard parameters.groups == 1, node.shape.rank >= 3, canBeInBlocks(node.inputs[0]) else {
      return false
    }
    let pending = PendingConvolution(
      node: id, parameters: parameters, isGradient: isGradient, operands: node.inputs)
    if isGradient, let reader = graph.onlyReader(of: id), waits(for: id, reader) {
      self.pending[id] = pending
    } else {
      let (store, result) = folded(id)
      write(pending, store: store, result: result)
      done.insert(id)
    }
    return true
  }

  mutating func writeWeightGradient(_ id: NodeID, _ parameters: Convolution) -> Bool {
    let inputs = graph[id].inputs
    guard parameters.groups == 1, inputs.allSatisfy(canBeInBlocks) else { return false }
    append(
      .weightGradient(parameters, x: inputs[0], upstream: inputs[1], result: id), for: id,
      blocks: inputs, writes: [rows(id)])
    return true
  }

  /// An addition of something that waits for it.
  mutating func writeSum(_ id: NodeID) -> Bool {
    let inputs = graph[id].inputs
    for (waiting, other) in [(inputs[0], inputs[1]), (inputs[1], inputs[0])] {
      if var sum = pending[waiting] {
        sum.addend = other
        if let reader = graph.onlyReader(of: id), isMask(reader, of: id) {
          pending[id] = sum
        } else {
          write(sum, store: .all, result: id)
        }
        return true
      }
      if let norm = pendingNorms[waiting] {
        let (store, result) = folded(id)
        write(norm, addend: other, store: store, result: result)
        done.insert(id)
        return true
      }
    }
    return false
  }

  /// The gradient of a ReLU whose upstream waits for it.
  mutating func writeMaskedGradient(_ id: NodeID) -> Bool {
    let (x, upstream) = (graph[id].inputs[0], graph[id].inputs[1])
    let mask = rectified[x] ?? x
    if let sum = pending[upstream] {
      write(sum, store: .masked(by: mask), result: id)
      return true
    }
    guard mask != x else { return false }
    append(
      .pointwise(.unaryGradient(.relu), [mask, upstream], result: id), for: id,
      blocks: [mask, upstream], writes: [blocks(id)])
    return true
  }

  /// Whether a node that reads a gradient can be computed with it.
  private func waits(for id: NodeID, _ reader: NodeID) -> Bool {
    if isMask(reader, of: id) { return true }
    guard graph[reader].op == .binary(.add), graph[reader].shape == graph[id].shape else {
      return false
    }
    let inputs = graph[reader].inputs
    let other = inputs[0] == id ? inputs[1] : inputs[0]
    // The other addend must be there, or come by itself: it may not wait for the sum as well.
    return other != id && graph[other].shape == graph[id].shape && isInBlocks(other)
  }

  /// Whether a node is the ReLU's gradient for an upstream.
  private func isMask(_ reader: NodeID, of upstream: NodeID) -> Bool {
    guard graph[reader].op == .unaryGradient(.relu), graph[reader].inputs[1] == upstream else {
      return false
    }
    let x = graph[reader].inputs[0]
    return x != upstream && isInBlocks(rectified[x] ?? x)
  }

  private mutating func write(
    _ convolution: PendingConvolution, store: BlockTask.Store, result: NodeID
  ) {
    let operands = convolution.operands
    let bias = operands.count > 2 ? operands[2] : nil
    var read = [operands[0]]
    if let addend = convolution.addend { read.append(addend) }
    if case .masked(let mask) = store { read.append(mask) }
    append(
      .convolve(
        convolution.parameters, isGradient: convolution.isGradient, x: operands[0],
        weight: operands[1], bias: bias, addend: convolution.addend, store: store, result: result),
      for: convolution.node, blocks: read, rows: [operands[1]] + (bias.map { [$0] } ?? []),
      writes: [blocks(result)])
  }
}
