import TensorEngine

/// Sums that every block of images has of its own, and that are added in the order of the blocks:
/// the bits do not depend on which thread handled which block.
struct BlockSums {
  private let memory: SumsMemory
  private let offset: Int
  private let blocks: Int
  private let count: Int

  /// - Parameters:
  ///   - blocks: The number of blocks.
  ///   - count: The sums of each.
  ///   - memory: Where they are kept for the length of a pass.
  init(blocks: Int, count: Int, in memory: SumsMemory) {
    self.memory = memory
    self.blocks = blocks
    self.count = count
    offset = memory.reserve(blocks * count)
  }

  /// Where a block puts its sums.
  func part(_ block: Int) -> UnsafeMutablePointer<Float> {
    memory.start + offset + block * count
  }

  /// Adds the blocks' sums.
  func addUp(on pool: ThreadPool, into result: UnsafeMutablePointer<Float>) {
    pool.forEachRange(of: count, workPerItem: blocks) { range in
      let to = result + range.lowerBound
      to.copy(from: part(0) + range.lowerBound, count: range.count)
      for block in 1..<max(1, blocks) {
        to.add(part(block) + range.lowerBound, count: range.count)
      }
    }
  }
}

/// The memory of the sums of one pass at a time: they are added up when it ends, and the next pass
/// writes over them.
final class SumsMemory {
  private var used = 0
  private var most = 0
  private var buffer: AlignedBuffer?

  /// Begins the reservations of another pass.
  func beginPass() { used = 0 }

  /// Takes memory for the pass.
  ///
  /// - Returns: Where it begins.
  func reserve(_ count: Int) -> Int {
    precondition(buffer == nil, "the memory of sums is in use")
    let line = AlignedBuffer.alignment / MemoryLayout<Float>.stride
    defer { used += (count + line - 1) / line * line }
    most = max(most, used + count)
    return used
  }

  /// Allocates what was reserved; until then there is no memory.
  ///
  /// - Throws: ``BackendError/memory(bytes:)``.
  func allocate() throws(BackendError) { buffer = try AlignedBuffer(asManyAs: most) }

  /// The beginning of the memory.
  fileprivate var start: UnsafeMutablePointer<Float> {
    guard let buffer else { preconditionFailure("the memory of sums was not allocated") }
    return buffer.pointer
  }
}
