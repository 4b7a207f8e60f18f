/// How a tile's part of a weight gradient is computed.
///
/// `dy · stripsᵀ` has a transposed operand, which OpenBLAS multiplies slowly unless the product is
/// very small. Its transpose `strips · dyᵀ` has none once dy is turned round, and dy is the
/// smallest of the three matrices.
struct WeightGradientForm {
  /// The convolution's products, whose strips are the same.
  let product: TapProduct
  /// Whether the transpose is computed.
  let isTransposed: Bool

  init(_ product: TapProduct) {
    self.product = product
    // With few strips the transpose has too few rows to fill the registers, as has a first
    // layer's: for 3 channels and 3 × 3 kernels the direct form takes three quarters of the time.
    isTransposed = product.gather.strips > 16
  }

  /// How many numbers of scratch memory a tile takes: the strips, and dy turned round.
  var scratchCount: Int {
    let cells = product.tileRows * product.gather.horizontal.resultSize
    return product.scratchCount + (isTransposed ? cells * product.outputs : 0)
  }

  /// Adds a tile's part of the weight gradient, [vertical taps, outputs, strips], or with the last
  /// two axes exchanged.
  ///
  /// - Parameters:
  ///   - source: The channels that are read.
  ///   - upstream: [outputs, positions].
  ///   - rows: The tile's rows of result cells.
  ///   - sums: What is added to, or overwritten.
  ///   - accumulates: Whether the sums hold anything yet.
  ///   - scratch: Takes ``scratchCount`` numbers.
  func add(
    source: UnsafePointer<Float>, upstream: UnsafePointer<Float>, rows: Range<Int>,
    to sums: UnsafeMutablePointer<Float>, accumulates: Bool,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let gather = product.gather
    let (strips, outputs) = (gather.strips, product.outputs)
    let width = gather.horizontal.resultSize
    let cells = rows.count * width
    let gathered = product.gathered(from: source, rows: rows, scratch: scratch)
    let dy = upstream + rows.lowerBound * width
    let turned = scratch + product.scratchCount
    if isTransposed {
      turn(dy, rows: outputs, columns: cells, stride: gather.positions, into: turned)
    }
    for tap in gather.vertical.offsets.indices {
      let sum = sums + tap * strips * outputs
      if isTransposed {
        MatrixProduct(rows: strips, columns: outputs, inner: cells).multiply(
          gathered.matrix(ofTap: tap), MatrixView(pointer: UnsafePointer(turned), stride: outputs),
          into: sum,
          cStride: outputs, accumulates: accumulates)
      } else {
        var right = gathered.matrix(ofTap: tap)
        right.isTransposed = true
        MatrixProduct(rows: outputs, columns: strips, inner: cells).multiply(
          MatrixView(pointer: dy, stride: gather.positions), right, into: sum, cStride: strips,
          accumulates: accumulates)
      }
    }
  }
}

/// Transposes a matrix, a band of columns at a time: a row's part in a band is one cache line, and
/// rows that lie a power of two apart would otherwise throw each other out of the cache.
private func turn(
  _ matrix: UnsafePointer<Float>, rows: Int, columns: Int, stride: Int,
  into turned: UnsafeMutablePointer<Float>
) {
  let band = 16
  for first in Swift.stride(from: 0, to: columns, by: band) {
    let count = min(band, columns - first)
    var row = 0
    if count == band {
      while row + 4 <= rows {
        let from = matrix + (row * stride + first)
        for column in Swift.stride(from: 0, to: band, by: 4) {
          turnSquare(
            from + column, stride: stride, into: turned + ((first + column) * rows + row),
            stride: rows)
        }
        row += 4
      }
    }
    while row < rows {
      let from = matrix + (row * stride + first)
      let to = turned + (first * rows + row)
      for column in 0..<count { to[column * rows] = from[column] }
      row += 1
    }
  }
}

/// Transposes four by four numbers in registers.
@inline(__always)
private func turnSquare(
  _ square: UnsafePointer<Float>, stride: Int, into turned: UnsafeMutablePointer<Float>,
  stride turnedStride: Int
) {
  let (a, b) = (square.load4(), (square + stride).load4())
  let (c, d) = ((square + 2 * stride).load4(), (square + 3 * stride).load4())
  for index in 0..<4 {
    (turned + index * turnedStride).store(SIMD4(a[index], b[index], c[index], d[index]))
  }
}
