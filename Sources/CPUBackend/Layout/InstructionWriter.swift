import ConvolutionArithmetic
import TensorEngine

/// Turns the nodes of a graph into instructions: what is computed by which kernel, and where one form
/// of a value becomes the other.
struct InstructionWriter {
  let graph: PlannedGraph
  /// The nodes that kernels for blocks compute.
  let blocked: Set<NodeID>
  private(set) var instructions: [Instruction] = []
  /// The values that exist so far.
  private var available: Set<Value> = []

  /// Writes the instructions of a graph.
  ///
  /// - Parameter usesBlocks: Whether anything is laid out in blocks.
  static func instructions(for graph: PlannedGraph, usesBlocks: Bool) -> [Instruction] {
    let blocked = usesBlocks ? BlockedNodes(of: graph).computed : []
    var writer = InstructionWriter(graph: graph, blocked: blocked)
    for fused in graph.fused(among: blocked) { writer.write(fused) }
    for id in graph.order where graph.kept.contains(id) { writer.needRows(id) }
    // What is there before a run starts must not come between the instructions of a pass.
    return writer.instructions.filter(\.reads.isEmpty)
      + writer.instructions.filter { !$0.reads.isEmpty }
  }

  private init(graph: PlannedGraph, blocked: Set<NodeID>) {
    (self.graph, self.blocked) = (graph, blocked)
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
  }

  /// Computes a node in row-major order.
  mutating func writeRows(_ id: NodeID) {
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

  private mutating func needRows(_ id: NodeID) {
    convert(id, from: .blocks, to: .rows, .leave)
  }

  private mutating func needBlocks(_ id: NodeID) {
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
