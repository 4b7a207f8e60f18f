import ConvolutionArithmetic
import TensorEngine

extension InstructionWriter {
  /// The maxima and the switches of the same windows are found in one go.
  mutating func writeMaxPool(_ id: NodeID, _ windows: [SlidingWindow]) -> Bool {
    let x = graph[id].inputs[0]
    guard isInBlocks(x), graph[x].shape.rank >= 3 else { return false }
    func partner(_ op: Op) -> NodeID? {
      graph[id].op == op
        ? id : graph.readers(of: x).first { graph[$0].op == op && !done.contains($0) }
    }
    let (maxima, switches) = (partner(.maxPool(windows)), partner(.maxPoolIndices(windows)))
    append(
      .maxPool(windows, x: x, maxima: maxima, switches: switches), for: id, blocks: [x],
      writes: [maxima, switches].compactMap { $0.map(blocks) })
    return true
  }

  /// Unpooling by the switches of a pool, whose windows say where each may point.
  mutating func writeMaxUnpool(_ id: NodeID) -> Bool {
    let (upstream, switches) = (graph[id].inputs[0], graph[id].inputs[1])
    guard case .maxUnpool(let unpooling) = graph[id].op, unpooling.overlap == .sum,
      case .maxPoolIndices(let windows) = graph[switches].op, isInBlocks(switches),
      graph[graph[switches].inputs[0]].shape == graph[id].shape, canBeInBlocks(upstream)
    else { return false }
    append(
      .maxUnpool(windows, upstream: upstream, switches: switches, result: id), for: id,
      blocks: [upstream, switches], writes: [blocks(id)])
    return true
  }

  mutating func writeAverage(_ id: NodeID, _ kind: PoolKind) -> Bool {
    let x = graph[id].inputs[0]
    guard isInBlocks(x) else { return false }
    append(.average(kind, x: x, result: id), for: id, blocks: [x], writes: [blocks(id)])
    return true
  }

  mutating func writeSpread(_ id: NodeID, _ kind: PoolKind) -> Bool {
    let upstream = graph[id].inputs[0]
    guard canBeInBlocks(upstream), graph[id].shape.rank >= 3 else { return false }
    append(
      .spread(kind, upstream: upstream, result: id), for: id, blocks: [upstream],
      writes: [blocks(id)])
    return true
  }

  /// One number for each plane becomes the plane: the gradient of a global mean.
  mutating func writeRepetition(_ id: NodeID) -> Bool {
    let x = graph[id].inputs[0]
    let (from, to) = (graph[x].shape, graph[id].shape)
    guard to.rank == 4, from.dimensions == [to[0], to[1], 1, 1], to.count > from.count,
      canBeInBlocks(x)
    else { return false }
    append(
      .spread(.wholePlane, upstream: x, result: id), for: id, blocks: [x], writes: [blocks(id)])
    return true
  }

  /// Sums and means over all but the channels, and means over the plane.
  mutating func writeReduction(_ id: NodeID, _ reduction: Reduction) -> Bool {
    let x = graph[id].inputs[0]
    let shape = graph[x].shape
    guard isInBlocks(x), shape.rank >= 3 else { return false }
    if reduction.axes == (0..<shape.rank).filter({ $0 != 1 }) {
      if reduction.kind == .mean, writeMoments(id, of: x) { return true }
      let divisor = reduction.kind == .mean ? Float(shape.count / shape[1]) : nil
      append(
        .channelSum(x: x, divisor: divisor, result: id), for: id, blocks: [x], writes: [rows(id)])
      return true
    }
    if reduction.kind == .mean, reduction.axes == Array(2..<shape.rank) {
      append(.average(.adaptive, x: x, result: id), for: id, blocks: [x], writes: [blocks(id)])
      return true
    }
    return false
  }
}
