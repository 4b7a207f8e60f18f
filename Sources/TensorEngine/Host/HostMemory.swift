import Foundation

/// Memory of the program itself, for the backends that compute there.
///
/// `@unchecked Sendable`: it only says where numbers lie; see ``TensorBuffer``.
public final class HostMemory<Scalar: TensorScalar>: TensorMemory, @unchecked Sendable {
  /// How many numbers there are.
  public let count: Int

  /// The first number; at a multiple of ``TensorBufferAlignment/bytes``, so that vector loads do
  /// not straddle two cache lines.
  let pointer: UnsafeMutablePointer<Scalar>

  /// What the system gave, which begins up to a cache line before the first number.
  private let whole: UnsafeMutableRawPointer

  /// Takes memory of zeros, which the system hands out page by page when they are written.
  ///
  /// - Throws: ``BackendError/memory(bytes:)``.
  init(count: Int) throws(BackendError) {
    self.count = count
    let capacity = max(1, count)
    let alignment = TensorBufferAlignment.bytes
    let bytes = capacity * MemoryLayout<Scalar>.stride + alignment
    guard let whole = calloc(bytes, 1) else { throw .memory(bytes: bytes) }
    self.whole = whole
    pointer = whole.alignedUp(toMultipleOf: alignment)
      .bindMemory(to: Scalar.self, capacity: capacity)
  }

  deinit {
    free(whole)
  }

  /// Copies numbers into this memory.
  public func write(_ elements: UnsafeBufferPointer<Scalar>, at offset: Int) {
    guard let source = elements.baseAddress else { return }
    (pointer + offset).update(from: source, count: elements.count)
  }

  /// Copies numbers out of this memory.
  public func read(into elements: UnsafeMutableBufferPointer<Scalar>, from offset: Int) {
    elements.baseAddress?.update(from: pointer + offset, count: elements.count)
  }
}

extension TensorBuffer {
  /// Where the numbers of a host backend's buffer lie.
  ///
  /// It is for the backends themselves: whoever works with a buffer from outside reads and writes.
  ///
  /// - Precondition: The buffer is a ``HostBackend``'s.
  public var hostPointer: UnsafeMutablePointer<Scalar> {
    guard let memory = memory as? HostMemory<Scalar> else {
      preconditionFailure("a buffer in \(type(of: memory)) was given to a backend of the host")
    }
    return memory.pointer + offset
  }
}
