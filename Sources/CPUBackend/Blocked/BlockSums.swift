/// Sums that every block of images has of its own, and that are added in the order of the blocks:
/// the bits do not depend on which thread handled which block.
final class BlockSums {
  private let buffer: AlignedBuffer
  private let blocks: Int
  private let count: Int

  /// - Parameters:
  ///   - blocks: The number of blocks.
  ///   - count: The sums of each.
  init(blocks: Int, count: Int) {
    self.blocks = blocks
    self.count = count
    buffer = AlignedBuffer(count: blocks * count)
  }

  /// Where a block puts its sums.
  func part(_ block: Int) -> UnsafeMutablePointer<Float> { buffer.pointer + block * count }

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
