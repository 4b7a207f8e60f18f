import TensorEngine

/// The memory of a compiled graph's nodes.
///
/// - A bound node has the caller's buffer.
/// - A reshape shares its operand's memory, unless it is bound itself.
/// - Inputs, constants and outputs keep theirs from run to run.
/// - Everything else shares one block, as ``MemoryPlan`` places it.
final class NodeMemory {
  private let bindings: [NodeID: TensorBuffer<Float>]
  /// The nodes whose memory stays, and a single one for all others.
  private let kept: [AlignedBuffer]
  private let block: AlignedBuffer
  private let pointers: [NodeID: UnsafeMutablePointer<Float>]

  /// Plans the memory.
  ///
  /// - Parameters:
  ///   - graph: The computation.
  ///   - order: The nodes that run, operands first.
  ///   - outputs: The nodes whose values are looked at after a run.
  ///   - bindings: The caller's buffers.
  /// - Precondition: An input that shares its buffer with a result is not read after it.
  init(
    _ graph: Graph, order: [NodeID], keeping outputs: [NodeID],
    bindings: [NodeID: TensorBuffer<Float>]
  ) {
    let owners = NodeMemory.owners(graph, order, bindings)
    let outputOwners = Set(outputs.compactMap { owners[$0] })
    let lastReads = NodeMemory.lastReads(graph, order, owners)
    NodeMemory.checkReplacements(graph, order, lastReads, bindings)

    var pointers: [NodeID: UnsafeMutablePointer<Float>] = [:]
    var kept: [AlignedBuffer] = []
    var planned: [MemoryPlan.Value] = []
    for (step, id) in order.enumerated() where owners[id] == id {
      let node = graph[id]
      if let buffer = bindings[id] {
        pointers[id] = buffer.pointer
      } else if node.op.existsBeforeARun || outputOwners.contains(id) {
        let buffer = AlignedBuffer(count: node.shape.count)
        kept.append(buffer)
        pointers[id] = buffer.pointer
      } else {
        let lifetime = step...max(step, lastReads[id] ?? step)
        planned.append(MemoryPlan.Value(node: id, count: node.shape.count, lifetime: lifetime))
      }
    }
    let plan = MemoryPlan(planned)
    block = AlignedBuffer(count: plan.count)
    for (id, offset) in plan.offsets { pointers[id] = block.pointer + offset }
    for id in order {
      if let owner = owners[id], owner != id { pointers[id] = pointers[owner] }
    }
    self.bindings = bindings
    self.kept = kept
    self.pointers = pointers
  }

  /// Where a node's value lies.
  ///
  /// - Precondition: The node is one of those that run.
  func pointer(of id: NodeID) -> UnsafeMutablePointer<Float> {
    guard let pointer = pointers[id] else {
      preconditionFailure("node \(id.index) has no memory: it does not run")
    }
    return pointer
  }

  /// For each node the one whose memory holds its value: its own, or a reshape's operand's.
  private static func owners(
    _ graph: Graph, _ order: [NodeID], _ bindings: [NodeID: TensorBuffer<Float>]
  ) -> [NodeID: NodeID] {
    var owners: [NodeID: NodeID] = [:]
    for id in order {
      owners[id] = id
      if case .reshape = graph[id].op, bindings[id] == nil {
        owners[id] = owners[graph[id].inputs[0]]
      }
    }
    return owners
  }

  /// The last step that reads each owner's memory.
  private static func lastReads(
    _ graph: Graph, _ order: [NodeID], _ owners: [NodeID: NodeID]
  ) -> [NodeID: Int] {
    var lastReads: [NodeID: Int] = [:]
    for (step, id) in order.enumerated() {
      for operand in graph[id].inputs {
        if let owner = owners[operand] { lastReads[owner] = step }
      }
    }
    return lastReads
  }

  private static func checkReplacements(
    _ graph: Graph, _ order: [NodeID], _ lastReads: [NodeID: Int],
    _ bindings: [NodeID: TensorBuffer<Float>]
  ) {
    var steps: [UnsafeMutablePointer<Float>: Int] = [:]
    for (step, id) in order.enumerated() where !graph[id].op.existsBeforeARun {
      guard let buffer = bindings[id] else { continue }
      precondition(
        steps.updateValue(step, forKey: buffer.pointer) == nil,
        "two results are bound to one buffer")
    }
    for id in order where graph[id].op.existsBeforeARun {
      guard let buffer = bindings[id], let step = steps[buffer.pointer] else { continue }
      precondition(
        lastReads[id] ?? 0 <= step, "input \(id.index) is read after its buffer is overwritten")
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
