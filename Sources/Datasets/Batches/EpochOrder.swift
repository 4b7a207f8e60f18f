import Synchronization

/// In which order an epoch goes through the images; the last order asked for is kept.
///
/// The order is Fisher and Yates' shuffle with numbers keyed by seed and epoch, so keeping it is a
/// matter of speed alone: whoever asks, and in whichever order, gets the same.
final class EpochOrder: Sendable {
  private struct Kept {
    var epoch: Int?
    var indices: [UInt32]
  }

  private let seed: UInt64
  private let kept: Mutex<Kept>

  /// - Parameter count: The number of images; fits 32 bits, as four bytes of memory for each must.
  init(count: Int, seed: UInt64) {
    self.seed = seed
    kept = Mutex(Kept(epoch: nil, indices: [UInt32](repeating: 0, count: count)))
  }

  /// Calls `body` with the images of an epoch in their order.
  ///
  /// - Complexity: O(images) when the epoch is another one than the last time, else O(1).
  func withIndices<Result: Sendable>(
    ofEpoch epoch: Int, _ body: (UnsafeBufferPointer<UInt32>) -> Result
  ) -> Result {
    kept.withLock { kept in
      if kept.epoch != epoch {
        shuffle(&kept.indices, epoch: epoch)
        kept.epoch = epoch
      }
      return kept.indices.withUnsafeBufferPointer(body)
    }
  }

  private func shuffle(_ indices: inout [UInt32], epoch: Int) {
    var random = KeyedRandom(seed: seed, .order, epoch)
    indices.withUnsafeMutableBufferPointer { indices in
      for position in indices.indices {
        indices[position] = UInt32(position)
      }
      for position in indices.indices.dropFirst().reversed() {
        indices.swapAt(position, random.below(position + 1))
      }
    }
  }
}
