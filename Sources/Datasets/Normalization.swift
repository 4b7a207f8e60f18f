import TensorEngine

/// What makes pixels of mean 0 and standard deviation 1: (pixel / 255 − mean) / deviation, one mean
/// and one deviation for each channel.
public struct Normalization: Codable, Hashable, Sendable {
  /// The mean of pixel / 255 of each channel.
  public let mean: [Double]

  /// The standard deviation of pixel / 255 of each channel, dividing by the number of pixels.
  public let deviation: [Double]

  /// Creates a normalisation.
  ///
  /// - Precondition: There is a deviation above 0 for each mean.
  public init(mean: [Double], deviation: [Double]) {
    precondition(
      mean.count == deviation.count, "\(mean.count) means, \(deviation.count) deviations")
    precondition(
      deviation.allSatisfy { $0 > 0 }, "a deviation of \(deviation) cannot be divided by")
    self.mean = mean
    self.deviation = deviation
  }

  /// Measures images.
  ///
  /// A channel in which all pixels are equal gets the deviation 1, and so becomes 0 everywhere.
  ///
  /// Sums are taken in whole numbers, so the result does not depend on any order.
  ///
  /// - Precondition: There is at least one image.
  /// - Complexity: O(pixels).
  public init(measuring images: LabelledImages) {
    let channels = images.shape[0]
    let area = images.shape[1] * images.shape[2]
    var sums = [Int](repeating: 0, count: channels)
    var squares = [Int](repeating: 0, count: channels)
    images.pixels.withUnsafeBufferPointer { pixels in
      guard let start = pixels.baseAddress else { return }
      for plane in 0..<images.count * channels {
        // 255² times the pixels of a plane fits 32 bits, which add up twice as fast as 64.
        let (sum, square) = Normalization.sums(of: start + plane * area, count: area)
        sums[plane % channels] += sum
        squares[plane % channels] += square
      }
    }
    let count = Double(images.count * area)
    let means = sums.map { Double($0) / count }
    self.init(
      mean: means.map { $0 / 255 },
      deviation: zip(squares, means).map { square, mean in
        let variance = Double(square) / count - mean * mean
        // Rounding may leave a trace where there is no variance at all; half a level is far more.
        return variance > 1e-6 ? variance.squareRoot() / 255 : 1
      })
  }

  /// How each channel is normalised.
  public var channels: [PixelScale] {
    zip(mean, deviation).map { PixelScale(center: Float(255 * $0), scale: Float(1 / (255 * $1))) }
  }

  /// The sum of some pixels and of their squares.
  private static func sums(of pixels: UnsafePointer<UInt8>, count: Int) -> (Int, Int) {
    var sum: UInt64 = 0
    var square: UInt64 = 0
    // At most this many squares of 255 fit 32 bits.
    let block = 65_536
    for start in stride(from: 0, to: count, by: block) {
      var blockSum: UInt32 = 0
      var blockSquare: UInt32 = 0
      for index in start..<min(start + block, count) {
        let pixel = UInt32(pixels[index])
        blockSum &+= pixel
        blockSquare &+= pixel &* pixel
      }
      sum += UInt64(blockSum)
      square += UInt64(blockSquare)
    }
    return (Int(sum), Int(square))
  }
}
