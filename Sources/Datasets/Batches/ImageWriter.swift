import TensorEngine

/// Writes images as a network reads them: moved and normalised.
struct ImageWriter: Sendable {
  private let channels: [PixelScale]
  private let height: Int
  private let width: Int

  init(shape: Shape, normalization: Normalization) {
    channels = normalization.channels
    height = shape[1]
    width = shape[2]
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
    for (number, channel) in channels.enumerated() {
      let plane = number * height * width
      write(plane: source + plane, moved: movement, as: channel, to: target + plane)
    }
  }

  /// Rows of at most a few hundred pixels are handled by loops that a compiler turns into operations
  /// on many numbers at once.
  private func write(
    plane source: UnsafePointer<UInt8>, moved movement: ImageMovement,
    as channel: PixelScale, to target: UnsafeMutablePointer<Float>
  ) {
    let border = movement.border == .black ? channel.value(of: 0) : 0
    // The columns of the target, before mirroring, that show the image.
    let left = min(width, max(0, -movement.right))
    let end = max(left, min(width, width - movement.right))
    let shown = end - left
    for y in 0..<height {
      let row = target + y * width
      let sourceY = y + movement.down
      guard sourceY >= 0, sourceY < height else {
        row.update(repeating: border, count: width)
        continue
      }
      let pixels = source + sourceY * width + movement.right + left
      let before = movement.isMirrored ? width - end : left
      let cells = row + before
      row.update(repeating: border, count: before)
      (cells + shown).update(repeating: border, count: width - before - shown)
      if movement.isMirrored {
        let last = pixels + (shown - 1)
        for x in 0..<shown { cells[x] = channel.value(of: last[0 &- x]) }
      } else {
        for x in 0..<shown { cells[x] = channel.value(of: pixels[x]) }
      }
    }
  }
}
