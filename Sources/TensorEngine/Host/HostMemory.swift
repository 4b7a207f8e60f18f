/// Memory of the program itself, for the backends that compute there.
///
/// `@unchecked Sendable`: it only says where numbers lie; see ``TensorBuffer``.
public final class HostMemory<Scalar: TensorScalar>: TensorMemory, @unchecked Sendable {
  /// How many numbers there are.
  public let count: Int

  /// The first number; at a multiple of ``TensorBufferAlignment/bytes``, so that vector loads do
  /// not straddle two cache lines.
  let pointer: UnsafeMutablePointer<Scalar>

  /// Takes memory of zeros.
  init(count: Int) {
    self.count = count
    let capacity = max(1, count)
    pointer =
      UnsafeMutableRawPointer
      .allocate(
        byteCount: capacity * MemoryLayout<Scalar>.stride,
        alignment: TensorBufferAlignment.bytes
      )
      .bindMemory(to: Scalar.self, capacity: capacity)
    pointer.initialize(repeating: 0, count: capacity)
  }

  deinit {
    UnsafeMutableRawPointer(pointer).deallocate()
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
