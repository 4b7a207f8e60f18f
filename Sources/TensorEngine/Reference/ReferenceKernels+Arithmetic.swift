/// Matrix products, elementwise arithmetic with broadcasting, sums and means.
extension ReferenceKernels {
  /// `c[.., m, p] = Σ over k of a[.., m, k] · b[.., k, p]`, leading axes broadcast.
  static func matmul(
    _ a: Tensor<Scalar>, _ transposeA: Bool, _ b: Tensor<Scalar>, _ transposeB: Bool,
    _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let (rows, inner) = a.shape.matrix(transposed: transposeA)
    let columns = resultShape[resultShape.rank - 1]
    let batch = resultShape.batchAxes
    // Where an element lies in its stored matrix, which may be the transpose of the one meant.
    let (aRow, aColumn) = transposeA ? (1, rows) : (inner, 1)
    let (bRow, bColumn) = transposeB ? (1, inner) : (columns, 1)

    var c: [Scalar] = []
    c.reserveCapacity(resultShape.count)
    let aMatrices = a.shape.batchAxes.offsets(broadcastTo: batch)
    let bMatrices = b.shape.batchAxes.offsets(broadcastTo: batch)
    for (aMatrix, bMatrix) in zip(aMatrices, bMatrices) {
      let (aStart, bStart) = (aMatrix * rows * inner, bMatrix * inner * columns)
      for m in 0..<rows {
        for p in 0..<columns {
          var sum: Scalar = 0
          for k in 0..<inner {
            sum +=
              a.elements[aStart + m * aRow + k * aColumn]
              * b.elements[bStart + k * bRow + p * bColumn]
          }
          c.append(sum)
        }
      }
    }
    return Tensor(resultShape, c)
  }

  /// Adds, subtracts, multiplies or divides what broadcasting brings together.
  static func binary(
    _ function: BinaryFunction, _ left: Tensor<Scalar>, _ right: Tensor<Scalar>,
    _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let pairs = zip(
      left.shape.offsets(broadcastTo: resultShape), right.shape.offsets(broadcastTo: resultShape))
    return Tensor(
      resultShape,
      pairs.map { a, b in
        switch function {
        case .add: left.elements[a] + right.elements[b]
        case .subtract: left.elements[a] - right.elements[b]
        case .multiply: left.elements[a] * right.elements[b]
        case .divide: left.elements[a] / right.elements[b]
        }
      })
  }

  /// The sum or mean over the reduced axes, added up in the operand's order.
  static func reduce(
    _ reduction: Reduction, _ x: Tensor<Scalar>, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let kept = Shape(
      x.shape.dimensions.enumerated().map { reduction.axes.contains($0.offset) ? 1 : $0.element })
    var y = [Scalar](repeating: 0, count: resultShape.count)
    for (value, sum) in zip(x.elements, kept.offsets(broadcastTo: x.shape)) {
      y[sum] += value
    }
    if reduction.kind == .mean {
      let count = Scalar(reduction.axes.map { x.shape[$0] }.reduce(1, *))
      for position in y.indices { y[position] /= count }
    }
    return Tensor(resultShape, y)
  }
}

extension Shape {
  /// The axes before the last two: those of a stack of matrices.
  fileprivate var batchAxes: Shape { Shape(Array(dimensions.dropLast(2))) }
}
