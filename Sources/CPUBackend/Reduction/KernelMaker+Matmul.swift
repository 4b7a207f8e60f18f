import TensorEngine

extension KernelMaker {
  /// The matrix product over the last two axes, leading axes broadcast.
  ///
  /// The result is split into blocks of rows, or of columns where they are more; their length
  /// depends on the shapes alone.
  func matmul(
    transposeA: Bool, transposeB: Bool, _ a: Operand, _ b: Operand, _ result: Destination
  ) -> Kernel {
    let rank = result.shape.rank
    let (rows, columns) = (result.shape[rank - 2], result.shape[rank - 1])
    let inner = a.shape[a.shape.rank - (transposeA ? 2 : 1)]
    let (aMatrices, bMatrices) = matrices(a.shape, b.shape, result.shape)
    let splitsColumns = columns > rows
    let (split, other) = splitsColumns ? (columns, rows) : (rows, columns)
    // OpenBLAS repacks the other operand for every block: blocks are long enough for that not to
    // matter, and have a few million multiply-adds, large against the cost of sharing them out.
    let length = max(256, (1 << 22) / max(1, other * inner))
    let blocks = (split + length - 1) / length
    let work = aMatrices.count * rows * columns * inner / ThreadPool.multiplyAddsPerNumber
    return { [pool] in
      pool.forEach(blocks: aMatrices.count * blocks, work: work) { item, _ in
        let (matrix, block) = item.quotientAndRemainder(dividingBy: blocks)
        let first = block * length
        let count = min(length, split - first)
        let (row, column) = splitsColumns ? (0, first) : (first, 0)
        let aStart = a.pointer + aMatrices[matrix] * rows * inner
        let bStart = b.pointer + bMatrices[matrix] * inner * columns
        MatrixProduct(
          rows: splitsColumns ? rows : count, columns: splitsColumns ? count : columns,
          inner: inner
        ).multiply(
          MatrixView(
            pointer: aStart + row * (transposeA ? 1 : inner),
            stride: transposeA ? rows : inner, isTransposed: transposeA),
          MatrixView(
            pointer: bStart + column * (transposeB ? inner : 1),
            stride: transposeB ? inner : columns, isTransposed: transposeB),
          into: result.pointer + (matrix * rows + row) * columns + column, cStride: columns,
          accumulates: false)
      }
    }
  }

  /// For each matrix of the result the numbers of the matrices it is the product of.
  private func matrices(_ a: Shape, _ b: Shape, _ result: Shape) -> (a: [Int], b: [Int]) {
    func stack(_ shape: Shape) -> Shape { Shape(Array(shape.dimensions.dropLast(2))) }
    let batch = stack(result)
    func numbers(_ shape: Shape) -> [Int] {
      let strides = stack(shape).strides(broadcastTo: batch)
      return (0..<batch.count).map { position in
        zip(batch.index(at: position), strides).map { $0 * $1 }.reduce(0, +)
      }
    }
    return (numbers(a), numbers(b))
  }
}
