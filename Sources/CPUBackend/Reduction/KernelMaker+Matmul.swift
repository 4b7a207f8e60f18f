import TensorEngine

extension KernelMaker {
  /// The matrix product over the last two axes, leading axes broadcast.
  ///
  /// Rows are split into blocks of a length that depends on the shapes alone.
  func matmul(
    transposeA: Bool, transposeB: Bool, _ a: Operand, _ b: Operand, _ result: Destination
  ) -> Kernel {
    let rank = result.shape.rank
    let (rows, columns) = (result.shape[rank - 2], result.shape[rank - 1])
    let inner = a.shape[a.shape.rank - (transposeA ? 2 : 1)]
    let (aMatrices, bMatrices) = matrices(a.shape, b.shape, result.shape)
    // Blocks of a few million multiply-adds, large against the cost of sharing them out.
    let rowsPerBlock = min(max(1, rows), max(32, (1 << 22) / max(1, columns * inner)))
    let blocks = (rows + rowsPerBlock - 1) / rowsPerBlock
    let work = aMatrices.count * rows * columns * inner / ThreadPool.multiplyAddsPerNumber
    return { [pool] in
      pool.forEach(blocks: aMatrices.count * blocks, work: work) { item, _ in
        let (matrix, block) = item.quotientAndRemainder(dividingBy: blocks)
        let first = block * rowsPerBlock
        let count = min(rowsPerBlock, rows - first)
        let aStart = a.pointer + aMatrices[matrix] * rows * inner
        MatrixProduct(rows: count, columns: columns, inner: inner).multiply(
          MatrixView(
            pointer: aStart + (transposeA ? first : first * inner),
            stride: transposeA ? rows : inner, isTransposed: transposeA),
          MatrixView(
            pointer: b.pointer + bMatrices[matrix] * inner * columns,
            stride: transposeB ? inner : columns, isTransposed: transposeB),
          into: result.pointer + (matrix * rows + first) * columns, cStride: columns,
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
