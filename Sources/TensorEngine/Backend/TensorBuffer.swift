/// A backend's numbers that outlive a run.
///
/// A compiled graph whose nodes are bound to buffers reads and writes them in place, so that
/// training neither copies its parameters nor allocates anything from step to step. The numbers lie
/// where the backend computes; the program writes and reads copies of them.
///
///     let weights = try backend.makePacked([[16, 3, 5, 5], [16]])
///     weights.whole.count     // 1216: both tensors in one vector, for an optimiser
///     weights.parts[1].shape  // [16]
///
/// Whoever shares a buffer between threads sees to it that nobody reads while another writes.
public struct TensorBuffer<Scalar: TensorScalar>: Sendable {
  /// The lengths of the axes.
  public let shape: Shape

  /// The memory that the buffer is a part of, which lives as long as any part.
  public let memory: any TensorMemory<Scalar>

  /// Where in the memory it begins, in numbers; a multiple of ``TensorBufferAlignment/bytes``.
  public let offset: Int

  /// Creates a buffer on a part of a memory.
  ///
  /// - Precondition: The part lies in the memory.
  init(_ shape: Shape, in memory: any TensorMemory<Scalar>, at offset: Int) {
    precondition(
      offset + shape.count <= memory.count,
      "\(shape.count) numbers from \(offset) on of \(memory.count)")
    (self.shape, self.memory, self.offset) = (shape, memory, offset)
  }

  /// The number of elements.
  public var count: Int { shape.count }

  /// A copy of the elements.
  public var tensor: Tensor<Scalar> {
    let elements = [Scalar](unsafeUninitializedCapacity: count) { elements, filled in
      read(into: UnsafeMutableBufferPointer(rebasing: elements[..<count]))
      filled = count
    }
    return Tensor(shape, elements)
  }

  /// The first element, which is all there is of a scalar; reading and writing it allocates nothing.
  public var scalar: Scalar {
    get {
      var value: Scalar = 0
      withUnsafeMutablePointer(to: &value) {
        read(into: UnsafeMutableBufferPointer(start: $0, count: 1))
      }
      return value
    }
    nonmutating set {
      withUnsafePointer(to: newValue) { write(UnsafeBufferPointer(start: $0, count: 1)) }
    }
  }

  /// Overwrites the elements.
  ///
  /// - Precondition: The tensor has this buffer's shape.
  public func assign(_ tensor: Tensor<Scalar>) {
    precondition(tensor.shape == shape, "\(tensor.shape) assigned to a buffer of \(shape)")
    tensor.elements.withUnsafeBufferPointer { write($0) }
  }

  /// Overwrites the first elements; the others stay as they are.
  ///
  /// - Precondition: There are not more of them than the buffer holds.
  public func write(_ elements: UnsafeBufferPointer<Scalar>) {
    precondition(elements.count <= count, "\(elements.count) numbers written to \(count)")
    memory.write(elements, at: offset)
  }

  /// Copies the first elements, as many as there is room for.
  ///
  /// - Precondition: The buffer holds as many.
  public func read(into elements: UnsafeMutableBufferPointer<Scalar>) {
    precondition(elements.count <= count, "\(elements.count) numbers read from \(count)")
    memory.read(into: elements, from: offset)
  }

  /// Whether both are the same numbers at the same place.
  public func isSame(as other: TensorBuffer) -> Bool {
    memory === other.memory && offset == other.offset && shape == other.shape
  }
}

/// Where buffers start.
public enum TensorBufferAlignment {
  /// A cache line, in bytes.
  public static let bytes = 64
}
