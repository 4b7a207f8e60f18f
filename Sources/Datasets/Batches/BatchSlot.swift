import TensorEngine

/// The images of a batch as they are handed out.
public enum BatchImages {
  /// Moved and normalised, [N, C, H, W].
  case numbers(UnsafeBufferPointer<Float>)
  /// As they are in the data set, [N, C, H, W], and where each goes, [N].
  case pixels(UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<ImageMovement>)
}

/// Where the parts of a batch lie in memory that it has for itself.
struct BatchSlot {
  /// A cache line, where every part begins: the threads on both sides never share one.
  static let alignment = 64

  /// How many bytes a batch takes.
  let bytes: Int

  private let asPixels: Bool
  private let imageCount, batchSize: Int
  private let movements, labels: Int

  init(_ plan: BatchPlan, asPixels: Bool) {
    func rounded(_ bytes: Int) -> Int {
      (bytes + Self.alignment - 1) / Self.alignment * Self.alignment
    }
    self.asPixels = asPixels
    batchSize = plan.batchSize
    imageCount = batchSize * plan.dataset.inputShape.count
    movements = rounded(imageCount * (asPixels ? 1 : MemoryLayout<Float>.stride))
    let moved = asPixels ? batchSize * MemoryLayout<ImageMovement>.stride : 0
    labels = movements + rounded(moved)
    bytes = labels + rounded(batchSize * MemoryLayout<Float>.stride)
  }

  /// Writes a batch of a plan.
  func fill(_ place: UnsafeMutableRawPointer, _ plan: BatchPlan, _ position: BatchPosition) {
    let labels = (place + labels).assumingMemoryBound(to: Float.self)
    if asPixels {
      plan.fill(
        epoch: position.epoch, step: position.step,
        pixels: place.assumingMemoryBound(to: UInt8.self),
        movements: (place + movements).assumingMemoryBound(to: ImageMovement.self),
        labels: labels)
    } else {
      plan.fill(
        epoch: position.epoch, step: position.step,
        images: place.assumingMemoryBound(to: Float.self), labels: labels)
    }
  }

  /// Hands out what was written.
  func use(
    _ place: UnsafeMutableRawPointer,
    _ use: (_ images: BatchImages, _ labels: UnsafeBufferPointer<Float>) -> Void
  ) {
    let labels = UnsafeBufferPointer(
      start: (place + labels).assumingMemoryBound(to: Float.self), count: batchSize)
    let images: BatchImages =
      asPixels
      ? .pixels(
        UnsafeBufferPointer(
          start: place.assumingMemoryBound(to: UInt8.self), count: imageCount),
        UnsafeBufferPointer(
          start: (place + movements).assumingMemoryBound(to: ImageMovement.self),
          count: batchSize))
      : .numbers(
        UnsafeBufferPointer(
          start: place.assumingMemoryBound(to: Float.self), count: imageCount))
    use(images, labels)
  }
}
