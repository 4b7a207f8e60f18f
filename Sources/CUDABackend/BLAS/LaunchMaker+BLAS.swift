import CUDAKernels
import TensorEngine

extension LaunchMaker {
  /// Products by cuBLAS, where that was asked for and computes them: those of matrices that lie at equal distances.
  ///
  /// - Parameters:
  ///   - arguments: The products, as the kernel that is shipped gets them.
  ///   - count: How many there are.
  func products(
    _ arguments: cuda_matmul_arguments, count: Int, _ transposeA: Bool, _ transposeB: Bool
  ) -> [Launch]? {
    guard let library = products, arguments.rank <= 1, arguments.depth > 0, count > 0 else {
      return nil
    }
    func stride(_ strides: cuda_numbers_by_axis) -> Int64 {
      arguments.rank == 0 ? 0 : Int64(strides.at.0)
    }
    // Rows that follow each other are columns to cuBLAS: it computes the transposed result, from the operands in the
    // other order.
    let product = CUDABLAS.Product(
      left: .init(
        numbers: arguments.b.numbers, isTransposed: transposeB,
        rowLength: transposeB ? arguments.depth : arguments.columns,
        stride: stride(arguments.b_strides)),
      right: .init(
        numbers: arguments.a.numbers, isTransposed: transposeA,
        rowLength: transposeA ? arguments.rows : arguments.depth,
        stride: stride(arguments.a_strides)),
      result: arguments.c.numbers, rows: arguments.columns, columns: arguments.rows,
      depth: arguments.depth, count: Int32(count), arithmetic: precision.arithmetic)
    return [Launch(product, by: library)]
  }
}
