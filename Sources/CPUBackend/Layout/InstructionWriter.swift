import ConvolutionArithmetic
import TensorEngine

/// Turns the nodes of a graph into instructions: decides which values lie in blocks, where one form
/// becomes the other, and which nodes are computed together.
///
/// A convolution of a block of images and more, or the gradient of a pool or of a mean, starts them;
/// whatever follows stays in blocks as long as there is a kernel for it. Every other op finds its operands in row-major order.
struct InstructionWriter {
  let graph: PlannedGraph
  private(set) var instructions: [Instruction] = []
  /// The values that exist so far.
  private var available: Set<Value> = []
  /// Nodes that an earlier instruction has computed, or that nobody needs any more.
  var done: Set<NodeID> = []
  /// Convolutions that are computed together with the node that reads them.
  var pending: [NodeID: PendingConvolution] = [:]
  /// Batch norms that are computed together with the sum that reads them.
  var pendingNorms: [NodeID: PendingNorm] = [:]
  /// For a node that was folded into its ReLU the ReLU, which is positive where the node was.
  var rectified: [NodeID: NodeID] = [:]

  /// Writes the instructions of a graph.
  ///
  /// - Parameter usesBlocks: Whether anything is laid out in blocks.
  static func instructions(for graph: PlannedGraph, usesBlocks: Bool) -> [Instruction] {
    var writer = InstructionWriter(graph: graph)
    for id in graph.order where !writer.done.contains(id) {
      if !usesBlocks || !writer.writeBlocks(id) { writer.writeRows(id) }
    }
    for id in graph.order where graph.kept.contains(id) { writer.needRows(id) }
    // What is there before a run starts must not come between the instructions of a pass.
    return writer.instructions.filter(\.reads.isEmpty)
      + writer.instructions.filter { !$0.reads.isEmpty }
  }

  private init(graph: PlannedGraph) {
    self.graph = graph
  }

  /// Whether a node's value is there in blocks.
  func isInBlocks(_ id: NodeID) -> Bool {
    available.contains(Value(node: id, form: .blocks))
  }

  /// Whether a node's value is there, or can be had, in blocks.
  func canBeInBlocks(_ id: NodeID) -> Bool {
    isInBlocks(id)
      || BlockShape(graph[id].shape) != nil && available.contains(Value(node: id, form: .rows))
  }

  /// Appends an instruction and makes what it writes available.
  ///
  /// - Parameters:
  ///   - blocks: The nodes that it reads in blocks.
  ///   - rows: The nodes that it reads in row-major order.
  mutating func append(
    _ task: BlockTask, for id: NodeID, blocks: [NodeID], rows: [NodeID] = [], sums: NodeID? = nil,
    writes: [Value]
  ) {
    for node in blocks { needBlocks(node) }
    for node in rows { needRows(node) }
    var reads = blocks.map { Value(node: $0, form: .blocks) }
    reads += rows.map { Value(node: $0, form: .rows) }
    if let sums { reads.append(Value(node: sums, form: .sums)) }
    append(instruction(id, .blocks(task), reads: reads, writes: writes))
  }

  private func instruction(
    _ id: NodeID, _ task: Instruction.Task, reads: [Value], writes: [Value]
  ) -> Instruction {
    let images = (reads + writes).first { $0.form == .blocks }.map { graph[$0.node].shape[0] }
    return Instruction(
      node: id, task: task, reads: reads, writes: writes,
      blockCount: BlockedBatch(images: images ?? 0).blocks)
  }

  private mutating func append(_ instruction: Instruction) {
    instructions.append(instruction)
    available.formUnion(instruction.writes)
    done.formUnion(instruction.writes.filter { $0.form != .sums }.map(\.node))
  }

  /// Computes a node in row-major order.
  private mutating func writeRows(_ id: NodeID) {
    let node = graph[id]
    for input in node.inputs { needRows(input) }
    let result = Value(node: id, form: .rows)
    append(
      instruction(
        id, .rows, reads: node.inputs.map { Value(node: $0, form: .rows) }, writes: [result]))
    // A constant is the same in every form.
    if case .fill = node.op, BlockShape(node.shape) != nil {
      available.insert(Value(node: id, form: .blocks))
    }
  }

  mutating func needRows(_ id: NodeID) {
    convert(id, from: .blocks, to: .rows, .leave)
  }

  mutating func needBlocks(_ id: NodeID) {
    convert(id, from: .rows, to: .blocks, .enter)
  }

  private mutating func convert(_ id: NodeID, from: Form, to: Form, _ task: Instruction.Task) {
    guard !available.contains(Value(node: id, form: to)) else { return }
    precondition(
      available.contains(Value(node: id, form: from)), "node \(id.index) is read before it is there"
    )
    append(
      instruction(
        id, task, reads: [Value(node: id, form: from)], writes: [Value(node: id, form: to)]))
  }
}

/// A convolution or input gradient that waits for what is done to its sums.
struct PendingConvolution {
  let node: NodeID
  let parameters: Convolution
  let isGradient: Bool
  let operands: [NodeID]
  var addend: NodeID?
}

/// A batch norm that waits for what is added to it.
struct PendingNorm {
  let node: NodeID
  let norm: BatchNorm
  let operands: NormOperands
}
