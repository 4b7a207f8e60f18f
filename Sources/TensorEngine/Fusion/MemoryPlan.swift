/// Where in one block of memory each intermediate value lies.
///
/// A value's memory is free again once the last node that reads it has run, so values that never
/// live at the same time share it: a training step keeps the activations that the backward pass
/// needs, and little else.
public struct MemoryPlan {
  /// A value that needs memory for some time.
  public struct Value {
    /// What it is called.
    public let node: NodeID
    /// How many numbers it has.
    public let count: Int
    /// The steps from the one that writes it to the last one that reads it.
    public let lifetime: ClosedRange<Int>

    /// Creates a value.
    public init(node: NodeID, count: Int, lifetime: ClosedRange<Int>) {
      (self.node, self.count, self.lifetime) = (node, count, lifetime)
    }
  }

  /// Where each value starts, in numbers from the start of the block.
  public let offsets: [NodeID: Int]
  /// The size of the block, in numbers.
  public let count: Int

  /// Places values, the largest first, each at the lowest place that is free during its lifetime.
  ///
  /// - Complexity: O(n² log n) for n values; a network of a hundred layers has a thousand.
  /// - SeeAlso: Y. Pisarchyk, J. Lee, *Efficient memory management for deep neural net inference*
  ///   (2020), arXiv:2001.03288, greedy by size for offset calculation.
  public init(_ values: [Value]) {
    let line = TensorBufferAlignment.bytes / MemoryLayout<Float>.stride
    var placed: [(value: Value, range: Range<Int>)] = []
    var offsets: [NodeID: Int] = [:]
    var total = 0
    let bySize = values.sorted { ($1.count, $0.node) < ($0.count, $1.node) }
    for value in bySize {
      let size = (max(1, value.count) + line - 1) / line * line
      let occupied =
        placed
        .filter { $0.value.lifetime.overlaps(value.lifetime) }
        .map(\.range)
        .sorted { $0.lowerBound < $1.lowerBound }
      var start = 0
      for range in occupied {
        if range.lowerBound - start >= size { break }
        start = max(start, range.upperBound)
      }
      placed.append((value, start..<(start + size)))
      offsets[value.node] = start
      total = max(total, start + size)
    }
    self.offsets = offsets
    count = total
  }
}
