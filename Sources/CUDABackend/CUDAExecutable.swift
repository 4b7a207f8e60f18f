import CUDAKernels
import TensorEngine

/// A graph whose memory is planned and whose launches are made.
///
/// A run copies the feeds in, starts the kernels with one call, waits for them and copies the outputs out.
/// Runs of one executable must not overlap.
final class CUDAExecutable: Executable {
  private let graph: Graph
  private let plan: PlannedGraph
  private let device: CUDADevice
  private let places: NodePlaces
  private let outputs: [NodeID]
  private let feeds: [NodeID]
  private let launches: RecordedLaunches
  /// The nodes that read positions, and where they say that one is wrong.
  private let readers: [NodeID]
  private let bad: CUDAMemory
  /// What the launches point into.
  private let constants: [CUDAMemory]

  /// What says that no position is wrong: larger than any that there is.
  private static let none: UInt8 = 0x7F

  /// - Parameter isFused: Whether nodes are computed together where they can be.
  init(
    _ graph: Graph, outputs: [NodeID], bindings: [NodeID: TensorBuffer<Float>],
    precision: ProductPrecision, isFused: Bool, library: KernelLibrary, device: CUDADevice
  ) throws(BackendError) {
    graph.checkBindings(bindings)
    let bound = graph.boundResults(bindings)
    let order = graph.nodesNeeded(for: outputs + bound)
    let returned = Set(outputs).subtracting(bindings.keys).sorted()
    try CUDAExecutable.checkSizes(graph, order)
    // A wrong position is looked up after the run, where it still has to be.
    let positions = order.filter { graph[$0].op.readsPositions }.map { graph[$0].inputs[1] }
    var plan = PlannedGraph(graph, order: order, keeping: Set(outputs + bound + positions))
    if isFused { plan.moveRectifierGradientsBelowPools() }
    let work = plan.work(isFused: isFused)
    let readers = order.filter { plan[$0].op.readsPositions }
    let places = try NodePlaces(
      plan, work, keeping: Set(returned + positions), bindings: bindings, on: device)
    let bad = try CUDAMemory(count: readers.count, on: device)

    var memories: [CUDAMemory] = []
    let scratch = try CUDAMemory(
      count: CUDAExecutable.scratchSize(graph, order), on: device)
    memories.append(scratch)
    var launches: [Launch] = []
    for fused in work where !plan.sharesMemory(fused, bindings) {
      let reader = readers.firstIndex(of: fused.node)
      let maker = LaunchMaker(
        library: library,
        constants: { (words) throws(BackendError) in
          let memory = try CUDAMemory(words, on: device)
          memories.append(memory)
          return memory
        }, scratch: scratch, precision: precision)
      launches += try maker.launches(
        fused, in: plan, places,
        bad: bad.integers(at: reader ?? 0, count: reader == nil ? 0 : 1))
    }
    (self.graph, self.plan, self.device, self.places) = (graph, plan, device, places)
    (self.outputs, self.launches) = (returned, RecordedLaunches(launches, on: device))
    (self.readers, self.bad) = (readers, bad)
    constants = memories
    feeds = order.filter { id in
      if case .input = graph[id].op { bindings[id] == nil } else { false }
    }
  }

  func run(_ values: [NodeID: Tensor<Float>]) throws -> [NodeID: Tensor<Float>] {
    try device.checkFailure()
    for id in feeds {
      try places.write(try graph.feed(for: id, from: values).elements, to: id, on: device)
    }
    try bad.clear(CUDAExecutable.none)
    try launches.run()
    try device.synchronize()
    try checkPositions()
    var results: [NodeID: Tensor<Float>] = [:]
    for id in outputs {
      results[id] = Tensor(graph[id].shape, try places.read(id, on: device))
    }
    return results
  }

  /// Says which position is wrong, if one is.
  private func checkPositions() throws(BackendError) {
    guard !readers.isEmpty else { return }
    var words = [UInt32](repeating: 0, count: readers.count)
    try bad.readWords(into: &words)
    let none = UInt32(CUDAExecutable.none) * 0x0101_0101
    for (reader, word) in zip(readers, words) where word != none {
      let node = plan[reader]
      let positions = try places.read(node.inputs[1], on: device)
      let shapes = node.inputs.map { plan[$0].shape }
      let refusal: BackendError? = positions.withUnsafeBufferPointer { positions in
        do throws(BackendError) {
          try node.op.checkIndices(positions, shapes, resultShape: node.shape)
          return nil
        } catch {
          return error
        }
      }
      if let refusal { throw refusal }
    }
  }

  /// Kernels count with 32 bits.
  private static func checkSizes(_ graph: Graph, _ order: [NodeID]) throws(BackendError) {
    for id in order where graph[id].shape.count > Int(Int32.max) / 2 {
      throw .cuda(
        "a tensor of shape \(graph[id].shape) has more numbers than kernels count",
        "Use smaller batches.")
    }
  }

  /// The numbers that a node needs beside its result while it runs, at most.
  private static func scratchSize(_ graph: Graph, _ order: [NodeID]) -> Int {
    order.map { id in
      let node = graph[id]
      guard case .convolutionWeightGradient(let parameters) = node.op else { return 0 }
      let parts = LaunchMaker.parts(
        ofWeightGradient: parameters, graph[node.inputs[1]].shape, node.shape)
      return parts > 1 ? parts * node.shape.count : 0
    }.max() ?? 0
  }
}

extension PlannedGraph {
  /// What is computed, in order, without constants that nobody reads any more.
  fileprivate func work(isFused: Bool) -> [FusedNode] {
    guard isFused else { return order.map(FusedNode.alone) }
    // Statistics of channels are those of a tensor that has channels.
    let fusable = order.filter { id in
      if case .reduce = self[id].op { self[self[id].inputs[0]].shape.rank >= 2 } else { true }
    }
    let work = fused(among: Set(fusable))
    let read = Set(work.flatMap { $0.operands(in: self) }).union(kept)
    return work.filter { fused in
      if case .alone(let id) = fused, case .fill = self[id].op { read.contains(id) } else { true }
    }
  }
}
