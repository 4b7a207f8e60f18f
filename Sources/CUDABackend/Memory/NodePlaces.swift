import TensorEngine

/// Where the values of a compiled graph lie on the device.
///
/// A bound node has the caller's buffer; a reshape shares its operand's memory, unless it is bound
/// itself; outputs, and numbers that are looked at after a run, keep theirs; everything else shares one
/// block, as ``MemoryPlan`` places it.
struct NodePlaces {
  private let places: [NodeID: Place]
  /// What the places are in, as long as they are used.
  private let block: CUDAMemory
  private let bindings: [NodeID: TensorBuffer<Float>]
  /// The offsets in the block of what is copied in and out.
  private let offsets: [NodeID: Int]

  /// - Parameters:
  ///   - graph: The computation.
  ///   - work: What is computed, in order.
  ///   - kept: The nodes whose values are looked at after a run.
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)``.
  init(
    _ graph: PlannedGraph, _ work: [FusedNode], keeping kept: Set<NodeID>,
    bindings: [NodeID: TensorBuffer<Float>], on device: CUDADevice
  ) throws(BackendError) {
    var owners: [NodeID: NodeID] = [:]
    var lastReads: [NodeID: Int] = [:]
    for (step, fused) in work.enumerated() {
      for id in fused.results {
        owners[id] = graph.sharesMemory(fused, bindings) ? owners[graph[id].inputs[0]] : id
      }
      for owner in fused.operands(in: graph).compactMap({ owners[$0] }) { lastReads[owner] = step }
    }
    for owner in kept.compactMap({ owners[$0] }) { lastReads[owner] = work.count }
    var values: [MemoryPlan.Value] = []
    for (step, fused) in work.enumerated() {
      for id in fused.results where owners[id] == id && bindings[id] == nil {
        // What is fed is there before the first step.
        let isFed = if case .input = graph[id].op { true } else { false }
        values.append(
          MemoryPlan.Value(
            node: id, count: graph[id].shape.count,
            lifetime: (isFed ? 0 : step)...max(step, lastReads[id] ?? step)))
      }
    }
    let plan = MemoryPlan(values)
    let block = try CUDAMemory(count: plan.count, on: device)
    var places: [NodeID: Place] = [:]
    var offsets: [NodeID: Int] = [:]
    for id in work.flatMap(\.results) {
      guard let owner = owners[id] else { continue }
      let shape = graph[id].shape
      if let buffer = bindings[owner] {
        places[id] = Place(shape: shape, memory: buffer.onDevice)
      } else if let offset = plan.offsets[owner] {
        offsets[id] = offset
        places[id] = Place(shape: shape, memory: block.tensor(at: offset, count: shape.count))
      }
    }
    (self.places, self.block, self.offsets) = (places, block, offsets)
    self.bindings = bindings
  }

  /// Where a node's value lies.
  ///
  /// - Precondition: It is one of those that are computed.
  subscript(id: NodeID) -> Place {
    guard let place = places[id] else {
      preconditionFailure("node \(id.index) has no memory: it does not run")
    }
    return place
  }

  /// Copies a value in.
  func write(_ elements: [Float], to id: NodeID, on device: CUDADevice) throws(BackendError) {
    try device.write(elements, to: address(of: id))
  }

  /// Copies a value out.
  func read(_ id: NodeID, on device: CUDADevice) throws(BackendError) -> [Float] {
    var elements = [Float](repeating: 0, count: self[id].shape.count)
    try device.read(address(of: id), into: &elements)
    return elements
  }

  private func address(of id: NodeID) -> UInt64 {
    UInt64(UInt(bitPattern: self[id].memory.numbers))
  }
}

extension PlannedGraph {
  /// Whether something is a reshape that takes its operand's memory: any that is not bound.
  func sharesMemory(_ fused: FusedNode, _ bindings: [NodeID: TensorBuffer<Float>]) -> Bool {
    guard case .alone(let id) = fused, case .reshape = self[id].op else { return false }
    return bindings[id] == nil
  }
}
