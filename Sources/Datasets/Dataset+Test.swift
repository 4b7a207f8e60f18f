extension Dataset {
  /// Writes normalised test images and their labels, without any augmentation.
  ///
  /// - Parameters:
  ///   - range: Which test images.
  ///   - images: Room for `range.count` images, written as [N, C, H, W].
  ///   - labels: Room for `range.count` class numbers.
  /// - Precondition: `range` lies in `0..<test.count`.
  public func fillTest(
    _ range: Range<Int>, images: UnsafeMutablePointer<Float>, labels: UnsafeMutablePointer<Float>
  ) {
    fill(from: test, range, images: images, labels: labels)
  }

  /// Writes normalised training images in the order of the file, without any augmentation: to
  /// measure how well they are learnt.
  ///
  /// - Precondition: `range` lies in `0..<train.count`.
  public func fillTrain(
    _ range: Range<Int>, images: UnsafeMutablePointer<Float>, labels: UnsafeMutablePointer<Float>
  ) {
    fill(from: train, range, images: images, labels: labels)
  }

  private func fill(
    from source: LabelledImages, _ range: Range<Int>, images: UnsafeMutablePointer<Float>,
    labels: UnsafeMutablePointer<Float>
  ) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= source.count,
      "images \(range) of \(source.count)")
    let writer = ImageWriter(shape: inputShape, normalization: normalization)
    source.pixels.withUnsafeBufferPointer { pixels in
      guard let start = pixels.baseAddress else { return }
      for (row, index) in range.enumerated() {
        writer.write(
          start + index * inputShape.count, moved: .none, to: images + row * inputShape.count)
        labels[row] = Float(source.labels[index])
      }
    }
  }
}
