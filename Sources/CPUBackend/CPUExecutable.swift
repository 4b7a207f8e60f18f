import TensorEngine

/// A graph whose memory is planned and whose kernels are made.
///
/// A run copies the feeds in, calls the kernels in order and copies the outputs out; where
/// everything is bound to the caller's buffers it only calls the kernels. Nothing else is
/// allocated. Runs of one executable must not overlap.
final class CPUExecutable: Executable {
  private let graph: Graph
  private let memory: NodeMemory
  /// The outputs that are copied out.
  private let outputs: [NodeID]
  /// The inputs that are copied in.
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

  init(
    _ graph: Graph, outputs: [NodeID], bindings: [NodeID: TensorBuffer<Float>], pool: ThreadPool
  ) {
    graph.checkBindings(bindings)
    let order = graph.nodesNeeded(for: outputs + graph.boundResults(bindings))
    let returned = Set(outputs).subtracting(bindings.keys).sorted()
    let memory = NodeMemory(graph, order: order, keeping: returned, bindings: bindings)
    let scratch = Scratch(workers: pool.threads)
    let maker = KernelMaker(pool: pool, scratch: scratch)
    var feeds: [NodeID] = []
    var steps: [Step] = []

    for id in order {
      let node = graph[id]
      switch node.op {
      case .input:
        if bindings[id] == nil { feeds.append(id) }
      case .fill(let value, _):
        memory.pointer(of: id).fill(Float(value), count: node.shape.count)
      default:
        break
      }
      let operands = node.inputs.map {
        Operand(pointer: UnsafePointer(memory.pointer(of: $0)), shape: graph[$0].shape)
      }
      let result = Destination(pointer: memory.pointer(of: id), shape: node.shape)
      if let kernel = maker.kernel(node.op, operands, result) ?? Self.copy(operands, result) {
        let check = CPUExecutable.indexCheck(of: id, in: graph, operands)
        steps.append(Step(node: id, check: check, run: kernel))
      }
    }
    scratch.allocate()

    self.graph = graph
    self.memory = memory
    self.outputs = returned
    self.feeds = feeds
    self.steps = steps
  }

  func run(_ values: [NodeID: Tensor<Float>]) throws -> [NodeID: Tensor<Float>] {
    try load(values)
    for step in steps {
      try step.check?()
      step.run()
    }
    return results()
  }

  /// What fills the buffer that a reshape is bound to; `nil` where result and operand are the same
  /// memory, and for nodes without operands.
  private static func copy(_ operands: [Operand], _ result: Destination) -> Kernel? {
    guard let operand = operands.first, operand.pointer != UnsafePointer(result.pointer) else {
      return nil
    }
    return { result.pointer.copy(from: operand.pointer, count: result.count) }
  }

  /// The check of a node whose second operand holds class numbers or switches.
  ///
  /// Switches that a max pool of the graph itself has made cannot be wrong; in training they are
  /// the only large ones, and looking at them again would cost a pass over them.
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
    let indices = UnsafeBufferPointer(start: operands[1].pointer, count: operands[1].count)
    let shapes = operands.map(\.shape)
    return { () throws(BackendError) in
      try node.op.checkIndices(indices, shapes, resultShape: node.shape)
    }
  }

  /// Copies the feeds into their buffers.
  ///
  /// - Throws: ``BackendError`` when one is missing or has another shape.
  func load(_ values: [NodeID: Tensor<Float>]) throws(BackendError) {
    for id in feeds {
      let value = try graph.feed(for: id, from: values)
      value.elements.withUnsafeBufferPointer { elements in
        guard let first = elements.baseAddress else { return }
        memory.pointer(of: id).copy(from: first, count: elements.count)
      }
    }
  }

  /// Copies the outputs out of their buffers.
  private func results() -> [NodeID: Tensor<Float>] {
    var results: [NodeID: Tensor<Float>] = [:]
    for id in outputs {
      let shape = graph[id].shape
      let elements = UnsafeBufferPointer(
        start: UnsafePointer(memory.pointer(of: id)), count: shape.count)
      results[id] = Tensor(shape, Array(elements))
    }
    return results
  }
}
