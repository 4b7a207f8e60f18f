/// A picture made of colours.
public struct PixelImage: Hashable, Sendable {
  /// The columns of pixels.
  public let width: Int
  /// The rows of pixels.
  public let height: Int
  private let pixels: [RGB]

  /// Creates a picture.
  ///
  /// - Parameter color: The colour of each pixel.
  public init(width: Int, height: Int, color: (_ row: Int, _ column: Int) -> RGB) {
    precondition(width >= 0 && height >= 0, "a picture of \(width)×\(height)")
    self.width = width
    self.height = height
    var pixels: [RGB] = []
    pixels.reserveCapacity(width * height)
    for row in 0..<height {
      for column in 0..<width { pixels.append(color(row, column)) }
    }
    self.pixels = pixels
  }

  /// The colour of a pixel.
  public subscript(row: Int, column: Int) -> RGB { pixels[row * width + column] }

  /// The mean colour of a rectangle of the picture, which may cut pixels.
  func mean(rows: Range<Double>, columns: Range<Double>) -> RGB {
    var (red, green, blue, weight) = (0.0, 0.0, 0.0, 0.0)
    var row = Int(rows.lowerBound)
    while row < height, Double(row) < rows.upperBound {
      let tall = min(rows.upperBound, Double(row + 1)) - max(rows.lowerBound, Double(row))
      var column = Int(columns.lowerBound)
      while column < width, Double(column) < columns.upperBound {
        let wide =
          min(columns.upperBound, Double(column + 1)) - max(columns.lowerBound, Double(column))
        let (pixel, share) = (self[row, column], tall * wide)
        red += Double(pixel.red) * share
        green += Double(pixel.green) * share
        blue += Double(pixel.blue) * share
        weight += share
        column += 1
      }
      row += 1
    }
    guard weight > 0 else { return RGB(0, 0, 0) }
    func part(_ sum: Double) -> UInt8 { UInt8((sum / weight).rounded()) }
    return RGB(part(red), part(green), part(blue))
  }
}
