import Glibc

/// Prepares the next batch on a thread of its own while the caller trains on the last one.
///
///     let prefetcher = BatchPrefetcher(plan, startingAt: .start)
///     while let position = prefetcher.next({ images, labels in … }) { … }
///
/// Batches arrive in the order of the plan, whatever the threads do. Memory is taken once. One
/// caller at a time may ask for batches; any thread may stop it.
public final class BatchPrefetcher: Sendable {
  /// What is prepared.
  public let plan: BatchPlan

  private let queue: BatchQueue

  /// Starts preparing.
  ///
  /// - Parameters:
  ///   - plan: What is prepared.
  ///   - position: The first batch.
  ///   - slots: How many batches may be ready at once; at least 1.
  ///   - asPixels: Whether images are handed out as they are in the data set, for whoever moves and normalises them.
  public init(
    _ plan: BatchPlan, startingAt position: BatchPosition = .start, slots: Int = 2,
    asPixels: Bool = false
  ) {
    precondition(slots >= 1, "a prefetcher needs a slot")
    precondition(
      position.epoch >= 0 && (0..<plan.stepsPerEpoch).contains(position.step),
      "\(position) is no batch of an epoch of \(plan.stepsPerEpoch) steps")
    self.plan = plan
    queue = BatchQueue(plan, startingAt: position, slots: slots, asPixels: asPixels)
    queue.start()
  }

  deinit { queue.stop() }

  /// Hands over the next batch, waiting for it where it is not ready.
  ///
  /// - Parameter use: Is given the images and the class numbers, [N], whose memory is used again afterwards.
  /// - Returns: Which batch it is, or `nil` after ``stop()``.
  public func next(
    _ use: (_ images: BatchImages, _ labels: UnsafeBufferPointer<Float>) -> Void
  ) -> BatchPosition? {
    queue.take(use)
  }

  /// Ends the thread and waits until it has ended.
  ///
  /// Stopping twice does no harm.
  public func stop() {
    queue.stop()
  }
}
