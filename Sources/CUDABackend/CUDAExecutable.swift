import CUDAKernels
import TensorEngine

/// A graph whose memory is planned and whose launches are made.
///
/// A run copies the feeds in, starts the kernels with one call and, where there are outputs, waits for them and
/// copies them out; where everything is bound, whoever reads a buffer waits. Runs of one executable must not
/// overlap.
final class CUDAExecutable: Executable {
  private let graph: Graph
  private let device: CUDADevice
  private let places: NodePlaces
  private let outputs: [NodeID]
  private let feeds: [NodeID]
  /// What the device computes, in order.
  let launches: [Launch]
  private let recorded: RecordedLaunches
  private let watch: PositionWatch
  /// What the launches point into.
  private let constants: [CUDAMemory]

  /// - Parameters:
  ///   - products: What computes matrix products, where it is not the kernels that are shipped.
  ///   - isFused: Whether nodes are computed together where they can be.
  ///   - gate: What keeps inputs as they are that the graph replaces, where it is no number.
  init(
    _ graph: Graph, outputs: [NodeID], bindings: [NodeID: TensorBuffer<Float>],
    precision: ProductPrecision, products: CUDABLAS?, isFused: Bool, library: KernelLibrary,
    device: CUDADevice, gate: TensorBuffer<Float>? = nil
  ) throws(BackendError) {
    graph.checkBindings(bindings)
    let bound = graph.boundResults(bindings)
    let order = graph.nodesNeeded(for: outputs + bound)
    let returned = Set(outputs).subtracting(bindings.keys).sorted()
    try CUDAExecutable.checkSizes(graph, order)
    var plan = PlannedGraph(graph, order: order, keeping: Set(outputs + bound))
    if isFused { plan.moveRectifierGradientsBelowPools() }
    let work = plan.work(isFused: isFused, fusesProducts: products == nil)
    // Positions are copied out behind the run, where they still have to be.
    let watched = plan.watchedReaders
    // What takes an input's place does so at the end, if at all.
    let replacing = gate == nil ? [] : graph.replacing(bindings)
    let placed = bindings.filter { !replacing.contains($0.key) }
    let places = try NodePlaces(
      plan, work, keeping: Set(returned + watched.map { plan[$0].inputs[1] } + replacing),
      bindings: placed, on: device)
    let watch = try PositionWatch(watched, in: plan, places, on: device)

    var memories: [CUDAMemory] = []
    let scratch = try CUDAMemory(
      count: CUDAExecutable.scratchSize(graph, order), on: device)
    memories.append(scratch)
    let maker = LaunchMaker(
      library: library,
      constants: { (words) throws(BackendError) in
        let memory = try CUDAMemory(words, on: device)
        memories.append(memory)
        return memory
      }, scratch: scratch, precision: precision, products: products)
    var launches: [Launch] = []
    for fused in work where !plan.sharesMemory(fused, placed) {
      launches += try maker.launches(fused, in: plan, places, bad: watch.word(of: fused.node))
    }
    if let gate {
      launches += try maker.replace(
        replacing.compactMap { id in bindings[id].map { (places[id], $0) } }, while: gate)
    }
    (self.graph, self.device, self.places, self.watch) = (graph, device, places, watch)
    (self.outputs, self.launches) = (returned, launches)
    recorded = RecordedLaunches(launches, on: device)
    constants = memories
    feeds = order.filter { id in
      if case .input = graph[id].op { bindings[id] == nil } else { false }
    }
  }

  func run(_ values: [NodeID: Tensor<Float>]) throws -> [NodeID: Tensor<Float>] {
    try device.checkFailure()
    try watch.begin()
    for id in feeds {
      try places.write(try graph.feed(for: id, from: values).elements, to: id, on: device)
    }
    try recorded.run()
    try watch.end(isWaitedFor: !outputs.isEmpty)
    guard !outputs.isEmpty else { return [:] }
    try watch.finish()
    try watch.checkRefusal()
    var results: [NodeID: Tensor<Float>] = [:]
    for id in outputs {
      results[id] = Tensor(graph[id].shape, try places.read(id, on: device))
    }
    return results
  }

  /// Runs with launches that its own are a part of.
  ///
  /// - Precondition: Everything is bound.
  func run(by launches: RecordedLaunches) throws(BackendError) {
    precondition(feeds.isEmpty && outputs.isEmpty, "a step of training is fed nothing")
    try device.checkFailure()
    try watch.begin()
    try launches.run()
    try watch.end(isWaitedFor: false)
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

extension Graph {
  /// The nodes whose results take an input's place, in order.
  fileprivate func replacing(_ bindings: [NodeID: TensorBuffer<Float>]) -> [NodeID] {
    func isInput(_ id: NodeID) -> Bool { if case .input = self[id].op { true } else { false } }
    let inputs = bindings.filter { isInput($0.key) }.values
    return bindings.filter { id, buffer in
      !isInput(id) && inputs.contains { $0.isSame(as: buffer) }
    }.keys.sorted()
  }
}

extension PlannedGraph {
  /// What is computed, in order, without constants that nobody reads any more.
  fileprivate func work(isFused: Bool, fusesProducts: Bool) -> [FusedNode] {
    guard isFused else { return order.map(FusedNode.alone) }
    // Statistics of channels are those of a tensor that has channels.
    let fusable = order.filter { id in
      switch self[id].op {
      case .reduce: self[self[id].inputs[0]].shape.rank >= 2
      case .matmul: fusesProducts
      default: true
      }
    }
    let work = fused(among: Set(fusable))
    let read = Set(work.flatMap { $0.operands(in: self) }).union(kept)
    return work.filter { fused in
      if case .alone(let id) = fused, case .fill = self[id].op { read.contains(id) } else { true }
    }
  }
}
