import TensorEngine

/// Numbers at an address that is a multiple of a cache line, so that vector loads do not straddle
/// two lines.
final class AlignedBuffer {
  /// The cache line's length in bytes.
  static let alignment = TensorBufferAlignment.bytes

  /// The first number.
  let pointer: UnsafeMutablePointer<Float>

  /// How many numbers there are.
  let count: Int

  /// Allocates memory whose contents are undefined until written.
  init(count: Int) {
    self.count = count
    let bytes = max(1, count) * MemoryLayout<Float>.stride
    pointer =
      UnsafeMutableRawPointer
      .allocate(byteCount: bytes, alignment: AlignedBuffer.alignment)
      .bindMemory(to: Float.self, capacity: max(1, count))
  }

  deinit {
    UnsafeMutableRawPointer(pointer).deallocate()
  }
}
