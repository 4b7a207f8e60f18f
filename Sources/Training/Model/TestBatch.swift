import Datasets
import TensorEngine

/// A batch of test images: prepared in the program's memory, handed to the backend's.
final class TestBatch {
  let images: TensorBuffer<Float>
  let labels: TensorBuffer<Float>
  private let dataset: Dataset
  private var preparedImages: [Float]
  private var preparedLabels: [Float]

  /// Takes memory for as many images of a data set.
  init(_ dataset: Dataset, size: Int, on backend: some Backend<Float>) throws(BackendError) {
    self.dataset = dataset
    images = try backend.makeBuffer(Shape([size] + dataset.inputShape.dimensions))
    labels = try backend.makeBuffer([size])
    preparedImages = Array(repeating: 0, count: images.count)
    preparedLabels = Array(repeating: 0, count: size)
  }

  /// Puts some test images, by their numbers, in the first places; the others stay as they are.
  ///
  /// - Precondition: There are not more than the batch has.
  func fill(_ numbers: some Collection<Int>) {
    precondition(
      numbers.count <= preparedLabels.count, "\(numbers.count) images in \(preparedLabels.count)")
    let size = dataset.inputShape.count
    preparedImages.withUnsafeMutableBufferPointer { images in
      preparedLabels.withUnsafeMutableBufferPointer { labels in
        guard let firstImage = images.baseAddress, let firstLabel = labels.baseAddress else {
          return
        }
        for (place, number) in numbers.enumerated() {
          dataset.fillTest(
            number..<number + 1, images: firstImage + place * size, labels: firstLabel + place)
        }
        self.images.write(UnsafeBufferPointer(images))
        self.labels.write(UnsafeBufferPointer(labels))
      }
    }
  }
}
