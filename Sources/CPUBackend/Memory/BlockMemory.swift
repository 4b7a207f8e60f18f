import TensorEngine

/// Where the blocks of a value lie: the first one, and how far apart they are.
struct BlockPlace {
  let first: UnsafeMutablePointer<Float>
  let stride: Int
  let shape: BlockShape

  /// The start of a block.
  func callAsFunction(_ block: Int) -> UnsafeMutablePointer<Float> { first + block * stride }
}

/// The memory of values that lie in blocks of images.
///
/// A block is handled from the first instruction to the last without regard to the others, so one
/// block's values are planned by ``MemoryPlan``, and every other block gets a copy of that plan.
/// What belongs to one block lies together and stays in the cache of the core that works on it.
final class BlockMemory {
  private let buffer: AlignedBuffer
  /// One block each: a constant is the same in all.
  private let constants: [NodeID: AlignedBuffer]
  private let offsets: [NodeID: Int]
  private let stride: Int
  private let shapes: [NodeID: BlockShape]

  init(_ graph: PlannedGraph, passes: [Pass]) throws(BackendError) {
    var writes: [NodeID: Int] = [:]
    var lastReads: [NodeID: Int] = [:]
    var shapes: [NodeID: BlockShape] = [:]
    var constants: [NodeID: AlignedBuffer] = [:]
    var batch = 0
    for (step, instruction) in passes.flatMap(\.instructions).enumerated() {
      for value in instruction.writes + instruction.reads where value.form == .blocks {
        guard let shape = BlockShape(graph[value.node].shape) else {
          preconditionFailure("node \(value.node.index) has no full block")
        }
        shapes[value.node] = shape
        batch = max(batch, graph[value.node].shape[0])
      }
      for value in instruction.writes where value.form == .blocks { writes[value.node] = step }
      for value in instruction.reads where value.form == .blocks {
        lastReads[value.node] = step
        if constants[value.node] == nil, case .fill(let number, _) = graph[value.node].op,
          let shape = shapes[value.node]
        {
          let constant = try AlignedBuffer(asManyAs: shape.count)
          constant.pointer.fill(Float(number), count: shape.count)
          constants[value.node] = constant
        }
      }
    }
    let owners = Self.owners(passes, writes, lastReads, shapes)
    var lifetimes: [NodeID: ClosedRange<Int>] = [:]
    for (id, step) in writes {
      let owner = owners[id] ?? id
      let own = step...max(step, lastReads[id] ?? step)
      let other = lifetimes[owner] ?? own
      lifetimes[owner] =
        min(own.lowerBound, other.lowerBound)...max(own.upperBound, other.upperBound)
    }
    let plan = MemoryPlan(
      lifetimes.map { id, lifetime in
        MemoryPlan.Value(node: id, count: shapes[id]?.count ?? 0, lifetime: lifetime)
      })
    // Blocks a power of two apart would share their places in the cache.
    stride = plan.count + TensorBufferAlignment.bytes / MemoryLayout<Float>.stride
    buffer = try AlignedBuffer(
      asManyAs: plan.count == 0 ? 0 : BlockedBatch(images: batch).blocks * stride)
    offsets = writes.keys.reduce(into: [:]) { offsets, id in
      offsets[id] = plan.offsets[owners[id] ?? id]
    }
    self.constants = constants
    self.shapes = shapes
  }

  /// For a result that is written over an operand the node whose memory that is.
  ///
  /// An operand is written over by the last instruction that reads it, if that reads every number
  /// before it writes at its place.
  private static func owners(
    _ passes: [Pass], _ writes: [NodeID: Int], _ lastReads: [NodeID: Int],
    _ shapes: [NodeID: BlockShape]
  ) -> [NodeID: NodeID] {
    var owners: [NodeID: NodeID] = [:]
    for (step, instruction) in passes.flatMap(\.instructions).enumerated() {
      guard case .blocks(let task) = instruction.task,
        let result = instruction.writes.first(where: { $0.form == .blocks })?.node
      else { continue }
      let replaced = task.replaceable.first { operand in
        writes[operand] != nil && lastReads[operand] == step && shapes[operand] == shapes[result]
      }
      if let replaced { owners[result] = owners[replaced] ?? replaced }
    }
    return owners
  }

  /// The numbers of all blocks.
  var count: Int { constants.values.map(\.count).reduce(buffer.count, +) }

  /// Where a value's blocks lie.
  func place(of id: NodeID) -> BlockPlace {
    guard let shape = shapes[id] else { preconditionFailure("node \(id.index) has no blocks") }
    if let constant = constants[id] {
      return BlockPlace(first: constant.pointer, stride: 0, shape: shape)
    }
    guard let offset = offsets[id] else {
      preconditionFailure("the blocks of node \(id.index) are never written")
    }
    return BlockPlace(first: buffer.pointer + offset, stride: stride, shape: shape)
  }
}
