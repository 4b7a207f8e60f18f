import CKernels
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
  /// What computes something, in the order it runs.
  let steps: [Step]
  /// One or several nodes' computation.
  struct Step {
    /// The node that is computed, or the first of them.
    let node: NodeID
    /// Says whether the operands name classes and cells that exist; absent where none can fail.
    var check: (() throws(BackendError) -> Void)?
    let run: Kernel
  }

  /// Plans a graph.
  ///
  /// - Parameters:
  ///   - kernels: The kernels for blocks of images; without them nothing is laid out in blocks.
  ///   - convolutions: How convolutions of blocks are computed; the faster way when absent.
  ///   - separately: Whether each instruction gets a step of its own, to be timed.
  /// - Throws: ``BackendError/memory(bytes:)``.
  init(
    _ graph: Graph, outputs: [NodeID], bindings: [NodeID: TensorBuffer<Float>], pool: ThreadPool,
    kernels: ck_kernels?, convolutions: ConvolutionMethod?, separately: Bool = false
  ) throws(BackendError) {
    graph.checkBindings(bindings)
    let bound = graph.boundResults(bindings)
    let order = graph.nodesNeeded(for: outputs + bound)
    let returned = Set(outputs).subtracting(bindings.keys).sorted()
    var plan = PlannedGraph(graph, order: order, keeping: Set(outputs + bound))
    if kernels != nil { plan.moveRectifierGradientsBelowPools() }
    let instructions = InstructionWriter.instructions(for: plan, usesBlocks: kernels != nil)
    let passes = Pass.passes(of: instructions, separately: separately)
    let memory = try NodeMemory(plan, passes: passes, keeping: returned, bindings: bindings)
    let scratch = Scratch(workers: pool.threads)
    let sumsMemory = SumsMemory()
    let blockMaker = kernels.map {
      BlockKernelMaker(
        graph: plan, memory: memory, pool: pool, scratch: scratch, kernels: $0,
        convolutions: convolutions, sums: NormSums(), sumsMemory: sumsMemory)
    }
    let maker = KernelMaker(pool: pool, scratch: scratch)

    var steps: [Step] = []
    for pass in passes {
      if let blockMaker, pass.isByBlock {
        steps.append(Self.step(pass, plan, blockMaker))
      } else if let step = Self.step(pass.instructions[0].node, plan, memory, maker) {
        steps.append(step)
      }
    }
    try scratch.allocate()
    try sumsMemory.allocate()

    self.graph = graph
    self.memory = memory
    self.outputs = returned
    feeds = order.filter { id in
      if case .input = graph[id].op { bindings[id] == nil } else { false }
    }
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

  /// The kernel of a node in row-major order; `nil` where there is nothing to compute.
  private static func step(
    _ id: NodeID, _ graph: PlannedGraph, _ memory: NodeMemory, _ maker: KernelMaker
  ) -> Step? {
    let node = graph[id]
    if case .fill(let value, _) = node.op {
      memory.pointer(of: id).fill(Float(value), count: node.shape.count)
    }
    let operands = node.inputs.map {
      Operand(pointer: UnsafePointer(memory.pointer(of: $0)), shape: graph[$0].shape)
    }
    let result = Destination(pointer: memory.pointer(of: id), shape: node.shape)
    guard let kernel = maker.kernel(node.op, operands, result) ?? copy(operands, result) else {
      return nil
    }
    return Step(node: id, check: indexCheck(of: id, in: graph, operands), run: kernel)
  }

  /// The kernels of a pass over blocks of images.
  private static func step(
    _ pass: Pass, _ graph: PlannedGraph, _ maker: BlockKernelMaker
  ) -> Step {
    maker.sumsMemory.beginPass()
    let kernels = pass.instructions.map(maker.kernel)
    let blocks = pass.blockCount
    let prepare = kernels.compactMap(\.prepare)
    let finish = kernels.compactMap(\.finish)
    let run = kernels.map(\.run)
    let work = pass.instructions.map { graph[$0.node].shape.count }.reduce(0, +)
    return Step(node: pass.instructions[0].node) { [pool = maker.pool] in
      for prepare in prepare { prepare() }
      pool.forEach(blocks: blocks, work: work * ThreadPool.multiplyAddsPerNumber) {
        block, worker in
        for run in run { run(block, worker) }
      }
      for finish in finish { finish() }
    }
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
    of id: NodeID, in graph: PlannedGraph, _ operands: [Operand]
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
