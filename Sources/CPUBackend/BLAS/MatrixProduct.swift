import COpenBLAS

/// A matrix inside a larger array: where it starts and how far apart its rows are stored.
struct MatrixView {
  /// The first number.
  var pointer: UnsafePointer<Float>
  /// The distance between the starts of neighbouring stored rows.
  var stride: Int
  /// Whether the matrix is stored with rows and columns exchanged.
  var isTransposed = false
}

/// `c ← a · b`, or `c ← c + a · b`, for single-precision matrices on the calling thread.
struct MatrixProduct {
  /// Rows of a and c.
  var rows: Int
  /// Columns of b and c.
  var columns: Int
  /// Columns of a and rows of b.
  var inner: Int

  /// The number of multiply-adds up to which a product is done in one piece.
  ///
  /// With AVX-512 kernels OpenBLAS multiplies small matrices straight from where they lie, and
  /// larger ones from repacked copies. The layers of a small network have so few rows that the
  /// copying takes longer than the multiplying: 16 × 1024 × 144 ran at 60 GFLOP/s in one piece
  /// and at 108 in four. 100³ is where OpenBLAS draws the line.
  static let largestUnpacked = 1_000_000

  /// Multiplies, in pieces where that is faster.
  ///
  /// The pieces depend on the sizes alone, so the result has the same bits on any thread.
  ///
  /// - Parameters:
  ///   - a: rows × inner.
  ///   - b: inner × columns.
  ///   - c: rows × columns, stored by rows.
  ///   - cStride: The distance between the starts of c's rows.
  ///   - accumulates: Whether the product is added to what c holds.
  func multiply(
    _ a: MatrixView, _ b: MatrixView, into c: UnsafeMutablePointer<Float>, cStride: Int,
    accumulates: Bool
  ) {
    let isSplittable = !a.isTransposed && !b.isTransposed
    if isSplittable, rows >= inner, let step = step(along: rows, atLeast: 32) {
      for first in stride(from: 0, to: rows, by: step) {
        let part = MatrixProduct(rows: min(step, rows - first), columns: columns, inner: inner)
        var slice = a
        slice.pointer += first * a.stride
        part.multiplyWhole(
          slice, b, into: c + first * cStride, cStride: cStride, accumulates: accumulates)
      }
    } else if isSplittable, inner > rows, let step = step(along: inner, atLeast: 48) {
      for first in stride(from: 0, to: inner, by: step) {
        let part = MatrixProduct(rows: rows, columns: columns, inner: min(step, inner - first))
        var (left, right) = (a, b)
        left.pointer += first
        right.pointer += first * b.stride
        part.multiplyWhole(
          left, right, into: c, cStride: cStride, accumulates: accumulates || first > 0)
      }
    } else {
      multiplyWhole(a, b, into: c, cStride: cStride, accumulates: accumulates)
    }
  }

  /// Multiplies by one call of OpenBLAS.
  func multiplyWhole(
    _ a: MatrixView, _ b: MatrixView, into c: UnsafeMutablePointer<Float>, cStride: Int,
    accumulates: Bool
  ) {
    openblas_multiply(
      a.isTransposed, b.isTransposed, Int32(rows), Int32(columns), Int32(inner), a.pointer,
      Int32(max(1, a.stride)), b.pointer, Int32(max(1, b.stride)), c, Int32(max(1, cStride)),
      accumulates)
  }

  /// The length of equal pieces along one dimension that are small enough to be multiplied
  /// unpacked; `nil` when one piece is, or when the pieces would be too short to be worth it.
  private func step(along length: Int, atLeast shortest: Int) -> Int? {
    let longest = Self.largestUnpacked * length / max(1, rows * columns * inner)
    guard longest < length, longest >= shortest else { return nil }
    let pieces = (length + longest - 1) / longest
    // Whole groups of 4, which the kernels handle together.
    return min(longest, ((length + pieces - 1) / pieces + 3) / 4 * 4)
  }
}
