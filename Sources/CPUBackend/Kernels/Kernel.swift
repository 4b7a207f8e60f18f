import TensorEngine

/// What runs for one node of a compiled graph: reads its operands' buffers, writes its own.
typealias Kernel = () -> Void

/// Where a kernel finds an operand.
struct Operand {
  /// The elements in row-major order.
  let pointer: UnsafePointer<Float>
  /// The lengths of the axes.
  let shape: Shape

  /// The number of elements.
  var count: Int { shape.count }

  /// A copy of the elements.
  var tensor: Tensor<Float> {
    Tensor(shape, Array(UnsafeBufferPointer(start: pointer, count: count)))
  }
}

/// Where a kernel puts its result; what is there before is undefined.
struct Destination {
  /// The elements in row-major order.
  let pointer: UnsafeMutablePointer<Float>
  /// The lengths of the axes.
  let shape: Shape

  /// The number of elements.
  var count: Int { shape.count }
}

/// What kernels are made of besides their tensors.
///
/// A kernel is made once, when a graph is compiled: everything that depends on shapes alone is
/// worked out then, and the closure that remains only computes. Each family of ops extends this
/// type in a file of its own.
struct KernelMaker {
  /// The threads that kernels share their loops out to.
  let pool: ThreadPool
  /// Memory for intermediate values.
  let scratch: Scratch
}
