import Glibc
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
  ///
  /// It is for measurements of a known size; there is no going on without it.
  init(count: Int) {
    guard let buffer = Self.allocate(count) else {
      preconditionFailure("no memory for \(count) numbers")
    }
    (self.count, pointer) = (count, buffer)
  }

  /// Allocates memory that grows with batch and network.
  ///
  /// - Throws: ``BackendError/memory(bytes:)``.
  init(asManyAs count: Int) throws(BackendError) {
    guard let buffer = Self.allocate(count) else {
      throw .memory(bytes: count * MemoryLayout<Float>.stride)
    }
    (self.count, pointer) = (count, buffer)
  }

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<Float>? {
    let bytes = max(1, count) * MemoryLayout<Float>.stride
    // The system wants whole lines.
    let whole = (bytes + alignment - 1) / alignment * alignment
    return aligned_alloc(alignment, whole)?.bindMemory(to: Float.self, capacity: max(1, count))
  }

  deinit {
    free(pointer)
  }
}
