/// An allocation of a backend, which ``TensorBuffer``s are parts of.
///
/// A backend runs what it is told in order, and may still be at it when a call returns; whoever
/// reads waits for everything before. What a step of training came to is told without that
/// (``StepOutcomes``).
public protocol TensorMemory<Scalar>: AnyObject, Sendable {
  /// The number type.
  associatedtype Scalar: TensorScalar

  /// How many numbers there are.
  var count: Int { get }

  /// Copies numbers of the program to the backend.
  ///
  /// They have been taken when this returns, though a device may get them later, from memory of its
  /// own.
  ///
  /// - Precondition: They fit from `offset` on.
  func write(_ elements: UnsafeBufferPointer<Scalar>, at offset: Int)

  /// Copies numbers of the backend to the program, once everything that was begun before is done.
  ///
  /// - Precondition: There are as many from `offset` on.
  func read(into elements: UnsafeMutableBufferPointer<Scalar>, from offset: Int)
}

extension Backend {
  /// Makes a buffer of zeros.
  ///
  /// - Throws: ``BackendError`` when there is no memory for it.
  public func makeBuffer(_ shape: Shape) throws(BackendError) -> TensorBuffer<Scalar> {
    TensorBuffer(shape, in: try makeMemory(count: shape.count), at: 0)
  }

  /// Makes a buffer that holds a tensor's elements.
  ///
  /// - Throws: ``BackendError`` when there is no memory for it.
  public func makeBuffer(_ tensor: Tensor<Scalar>) throws(BackendError) -> TensorBuffer<Scalar> {
    let buffer = try makeBuffer(tensor.shape)
    buffer.assign(tensor)
    return buffer
  }

  /// Makes one vector, and a view of a part of it for each shape.
  ///
  /// What an optimiser does to the vector it does to every tensor. Each view starts on a cache line
  /// of its own; the numbers between two views are zero and belong to the vector too.
  ///
  /// - Returns: The vector [total] and the views, in the order of the shapes.
  /// - Throws: ``BackendError`` when there is no memory for it.
  public func makePacked(
    _ shapes: [Shape]
  ) throws(BackendError) -> (whole: TensorBuffer<Scalar>, parts: [TensorBuffer<Scalar>]) {
    let line = TensorBufferAlignment.bytes / MemoryLayout<Scalar>.stride
    var starts: [Int] = []
    var total = 0
    for shape in shapes {
      starts.append(total)
      total += (shape.count + line - 1) / line * line
    }
    let memory = try makeMemory(count: total)
    return (
      TensorBuffer([total], in: memory, at: 0),
      zip(shapes, starts).map { TensorBuffer($0, in: memory, at: $1) }
    )
  }
}
