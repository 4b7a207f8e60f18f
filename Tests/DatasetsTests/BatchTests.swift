import Datasets
import TensorEngine
import Testing

struct BatchTests {
  private static let set = Dataset.synthetic(seed: 3, trainCount: 50, testCount: 20)

  private func batch(
    _ plan: BatchPlan, _ epoch: Int, _ step: Int
  ) -> (images: [Float], labels: [Float]) {
    var images = [Float](repeating: -9, count: plan.batchSize * 3072)
    var labels = [Float](repeating: -9, count: plan.batchSize)
    plan.fill(epoch: epoch, step: step, images: &images, labels: &labels)
    return (images, labels)
  }

  @Test(arguments: Augmentation.allCases)
  func `a batch is a function of seed, epoch and step`(_ augmentation: Augmentation) throws {
    let plan = try BatchPlan(
      dataset: Self.set, batchSize: 8, augmentation: augmentation, seed: 7)
    let first = batch(plan, 2, 3)
    _ = batch(plan, 0, 0)
    #expect(batch(plan, 2, 3) == first)
    #expect(batch(plan, 3, 3) != first)
    let other = try BatchPlan(
      dataset: Self.set, batchSize: 8, augmentation: augmentation, seed: 8)
    #expect(batch(other, 2, 3) != first)
  }

  @Test
  func `an epoch sees every image once but those that fill no batch`() throws {
    let plan = try BatchPlan(dataset: Self.set, batchSize: 8, augmentation: .none, seed: 1)
    #expect(plan.stepsPerEpoch == 6)
    let seen = (0..<6).flatMap { plan.indices(epoch: 0, step: $0) }
    #expect(Set(seen).count == 48)
    #expect(Set(seen) != Set((0..<6).flatMap { plan.indices(epoch: 1, step: $0) }))
  }

  @Test
  func `training images have mean 0 and deviation 1 in each channel`() {
    var images = [Float](repeating: 0, count: 50 * 3072)
    var labels = [Float](repeating: 0, count: 50)
    Self.set.fillTrain(0..<50, images: &images, labels: &labels)
    for channel in 0..<3 {
      var values: [Float] = []
      for image in 0..<50 {
        let start = image * 3072 + channel * 1024
        values += images[start..<(start + 1024)]
      }
      let mean = values.reduce(0, +) / Float(values.count)
      var variance: Float = 0
      for value in values { variance += (value - mean) * (value - mean) / Float(values.count) }
      #expect(abs(mean) < 1e-3 && abs(variance - 1) < 1e-3)
    }
    #expect(labels == Self.set.train.labels.map { Float($0) })
  }

  @Test
  func `moved images are those of the file, shifted or mirrored`() throws {
    let plain = try BatchPlan(dataset: Self.set, batchSize: 50, augmentation: .none, seed: 1)
    let moved = try BatchPlan(dataset: Self.set, batchSize: 50, augmentation: .standard, seed: 1)
    let (images, labels) = batch(plain, 0, 0)
    let (variants, variantLabels) = batch(moved, 0, 0)
    #expect(labels == variantLabels)
    var (mirrored, shifted) = (0, 0)
    for image in 0..<50 {
      func cell(_ numbers: [Float], _ row: Int, _ column: Int) -> Float {
        numbers[image * 3072 + row * 32 + column]
      }
      /// Whether the middle of the variant is the image's, so far moved.
      func matches(_ down: Int, _ right: Int, _ isMirrored: Bool) -> Bool {
        (8..<24).allSatisfy { row in
          (8..<24).allSatisfy { column in
            let source = (isMirrored ? 31 - column : column) + right
            return cell(variants, row, column) == cell(images, row + down, source)
          }
        }
      }
      let found = (-4...4).flatMap { down in
        (-4...4).flatMap { right in [(down, right, false), (down, right, true)] }
      }.first { matches($0.0, $0.1, $0.2) }
      let movement = try #require(found, "image \(image) is none of the file's")
      if movement.2 { mirrored += 1 }
      if movement.0 != 0 || movement.1 != 0 { shifted += 1 }
    }
    #expect((10...40).contains(mirrored) && shifted > 40)
  }

  @Test
  func `a prefetcher hands out the plan's batches in order, from any place`() throws {
    let plan = try BatchPlan(dataset: Self.set, batchSize: 8, augmentation: .shift, seed: 5)
    let prefetcher = BatchPrefetcher(plan, startingAt: plan.position(afterSteps: 4))
    var (images, labels): ([Float], [Float]) = ([], [])
    for step in 4..<15 {
      let position = prefetcher.next {
        if case .numbers(let numbers) = $0 { (images, labels) = (Array(numbers), Array($1)) }
      }
      #expect(position == plan.position(afterSteps: step))
      let expected = batch(plan, step / 6, step % 6)
      #expect(images == expected.images && labels == expected.labels)
    }
    prefetcher.stop()
    #expect(prefetcher.next { _, _ in } == nil)
    prefetcher.stop()
  }

  @Test
  func `a prefetcher hands out pixels, and where each image goes, in the same order`() throws {
    let plan = try BatchPlan(dataset: Self.set, batchSize: 8, augmentation: .shift, seed: 5)
    let prefetcher = BatchPrefetcher(
      plan, startingAt: plan.position(afterSteps: 4), asPixels: true)
    defer { prefetcher.stop() }
    for step in 4..<15 {
      var (pixels, movements, labels): ([UInt8], [ImageMovement], [Float]) = ([], [], [])
      let position = prefetcher.next {
        guard case .pixels(let images, let moved) = $0 else { return }
        (pixels, movements, labels) = (Array(images), Array(moved), Array($1))
      }
      #expect(position == plan.position(afterSteps: step))
      let indices = plan.indices(epoch: step / 6, step: step % 6)
      #expect(pixels == indices.flatMap { Self.set.train.planes(at: $0) })
      let expected = batch(plan, step / 6, step % 6)
      #expect(labels == expected.labels && movements.count == 8)
      // The middle of each image, which never comes from outside.
      for (row, movement) in movements.enumerated() {
        let column = (movement.isMirrored ? 15 : 16) + movement.right
        let pixel = pixels[row * 3072 + (16 + movement.down) * 32 + column]
        let scale = Self.set.normalization.channels[0]
        #expect(expected.images[row * 3072 + 16 * 32 + 16] == scale.value(of: pixel))
      }
    }
  }

  @Test(arguments: [0, -1, 51])
  func `a batch that cannot be filled is refused`(_ size: Int) throws {
    let error = #expect(throws: DatasetError.self) {
      try BatchPlan(dataset: Self.set, batchSize: size, augmentation: .none, seed: 0)
    }
    #expect(try #require(error).description.contains("from 1 to 50"))
  }
}
