import TensorEngine

/// Which images each step of a run sees, and how they are moved.
///
/// Everything is a pure function of the seed, the epoch and the position in it, so that a run can
/// be resumed at any step and batches can be prepared by any thread.
///
///     let plan = try BatchPlan(
///       dataset: dataset, batchSize: 128, augmentation: .standard, seed: 1)
///     plan.fill(epoch: 3, step: 17, images: images, labels: labels)
public struct BatchPlan: Sendable {
  /// The data set.
  public let dataset: Dataset

  /// The number of images in each batch.
  public let batchSize: Int

  /// How images are varied.
  public let augmentation: Augmentation

  /// What order and movement follow from.
  public let seed: UInt64

  private let order: EpochOrder
  private let writer: ImageWriter

  /// Creates a plan.
  ///
  /// - Throws: ``DatasetError`` when the batch is larger than the training set, or not at least 1.
  public init(
    dataset: Dataset, batchSize: Int, augmentation: Augmentation, seed: UInt64
  ) throws(DatasetError) {
    guard (1...dataset.train.count).contains(batchSize) else {
      throw DatasetError(
        path: "",
        "batches of \(batchSize) images cannot be made of \(dataset.train.count) training images",
        remedy: "Choose a batch size from 1 to \(dataset.train.count).")
    }
    self.dataset = dataset
    self.batchSize = batchSize
    self.augmentation = augmentation
    self.seed = seed
    order = EpochOrder(count: dataset.train.count, seed: seed)
    writer = ImageWriter(shape: dataset.inputShape, normalization: dataset.normalization)
  }

  /// The number of full batches in an epoch.
  ///
  /// What remains is left out: in each epoch other images, since each is shuffled anew.
  public var stepsPerEpoch: Int { dataset.train.count / batchSize }

  /// The position after a number of steps from the beginning.
  public func position(afterSteps steps: Int) -> BatchPosition {
    BatchPosition(epoch: steps / stepsPerEpoch, step: steps % stepsPerEpoch)
  }

  /// The training images of a batch, by their numbers.
  ///
  /// - Precondition: `step` is in `0..<stepsPerEpoch`.
  public func indices(epoch: Int, step: Int) -> [Int] {
    check(step)
    return order.withIndices(ofEpoch: epoch) { order in
      order[step * batchSize..<(step + 1) * batchSize].map { Int($0) }
    }
  }

  /// Writes a batch.
  ///
  /// - Parameters:
  ///   - epoch: The epoch, counted from 0.
  ///   - step: The step of the epoch, counted from 0.
  ///   - images: Room for the images, [N, C, H, W], which are normalised.
  ///   - labels: Room for the class numbers, [N].
  /// - Precondition: `step` is in `0..<stepsPerEpoch`.
  /// - Complexity: O(pixels of the batch), and O(training images) for the first batch of another
  ///   epoch than before. Allocates nothing.
  public func fill(
    epoch: Int, step: Int, images: UnsafeMutablePointer<Float>,
    labels: UnsafeMutablePointer<Float>
  ) {
    let size = dataset.inputShape.count
    forEachImage(epoch: epoch, step: step) { row, index, source, movement in
      writer.write(source, moved: movement, to: images + row * size)
      labels[row] = Float(dataset.train.labels[index])
    }
  }

  /// Writes a batch's pixels as they are, for whoever moves and normalises them (``Normalization/channels``).
  ///
  /// - Parameters:
  ///   - pixels: Room for the intensities, [N, C, H, W].
  ///   - movements: Room for where each image goes, [N].
  ///   - labels: Room for the class numbers, [N].
  /// - Precondition: `step` is in `0..<stepsPerEpoch`.
  /// - Complexity: That of ``fill(epoch:step:images:labels:)``.
  public func fill(
    epoch: Int, step: Int, pixels: UnsafeMutablePointer<UInt8>,
    movements: UnsafeMutablePointer<ImageMovement>, labels: UnsafeMutablePointer<Float>
  ) {
    let size = dataset.inputShape.count
    forEachImage(epoch: epoch, step: step) { row, index, source, movement in
      (pixels + row * size).update(from: source, count: size)
      movements[row] = movement
      labels[row] = Float(dataset.train.labels[index])
    }
  }

  /// Goes through a batch: the image's place in it, its number, its pixels and where it goes.
  private func forEachImage(
    epoch: Int, step: Int, _ body: (Int, Int, UnsafePointer<UInt8>, ImageMovement) -> Void
  ) {
    check(step)
    let size = dataset.inputShape.count
    order.withIndices(ofEpoch: epoch) { order in
      dataset.train.pixels.withUnsafeBufferPointer { pixels in
        guard let start = pixels.baseAddress else { return }
        for row in 0..<batchSize {
          let position = step * batchSize + row
          let index = Int(order[position])
          let movement = augmentation.movement(
            seed: seed, epoch: epoch, position: position, mirrors: dataset.isMirrorSafe)
          body(row, index, start + index * size, movement)
        }
      }
    }
  }

  private func check(_ step: Int) {
    precondition((0..<stepsPerEpoch).contains(step), "step \(step) of \(stepsPerEpoch)")
  }
}
