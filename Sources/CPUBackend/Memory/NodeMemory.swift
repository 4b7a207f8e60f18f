import TensorEngine

/// The memory of a compiled graph's values.
///
/// In row-major order:
/// - A bound node has the caller's buffer.
/// - A reshape shares its operand's memory, unless it is bound itself.
/// - Inputs, constants and outputs keep theirs from run to run.
/// - Everything else shares one block, as ``MemoryPlan`` places it.
///
/// Values in blocks of images are planned apart, see ``BlockMemory``.
final class NodeMemory {
  private let bindings: [NodeID: TensorBuffer<Float>]
  /// The nodes whose memory stays, and a single one for all others.
  private let kept: [AlignedBuffer]
  private let block: AlignedBuffer
  private let pointers: [NodeID: UnsafeMutablePointer<Float>]
  private let blocks: BlockMemory

  /// Plans the memory.
  ///
  /// - Parameters:
  ///   - graph: The computation.
  ///   - passes: What runs, in order.
  ///   - outputs: The nodes whose values are looked at after a run.
  ///   - bindings: The caller's buffers.
  /// - Throws: ``BackendError/memory(bytes:)``.
  /// - Precondition: An input that shares its buffer with a result is not read after it.
  init(
    _ graph: PlannedGraph, passes: [Pass], keeping outputs: [NodeID],
    bindings: [NodeID: TensorBuffer<Float>]
  ) throws(BackendError) {
    let owners = NodeMemory.owners(graph, bindings)
    let outputOwners = Set(outputs.compactMap { owners[$0] })
    let (writes, lastReads) = NodeMemory.uses(passes, owners)
    NodeMemory.checkReplacements(graph, writes, lastReads, bindings)

    var pointers: [NodeID: UnsafeMutablePointer<Float>] = [:]
    var kept: [AlignedBuffer] = []
    var planned: [MemoryPlan.Value] = []
    for id in graph.order where owners[id] == id {
      guard let pass = writes[id] else { continue }
      let node = graph[id]
      if let buffer = bindings[id] {
        pointers[id] = buffer.hostPointer
      } else if node.op.existsBeforeARun || outputOwners.contains(id) {
        let buffer = try AlignedBuffer(asManyAs: node.shape.count)
        kept.append(buffer)
        pointers[id] = buffer.pointer
      } else {
        let lifetime = pass...max(pass, lastReads[id] ?? pass)
        planned.append(MemoryPlan.Value(node: id, count: node.shape.count, lifetime: lifetime))
      }
    }
    let plan = MemoryPlan(planned)
    block = try AlignedBuffer(asManyAs: plan.count)
    for (id, offset) in plan.offsets { pointers[id] = block.pointer + offset }
    for id in graph.order {
      if let owner = owners[id], owner != id { pointers[id] = pointers[owner] }
    }
    self.bindings = bindings
    self.kept = kept
    self.pointers = pointers
    blocks = try BlockMemory(graph, passes: passes)
  }

  /// Where a node's value lies in row-major order.
  ///
  /// - Precondition: It is one of those that are computed.
  func pointer(of id: NodeID) -> UnsafeMutablePointer<Float> {
    guard let pointer = pointers[id] else {
      preconditionFailure("node \(id.index) has no memory: it does not run")
    }
    return pointer
  }

  /// Where a node's blocks lie.
  ///
  /// - Precondition: It is one of those that are computed.
  func blocks(of id: NodeID) -> BlockPlace { blocks.place(of: id) }

  /// The bytes that belong to no binding.
  var bytes: Int {
    let count = kept.map(\.count).reduce(block.count + blocks.count, +)
    return count * MemoryLayout<Float>.stride
  }

  /// For each node the one whose memory holds its value: its own, or a reshape's operand's.
  private static func owners(
    _ graph: PlannedGraph, _ bindings: [NodeID: TensorBuffer<Float>]
  ) -> [NodeID: NodeID] {
    var owners: [NodeID: NodeID] = [:]
    for id in graph.order {
      owners[id] = id
      if case .reshape = graph[id].op, bindings[id] == nil {
        owners[id] = owners[graph[id].inputs[0]]
      }
    }
    return owners
  }

  /// The pass that writes each owner's memory first, and the one that reads it last.
  ///
  /// Threads are at different instructions of one pass at a time, so a value lives for whole passes.
  private static func uses(
    _ passes: [Pass], _ owners: [NodeID: NodeID]
  ) -> (writes: [NodeID: Int], lastReads: [NodeID: Int]) {
    var writes: [NodeID: Int] = [:]
    var lastReads: [NodeID: Int] = [:]
    for (number, pass) in passes.enumerated() {
      for instruction in pass.instructions {
        for value in instruction.reads where value.form == .rows {
          if let owner = owners[value.node] { lastReads[owner] = number }
        }
        for value in instruction.writes where value.form == .rows {
          if let owner = owners[value.node], writes[owner] == nil { writes[owner] = number }
        }
      }
    }
    return (writes, lastReads)
  }

  private static func checkReplacements(
    _ graph: PlannedGraph, _ writes: [NodeID: Int], _ lastReads: [NodeID: Int],
    _ bindings: [NodeID: TensorBuffer<Float>]
  ) {
    var passes: [UnsafeMutablePointer<Float>: Int] = [:]
    for id in graph.order where !graph[id].op.existsBeforeARun {
      guard let buffer = bindings[id], let pass = writes[id] else { continue }
      precondition(
        passes.updateValue(pass, forKey: buffer.hostPointer) == nil,
        "two results are bound to one buffer")
    }
    for id in graph.order where graph[id].op.existsBeforeARun {
      guard let buffer = bindings[id], let pass = passes[buffer.hostPointer] else { continue }
      precondition(
        lastReads[id] ?? 0 <= pass, "input \(id.index) is read after its buffer is overwritten")
    }
  }
}

extension Op {
  /// Whether the value is there before the graph runs, and must not be overwritten by others.
  var existsBeforeARun: Bool {
    switch self {
    case .input, .fill: true
    default: false
    }
  }
}
