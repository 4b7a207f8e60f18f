import ConvolutionArithmetic
import TensorEngine

/// The instructions that compute fused nodes.
extension InstructionWriter {
  mutating func write(_ fused: FusedNode) {
    switch fused {
    case .alone(let id):
      if blocked.contains(id) { writeBlocks(id) } else { writeRows(id) }
    case .convolution(let convolution):
      write(convolution)
    case .product:
      preconditionFailure("a matrix product has no blocks")
    case .batchNorm(let norm):
      let operands = norm.operands
      let vectors = [operands.weight, operands.bias, operands.mean, operands.variance]
      append(
        .normalise(norm), for: norm.node, blocks: [operands.x] + (norm.addend.map { [$0] } ?? []),
        rows: vectors.compactMap { $0 }, writes: [blocks(norm.result)])
    case .batchNormGradient(let gradient):
      write(gradient)
    case .moments(let x, let mean, let variance):
      append(
        .moments(x: x, mean: mean, variance: variance), for: mean, blocks: [x],
        writes: [rows(mean), rows(variance)])
    case .maxPool(let windows, let x, let maxima, let switches):
      append(
        .maxPool(windows, x: x, maxima: maxima, switches: switches), for: fused.node, blocks: [x],
        writes: [maxima, switches].compactMap { $0.map(blocks) })
    case .reluGradient(let rectified, let upstream, let result):
      append(
        .pointwise(.unaryGradient(.relu), [rectified, upstream], result: result), for: result,
        blocks: [rectified, upstream], writes: [blocks(result)])
    case .tanhGradient(let tangent, let upstream, let result):
      append(
        .tanhGradient(tangent: tangent, upstream: upstream, result: result), for: result,
        blocks: [tangent, upstream], writes: [blocks(result)])
    }
  }

  private mutating func write(_ convolution: FusedConvolution) {
    append(
      .convolve(convolution), for: convolution.node,
      blocks: [convolution.x] + [convolution.addend, convolution.store.mask].compactMap { $0 },
      rows: [convolution.weight] + (convolution.bias.map { [$0] } ?? []),
      writes: [blocks(convolution.result)])
  }

  private mutating func write(_ gradient: FusedBatchNormGradient) {
    let operands = gradient.operands
    let vectors = [operands.weight, operands.mean, operands.variance]
    let id = gradient.result
    append(
      .normSums(gradient), for: id, blocks: [operands.x, gradient.upstream], rows: vectors,
      writes: [Value(node: id, form: .sums)]
        + [gradient.weightGradient, gradient.biasGradient].compactMap { $0.map(rows) })
    append(
      .normGradient(gradient), for: id, blocks: [operands.x, gradient.upstream], rows: vectors,
      sums: id, writes: [blocks(id)])
  }

  /// A node's value in blocks.
  private func blocks(_ id: NodeID) -> Value { Value(node: id, form: .blocks) }

  /// A node's value in row-major order.
  private func rows(_ id: NodeID) -> Value { Value(node: id, form: .rows) }

  /// Computes a node by itself, by the kernel for blocks that ``BlockedNodes`` has found.
  private mutating func writeBlocks(_ id: NodeID) {
    let node = graph[id]
    let (x, inputs) = (node.inputs[0], node.inputs)
    switch node.op {
    case .convolutionWeightGradient(let parameters):
      append(
        .weightGradient(parameters, x: x, upstream: inputs[1], result: id), for: id,
        blocks: inputs, writes: [rows(id)])
    case .maxUnpool:
      guard case .maxPoolIndices(let windows) = graph[inputs[1]].op else {
        preconditionFailure("the switches of node \(id.index) come from no pool")
      }
      append(
        .maxUnpool(windows, upstream: x, switches: inputs[1], result: id), for: id, blocks: inputs,
        writes: [blocks(id)])
    case .averagePool(let pool):
      writeAverage(id, .windows(pool))
    case .adaptiveAveragePool:
      writeAverage(id, .adaptive)
    case .averagePoolGradient(let pool, _):
      writeSpread(id, .windows(pool))
    case .adaptiveAveragePoolGradient:
      writeSpread(id, .adaptive)
    case .broadcast:
      writeSpread(id, .wholePlane)
    case .reduce(let reduction):
      guard reduction.axes.first == 0 else { return writeAverage(id, .adaptive) }
      let shape = graph[x].shape
      let divisor = reduction.kind == .mean ? Float(shape.count / shape[1]) : nil
      append(
        .channelSum(x: x, divisor: divisor, result: id), for: id, blocks: [x], writes: [rows(id)])
    case .unary, .unaryGradient, .binary:
      append(
        .pointwise(node.op, inputs, result: id), for: id, blocks: inputs, writes: [blocks(id)])
    case .concat:
      append(.concat(inputs, result: id), for: id, blocks: inputs, writes: [blocks(id)])
    case .slice(_, let range):
      append(
        .slice(x: x, from: range.lowerBound, result: id), for: id, blocks: [x],
        writes: [blocks(id)])
    case .dropout(let probability, let seed):
      let step = inputs.count > 1 ? inputs[1] : nil
      append(
        .dropout(
          DropoutMask(probability: probability, seed: seed), x: x, step: step, result: id),
        for: id, blocks: [x], rows: step.map { [$0] } ?? [], writes: [blocks(id)])
    default:
      preconditionFailure("there is no kernel for \(node.op.name) in blocks")
    }
  }

  private mutating func writeAverage(_ id: NodeID, _ kind: PoolKind) {
    let x = graph[id].inputs[0]
    append(.average(kind, x: x, result: id), for: id, blocks: [x], writes: [blocks(id)])
  }

  private mutating func writeSpread(_ id: NodeID, _ kind: PoolKind) {
    let upstream = graph[id].inputs[0]
    append(
      .spread(kind, upstream: upstream, result: id), for: id, blocks: [upstream],
      writes: [blocks(id)])
  }
}
