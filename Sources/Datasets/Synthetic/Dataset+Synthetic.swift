import Foundation
import TensorEngine

extension Dataset {
  /// The number of training images of the built-in set.
  public static let syntheticTrainCount = 10_000

  /// The number of test images of the built-in set.
  public static let syntheticTestCount = 2_000

  /// Draws the built-in set: ten classes of shapes in CIFAR-10's format.
  ///
  /// Each image has one shape of random place, size, angle and colours on a textured ground, with
  /// dots and noise. Light shapes on dark ground and dark ones on light are equally frequent, so that
  /// a linear model has nothing to go by. The same seed gives the same bytes on every machine and
  /// for any number of threads.
  ///
  /// - Parameters:
  ///   - seed: What all images follow from.
  ///   - trainCount: The number of training images; at least 1.
  ///   - testCount: The number of test images.
  public static func synthetic(
    seed: UInt64, trainCount: Int = syntheticTrainCount, testCount: Int = syntheticTestCount
  ) -> Dataset {
    Dataset(
      name: "synthetic",
      train: .drawn(seed: seed, .trainingImage, count: trainCount),
      test: .drawn(seed: seed, .testImage, count: testCount),
      classNames: SyntheticShape.allCases.map(\.name),
      source: .synthetic(seed: seed), isMirrorSafe: true)
  }
}

extension LabelledImages {
  /// Images of shapes; every ten in a row show each of them once.
  fileprivate static func drawn(
    seed: UInt64, _ purpose: KeyedRandom.Purpose, count: Int
  ) -> LabelledImages {
    let classes = SyntheticShape.allCases.count
    let labels = (0..<(count + classes - 1) / classes)
      .flatMap { shuffledClasses(seed: seed, purpose, row: $0) }.prefix(count)
    let size = SyntheticScene.pixelCount
    let pixels = [UInt8](unsafeUninitializedCapacity: count * size) { buffer, initialized in
      initialized = count * size
      guard count > 0, let start = buffer.baseAddress else { return }
      let canvas = Canvas(start: start)
      // Blocks large enough that handing them out costs nothing, small enough to share evenly.
      let block = 64
      DispatchQueue.concurrentPerform(iterations: (count + block - 1) / block) { number in
        for index in number * block..<min(count, (number + 1) * block) {
          guard let shape = SyntheticShape(rawValue: Int(labels[index])) else { continue }
          var random = KeyedRandom(seed: seed, purpose, index)
          let scene = SyntheticScene(shape, from: &random)
          scene.draw(into: canvas.start + index * size, noise: &random)
        }
      }
    }
    let side = SyntheticScene.side
    return LabelledImages(shape: [3, side, side], pixels: pixels, labels: Array(labels))
  }

  private static func shuffledClasses(
    seed: UInt64, _ purpose: KeyedRandom.Purpose, row: Int
  ) -> [UInt8] {
    // Counters below 0 are this row's; those from 0 on are the images'.
    var random = KeyedRandom(seed: seed, purpose, -1 - row)
    var classes = (0..<SyntheticShape.allCases.count).map { UInt8($0) }
    for position in classes.indices.dropFirst().reversed() {
      classes.swapAt(position, random.below(position + 1))
    }
    return classes
  }
}

/// Memory that threads write disjoint parts of.
private struct Canvas: @unchecked Sendable {
  let start: UnsafeMutablePointer<UInt8>
}
