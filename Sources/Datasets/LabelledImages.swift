import TensorEngine

/// Images of one size with a class number each.
public struct LabelledImages: Hashable, Sendable {
  /// The shape of one image: [C, H, W].
  public let shape: Shape

  /// The intensities, 0 to 255, as [N, C, H, W] in row-major order.
  public let pixels: [UInt8]

  /// The class of each image, counted from 0; [N].
  public let labels: [UInt8]

  /// Creates a set of images.
  ///
  /// - Precondition: `shape` has three axes, and there are `labels.count · shape.count` pixels.
  public init(shape: Shape, pixels: [UInt8], labels: [UInt8]) {
    precondition(shape.rank == 3, "an image is [C, H, W], not \(shape)")
    precondition(
      pixels.count == labels.count * shape.count,
      "\(pixels.count) pixels do not make \(labels.count) images of shape \(shape)")
    self.shape = shape
    self.pixels = pixels
    self.labels = labels
  }

  /// The number of images.
  public var count: Int { labels.count }

  /// The intensities of one image: its planes [C, H, W], one after the other.
  ///
  /// - Precondition: `index` is in `0..<count`.
  public func planes(at index: Int) -> [UInt8] {
    precondition(labels.indices.contains(index), "image \(index) of \(count)")
    return Array(pixels[index * shape.count..<(index + 1) * shape.count])
  }

  /// The first images.
  ///
  /// - Parameter limit: The most that are kept; `nil` keeps all.
  public func prefix(_ limit: Int?) -> LabelledImages {
    guard let limit, limit < count else { return self }
    return LabelledImages(
      shape: shape, pixels: Array(pixels.prefix(limit * shape.count)),
      labels: Array(labels.prefix(limit)))
  }
}
