import TensorEngine

/// Instructions that run together: one in row-major order, or several that each thread applies to
/// one block after the other, so that what one writes the next still finds in the cache.
struct Pass {
  private(set) var instructions: [Instruction]

  /// Whether the threads share out blocks of images.
  var isByBlock: Bool { instructions[0].isByBlock }

  /// The nodes whose blocks it reads and writes.
  var blocked: [NodeID] {
    instructions.flatMap { $0.reads + $0.writes }.filter { $0.form == .blocks }.map(\.node)
  }

  /// Groups instructions, keeping their order.
  ///
  /// A pass ends before an instruction that needs something of all blocks.
  ///
  /// - Parameter separately: Whether each instruction gets a pass of its own, to be timed.
  static func passes(of instructions: [Instruction], separately: Bool = false) -> [Pass] {
    var passes: [Pass] = []
    var unfinished: Set<Value> = []
    for instruction in instructions {
      if instruction.isByBlock, !separately, let last = passes.last, last.isByBlock,
        unfinished.isDisjoint(with: instruction.reads)
      {
        passes[passes.count - 1].instructions.append(instruction)
      } else {
        passes.append(Pass(instructions: [instruction]))
        unfinished = []
      }
      unfinished.formUnion(instruction.writesAtTheEnd)
    }
    return passes
  }
}
