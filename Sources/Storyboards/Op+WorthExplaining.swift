import TensorEngine

extension Op {
  /// Whether a reader learns something from the op's cells: not from operands as they were given,
  /// and not from the same numbers in another shape.
  public var isWorthExplaining: Bool {
    switch self {
    case .input, .fill, .reshape, .broadcast: false
    default: true
    }
  }
}
