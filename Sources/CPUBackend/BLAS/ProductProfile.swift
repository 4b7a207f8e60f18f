/// Products of matrices of one shape, to be timed: the most a convolution by matrix products could
/// reach if nothing else had to be done.
///
/// Each thread multiplies operands of its own again and again, by one call of OpenBLAS each, so
/// that they stay in its cache.
public final class ProductProfile {
  /// The sizes of a product of matrices, and how its operands are stored.
  public struct Shape: Hashable, Sendable {
    /// Rows of the result.
    public var rows: Int
    /// Columns of the result.
    public var columns: Int
    /// The length of the sums.
    public var inner: Int
    /// Whether the left operand is stored transposed.
    public var transposeA: Bool
    /// Whether the right operand is stored transposed.
    public var transposeB: Bool

    /// Creates a shape.
    public init(
      rows: Int, columns: Int, inner: Int, transposeA: Bool = false, transposeB: Bool = false
    ) {
      self.rows = rows
      self.columns = columns
      self.inner = inner
      self.transposeA = transposeA
      self.transposeB = transposeB
    }

    /// The multiply-adds of one product.
    public var multiplyAdds: Int { rows * columns * inner }
  }

  private let shape: Shape
  private let count: Int
  private let pool: ThreadPool
  private let operands: [(a: AlignedBuffer, b: AlignedBuffer, c: AlignedBuffer)]

  fileprivate init(_ shape: Shape, count: Int, pool: ThreadPool) {
    self.shape = shape
    self.count = count
    self.pool = pool
    operands = (0..<pool.threads).map { _ in
      let a = AlignedBuffer(count: shape.rows * shape.inner)
      let b = AlignedBuffer(count: shape.inner * shape.columns)
      let c = AlignedBuffer(count: shape.rows * shape.columns)
      // Values do not matter, but denormal numbers left in memory would be slow.
      for buffer in [a, b, c] { buffer.pointer.fill(0.5, count: buffer.count) }
      return (a, b, c)
    }
  }

  /// Multiplies as often as was said and returns how long it took.
  public func measure() -> Duration {
    let product = MatrixProduct(rows: shape.rows, columns: shape.columns, inner: shape.inner)
    let aStride = shape.transposeA ? shape.rows : shape.inner
    let bStride = shape.transposeB ? shape.inner : shape.columns
    return ContinuousClock().measure {
      pool.forEach(blocks: count, work: count * shape.multiplyAdds) { _, worker in
        let (a, b, c) = operands[worker]
        product.multiplyWhole(
          MatrixView(pointer: a.pointer, stride: aStride, isTransposed: shape.transposeA),
          MatrixView(pointer: b.pointer, stride: bStride, isTransposed: shape.transposeB),
          into: c.pointer, cStride: shape.columns, accumulates: false)
      }
    }
  }
}

extension CPUBackend {
  /// Prepares products of matrices for being timed on this backend's threads.
  ///
  /// - Parameters:
  ///   - shape: The shape of each product.
  ///   - count: How many products a measurement shares out among the threads.
  public func profile(product shape: ProductProfile.Shape, count: Int) -> ProductProfile {
    ProductProfile(shape, count: count, pool: .shared(threads: threads))
  }
}
