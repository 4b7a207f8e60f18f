import TensorEngine

/// Instructions that run together: one in row-major order, or several that each thread applies to
/// one block after the other, so that what one writes the next still finds in the cache.
struct Pass {
  private(set) var instructions: [Instruction]

  /// Whether the threads share out blocks of images.
  var isByBlock: Bool { instructions[0].isByBlock }

  /// The blocks that the threads share out, the same number for every instruction.
  var blockCount: Int { instructions[0].blockCount }

  /// Groups instructions, keeping their order.
  ///
  /// A pass ends before an instruction that needs something of all blocks, or has another number of
  /// them.
  ///
  /// - Parameter separately: Whether each instruction gets a pass of its own, to be timed.
  static func passes(of instructions: [Instruction], separately: Bool = false) -> [Pass] {
    var passes: [Pass] = []
    var unfinished: Set<Value> = []
    for instruction in instructions {
      if instruction.isByBlock, !separately, let last = passes.last, last.isByBlock,
        last.blockCount == instruction.blockCount,
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
