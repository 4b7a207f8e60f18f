extension ThreadPool {
  /// How many numbers a block of an elementwise loop handles.
  ///
  /// Below this, waking another thread takes longer than doing the work.
  static let elementsPerBlock = 1 << 15

  /// How many multiply-adds of a matrix product take as long as one number of an elementwise
  /// loop.
  static let multiplyAddsPerNumber = 16

  /// Splits a range of elements into blocks of a fixed length and runs `body` for each.
  ///
  /// - Parameters:
  ///   - count: The number of elements.
  ///   - body: Handles the elements of one block.
  func forEachRange(of count: Int, _ body: (Range<Int>) -> Void) {
    forEachRange(of: count, workPerItem: 1, body)
  }

  /// Splits a range of items into blocks that are each about as much work as
  /// ``elementsPerBlock`` numbers.
  ///
  /// - Parameters:
  ///   - count: The number of items.
  ///   - workPerItem: The numbers that one item reads or writes; the split depends on it alone.
  ///   - body: Handles the items of one block.
  func forEachRange(of count: Int, workPerItem: Int, _ body: (Range<Int>) -> Void) {
    let length = max(1, ThreadPool.elementsPerBlock / max(1, workPerItem))
    let blocks = (count + length - 1) / length
    forEach(blocks: blocks, work: count * workPerItem) { block, _ in
      body(block * length..<min(count, (block + 1) * length))
    }
  }
}
