/// What stands between a panel and the one on its left: how a row of grids is read.
///
/// A row is a formula, and each of its signs means one thing in every view.
public enum PanelSign: String, CaseIterable, Hashable, Sendable {
  /// Added, number by number.
  case plus = "+"
  /// Subtracted, number by number.
  case minus = "−"
  /// Multiplied, number by number.
  case times = "·"
  /// Divided, number by number.
  case over = "/"
  /// Rows times columns, as of matrices.
  case matrixTimes = "@"
  /// Rows times rows: the right matrix is transposed.
  case matrixTimesTransposed = "@ᵀ"
  /// Columns times columns: the left matrix is transposed.
  case transposedMatrixTimes = "ᵀ@"
  /// Columns times rows: both are.
  case transposedMatrixTimesTransposed = "ᵀ@ᵀ"
  /// The kernel, on either side, slides over the other: a correlation, which networks call a convolution.
  case slides = "∗"
  /// The left ones come to the right one.
  case equals = "="
  /// The right one is made of the left ones.
  case makes = "→"
  /// The left ones are what the right one sends back.
  case comesFrom = "←"
  /// The right one adds up numbers of the left one.
  case sums = "Σ"
  /// A list: what stands farther along has to do with both, in a way that no one sign says.
  case and = ","
  /// Neither has to do with the other.
  case apart = ""

  /// The sign of a product of matrices.
  static func product(transposeA: Bool, transposeB: Bool) -> PanelSign {
    switch (transposeA, transposeB) {
    case (false, false): .matrixTimes
    case (false, true): .matrixTimesTransposed
    case (true, false): .transposedMatrixTimes
    case (true, true): .transposedMatrixTimesTransposed
    }
  }
}
