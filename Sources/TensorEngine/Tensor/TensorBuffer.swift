/// Numbers at an address that outlives a run.
///
/// A compiled graph whose nodes are bound to buffers reads and writes them in place, so that
/// training neither copies its parameters nor allocates anything from step to step.
///
///     let weights = TensorBuffer<Float>.packed([[16, 3, 5, 5], [16]])
///     weights.whole.count     // 1216: both tensors in one vector, for an optimiser
///     weights.parts[1].shape  // [16]
///
/// `@unchecked Sendable`: the buffer only says where numbers lie. Whoever shares one between
/// threads sees to it that nobody reads while another writes.
public final class TensorBuffer<Scalar: TensorScalar>: @unchecked Sendable {
  /// The lengths of the axes.
  public let shape: Shape

  /// The first number; at a multiple of ``TensorBufferAlignment/bytes``, so that vector loads do
  /// not straddle two cache lines.
  public let pointer: UnsafeMutablePointer<Scalar>

  /// The allocation that the buffer is a part of, which lives as long as any part.
  private let allocation: Allocation

  /// Creates a buffer of zeros.
  public convenience init(_ shape: Shape) {
    self.init(shape, in: Allocation(count: shape.count), at: 0)
  }

  /// Creates a buffer that holds a tensor's elements.
  public convenience init(_ tensor: Tensor<Scalar>) {
    self.init(tensor.shape)
    assign(tensor)
  }

  private init(_ shape: Shape, in allocation: Allocation, at offset: Int) {
    self.shape = shape
    self.allocation = allocation
    pointer = allocation.pointer + offset
  }

  /// The number of elements.
  public var count: Int { shape.count }

  /// The elements, for reading and writing.
  public var elements: UnsafeMutableBufferPointer<Scalar> {
    UnsafeMutableBufferPointer(start: pointer, count: count)
  }

  /// A copy of the elements.
  public var tensor: Tensor<Scalar> { Tensor(shape, Array(elements)) }

  /// Overwrites the elements.
  ///
  /// - Precondition: The tensor has this buffer's shape.
  public func assign(_ tensor: Tensor<Scalar>) {
    precondition(tensor.shape == shape, "\(tensor.shape) assigned to a buffer of \(shape)")
    _ = elements.update(fromContentsOf: tensor.elements)
  }

  /// Makes one vector, and a view of a part of it for each shape.
  ///
  /// What an optimiser does to the vector it does to every tensor. Each view starts on a cache line
  /// of its own; the numbers between two views are zero and belong to the vector too.
  ///
  /// - Returns: The vector [total] and the views, in the order of the shapes.
  public static func packed(_ shapes: [Shape]) -> (whole: TensorBuffer, parts: [TensorBuffer]) {
    let line = TensorBufferAlignment.bytes / MemoryLayout<Scalar>.stride
    var starts: [Int] = []
    var total = 0
    for shape in shapes {
      starts.append(total)
      total += (shape.count + line - 1) / line * line
    }
    let allocation = Allocation(count: total)
    return (
      TensorBuffer([total], in: allocation, at: 0),
      zip(shapes, starts).map { TensorBuffer($0, in: allocation, at: $1) }
    )
  }

  /// Memory that is freed with the last buffer in it.
  private final class Allocation {
    let pointer: UnsafeMutablePointer<Scalar>

    init(count: Int) {
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
  }
}

/// Where buffers start.
public enum TensorBufferAlignment {
  /// A cache line, in bytes.
  public static let bytes = 64
}
