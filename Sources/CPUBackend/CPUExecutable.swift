import TensorEngine

/// A graph whose memory is allocated and whose kernels are made.
///
/// A run copies the feeds in, calls the kernels in order and copies the outputs out; nothing else
/// is allocated. Runs of one executable must not overlap.
final class CPUExecutable: Executable {
  private let graph: Graph
  private let outputs: [NodeID]
  private let feeds: [NodeID]
  /// The nodes that compute something, in the order they run.
  let steps: [Step]
  /// One node's computation.
  struct Step {
    let node: NodeID
    /// Says whether the operands name classes and cells that exist; absent where none can fail.
    let check: (() throws(BackendError) -> Void)?
    let run: Kernel
  }

  /// The memory of every node that is needed; a reshape shares its operand's.
  private let buffers: [NodeID: AlignedBuffer]

  init(_ graph: Graph, outputs: [NodeID], pool: ThreadPool) {
    let scratch = Scratch(workers: pool.threads)
    let maker = KernelMaker(pool: pool, scratch: scratch)
    var buffers: [NodeID: AlignedBuffer] = [:]
    var feeds: [NodeID] = []
    var steps: [Step] = []

    /// The memory of a node that comes earlier in the order.
    func buffer(of id: NodeID) -> AlignedBuffer {
      guard let buffer = buffers[id] else { preconditionFailure("operand after its use") }
      return buffer
    }

    for id in graph.nodesNeeded(for: outputs) {
      let node = graph[id]
      if case .reshape = node.op {
        buffers[id] = buffer(of: node.inputs[0])
        continue
      }
      let own = AlignedBuffer(count: node.shape.count)
      buffers[id] = own
      switch node.op {
      case .input: feeds.append(id)
      case .fill(let value, _): own.pointer.fill(Float(value), count: own.count)
      default: break
      }
      let operands = node.inputs.map {
        Operand(pointer: UnsafePointer(buffer(of: $0).pointer), shape: graph[$0].shape)
      }
      let result = Destination(pointer: own.pointer, shape: node.shape)
      if let kernel = maker.kernel(node.op, operands, result) {
        let check = CPUExecutable.indexCheck(of: id, in: graph, operands)
        steps.append(Step(node: id, check: check, run: kernel))
      }
    }
    scratch.allocate()

    self.graph = graph
    self.outputs = outputs
    self.feeds = feeds
    self.steps = steps
    self.buffers = buffers
  }

  func run(_ values: [NodeID: Tensor<Float>]) throws -> [NodeID: Tensor<Float>] {
    try load(values)
    for step in steps {
      try step.check?()
      step.run()
    }
    return results()
  }

  /// The check of a node whose second operand holds class numbers or switches.
  ///
  /// Switches that a max pool of the graph itself has made cannot be wrong; in training they are
  /// the only large ones, and looking at them again would cost a copy.
  private static func indexCheck(
    of id: NodeID, in graph: Graph, _ operands: [Operand]
  ) -> (() throws(BackendError) -> Void)? {
    let node = graph[id]
    switch node.op {
    case .pickClass, .placeClass:
      break
    case .maxUnpool, .takeAtIndices:
      let maker = graph[node.inputs[1]]
      if case .maxPoolIndices = maker.op {
        let plane = node.op == .takeAtIndices ? operands[0].shape : node.shape
        if Planes(graph[maker.inputs[0]].shape).area <= Planes(plane).area { return nil }
      }
    default:
      return nil
    }
    return { () throws(BackendError) in
      try node.op.checkIndices(operands.map(\.tensor), resultShape: node.shape)
    }
  }

  /// Copies the feeds into their buffers.
  ///
  /// - Throws: ``BackendError`` when one is missing or has another shape.
  func load(_ values: [NodeID: Tensor<Float>]) throws(BackendError) {
    for id in feeds {
      let value = try graph.feed(for: id, from: values)
      value.elements.withUnsafeBufferPointer { elements in
        guard let first = elements.baseAddress, let buffer = buffers[id] else { return }
        buffer.pointer.copy(from: first, count: elements.count)
      }
    }
  }

  /// Copies the outputs out of their buffers.
  private func results() -> [NodeID: Tensor<Float>] {
    var results: [NodeID: Tensor<Float>] = [:]
    for id in outputs {
      guard let buffer = buffers[id] else { continue }
      let elements = UnsafeBufferPointer(start: buffer.pointer, count: buffer.count)
      results[id] = Tensor(graph[id].shape, Array(elements))
    }
    return results
  }
}
