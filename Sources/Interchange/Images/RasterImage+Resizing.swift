/// What becomes of a picture whose shape is not the one that is asked for.
public enum PictureFit: String, CaseIterable, Sendable {
  /// What is too much at two opposite ends is left out, as ``RasterImage/filling(width:height:)`` does.
  case crop
  /// All of it is taken, narrowed or flattened, as ``RasterImage/resized(width:height:)`` does.
  case squeeze
}

extension RasterImage {
  /// The picture brought to a size.
  ///
  /// - Precondition: Both lengths are at least 1.
  public func fitted(width: Int, height: Int, by fit: PictureFit) -> RasterImage {
    switch fit {
    case .crop: filling(width: width, height: height)
    case .squeeze: resized(width: width, height: height)
    }
  }

  /// The same picture with another number of pixels.
  ///
  /// Each axis on its own: fewer pixels are the averages of the areas that they cover, weighted by
  /// the covered parts (OpenCV's `INTER_AREA`); more pixels are interpolated between the two nearest
  /// centres (bilinear, PyTorch's `align_corners=False`). The samples are averaged as they are, not as
  /// light, as Pillow and PyTorch do. The ratio of width to height may change.
  ///
  /// - Precondition: Both lengths are at least 1.
  /// - Complexity: O(height · width · channels) of the larger of the two pictures.
  public func resized(width: Int, height: Int) -> RasterImage {
    precondition(width > 0 && height > 0, "an image of \(width)×\(height)")
    return resized(
      ResizingAxis(from: self.width, to: width), ResizingAxis(from: self.height, to: height))
  }

  /// The middle of the picture that has the shape of a width and a height, with so many pixels.
  ///
  /// The shorter side is brought to its length, the other in proportion, and what is too much at its
  /// ends is left out: torchvision's `Resize` and `CenterCrop`, positions rounded alike.
  ///
  /// - Precondition: Both lengths are at least 1.
  public func filling(width: Int, height: Int) -> RasterImage {
    precondition(width > 0 && height > 0, "an image of \(width)×\(height)")
    let isWide = self.width * height >= self.height * width
    let wholeWidth = isWide ? height * self.width / self.height : width
    let wholeHeight = isWide ? height : width * self.height / self.width
    return resized(
      ResizingAxis(from: self.width, to: max(width, wholeWidth), middle: width),
      ResizingAxis(from: self.height, to: max(height, wholeHeight), middle: height))
  }

  private func resized(_ columns: ResizingAxis, _ rows: ResizingAxis) -> RasterImage {
    let (width, height) = (columns.taps.count, rows.taps.count)
    let rowLength = width * channels
    // Output rows come in order, and each needs few input rows: those are narrowed as they come.
    var narrowed = NarrowedRows(image: self, columns: columns, capacity: rows.mostTaps)
    var resized = [UInt8](repeating: 0, count: height * rowLength)
    var sums = [Float](repeating: 0, count: rowLength)
    for row in 0..<height {
      for position in 0..<rowLength { sums[position] = 0 }
      for (tap, weight) in rows.taps[row] {
        narrowed.withRow(tap) { source in
          for position in 0..<rowLength { sums[position] += weight * source[position] }
        }
      }
      for position in 0..<rowLength {
        resized[row * rowLength + position] = UInt8(min(max(sums[position].rounded(), 0), 255))
      }
    }
    return RasterImage(width: width, height: height, channels: channels, pixels: resized)
  }
}

/// From which positions of an axis, and with which weights, each position of a longer or shorter one
/// is made.
private struct ResizingAxis {
  let taps: [[(position: Int, weight: Float)]]

  /// The most positions that one is made from.
  var mostTaps: Int { taps.reduce(0) { max($0, $1.count) } }

  /// An axis of the new length, or the positions in its middle.
  init(from input: Int, to output: Int, middle: Int? = nil) {
    let ratio = Double(input) / Double(output)
    let length = middle ?? output
    let start = Int((Double(output - length) / 2).rounded(.toNearestOrEven))
    taps = (start..<start + length).map { position in
      output < input
        ? Self.covered(from: Double(position) * ratio, to: Double(position + 1) * ratio, of: input)
        : Self.between(at: (Double(position) + 0.5) * ratio - 0.5, of: input)
    }
  }

  private static func covered(from start: Double, to end: Double, of length: Int)
    -> [(position: Int, weight: Float)]
  {
    (Int(start)...max(Int(start), min(Int(end.rounded(.up)), length) - 1)).map { position in
      let covered = min(Double(position + 1), end) - max(Double(position), start)
      return (position, Float(covered / (end - start)))
    }
  }

  private static func between(at place: Double, of length: Int)
    -> [(position: Int, weight: Float)]
  {
    let place = min(max(place, 0), Double(length - 1))
    let left = Int(place)
    let right = place - Double(left)
    if right == 0 { return [(left, 1)] }
    return [(left, Float(1 - right)), (left + 1, Float(right))]
  }
}

/// The last rows of a picture that were asked for, with their new width.
private struct NarrowedRows {
  let image: RasterImage
  let columns: ResizingAxis
  private var rows: [(row: Int, samples: [Float])]

  init(image: RasterImage, columns: ResizingAxis, capacity: Int) {
    self.image = image
    self.columns = columns
    // Rows are asked for in ascending order but for the few that two output rows share.
    rows = Array(repeating: (-1, []), count: min(capacity, 2))
  }

  mutating func withRow(_ row: Int, _ body: ([Float]) -> Void) {
    let slot = row % rows.count
    if rows[slot].row != row { rows[slot] = (row, narrowed(row)) }
    body(rows[slot].samples)
  }

  private func narrowed(_ row: Int) -> [Float] {
    let channels = image.channels
    let start = row * image.width * channels
    var samples: [Float] = []
    samples.reserveCapacity(columns.taps.count * channels)
    for taps in columns.taps {
      for channel in 0..<channels {
        var sum: Float = 0
        for (position, weight) in taps {
          sum += weight * Float(image.pixels[start + position * channels + channel])
        }
        samples.append(sum)
      }
    }
    return samples
  }
}
