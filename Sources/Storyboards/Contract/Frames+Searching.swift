import Dispatch
import Synchronization

extension Frames {
  /// The frames of a range for which something holds, in their order.
  ///
  /// A frame takes longer to make than to look at, and pointing at a weight makes all of them: they are
  /// made side by side.
  ///
  /// - Complexity: O(range · making a frame).
  func searched(_ range: Range<Int>, where isSuch: @Sendable (Frame) -> Bool) -> [Frame] {
    let parts = (range.count + Self.searchedAtOnce - 1) / Self.searchedAtOnce
    guard parts > 1 else { return self[range].filter(isSuch) }
    let found = Mutex([[Frame]](repeating: [], count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let start = range.lowerBound + part * Self.searchedAtOnce
      let frames = self[start..<Swift.min(start + Self.searchedAtOnce, range.upperBound)]
        .filter(isSuch)
      found.withLock { $0[part] = frames }
    }
    return found.withLock { $0.flatMap { $0 } }
  }

  /// How many frames one thread makes at a time.
  private static let searchedAtOnce = 128
}
