import TensorEngine

/// Writes images as a network reads them: moved, and normalised by a table for each channel.
struct ImageWriter: Sendable {
  private let channels: Int
  private let height: Int
  private let width: Int
  /// 256 normalised values for each channel.
  private let tables: [Float]

  init(shape: Shape, normalization: Normalization) {
    channels = shape[0]
    height = shape[1]
    width = shape[2]
    tables = (0..<channels).flatMap { normalization.table(channel: $0) }
  }

  /// Writes one image.
  ///
  /// - Parameters:
  ///   - source: Its pixels, [C, H, W].
  ///   - movement: Where it goes.
  ///   - target: Room for as many numbers.
  func write(
    _ source: UnsafePointer<UInt8>, moved movement: ImageMovement,
    to target: UnsafeMutablePointer<Float>
  ) {
    tables.withUnsafeBufferPointer { tables in
      guard let first = tables.baseAddress else { return }
      for channel in 0..<channels {
        let plane = channel * height * width
        write(
          plane: source + plane, moved: movement, by: first + channel * 256, to: target + plane)
      }
    }
  }

  private func write(
    plane source: UnsafePointer<UInt8>, moved movement: ImageMovement,
    by table: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>
  ) {
    let border = movement.border == .black ? table[0] : 0
    // The columns of the target, before mirroring, that show the image.
    let left = min(width, max(0, -movement.right))
    let end = max(left, min(width, width - movement.right))
    for y in 0..<height {
      let row = target + y * width
      let sourceY = y + movement.down
      guard sourceY >= 0, sourceY < height else {
        row.update(repeating: border, count: width)
        continue
      }
      let pixels = source + sourceY * width + movement.right
      if movement.isMirrored {
        let last = row + width - 1
        for x in 0..<left { last[-x] = border }
        for x in left..<end { last[-x] = table[Int(pixels[x])] }
        for x in end..<width { last[-x] = border }
      } else {
        for x in 0..<left { row[x] = border }
        for x in left..<end { row[x] = table[Int(pixels[x])] }
        for x in end..<width { row[x] = border }
      }
    }
  }
}
