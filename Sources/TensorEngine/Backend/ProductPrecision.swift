/// In which numbers a backend multiplies the operands of convolutions and matrix products.
///
/// Products are added up in single precision whatever it is, and tensors stay in it, weights among
/// them: only what is about to be multiplied is rounded.
public enum ProductPrecision: String, CaseIterable, Sendable {
  /// Single precision: fractions of 23 bits.
  case float32
  /// TensorFloat-32: fractions of 10 bits, and the range of single precision.
  case tf32
  /// bfloat16: fractions of 7 bits, and the range of single precision.
  case bf16
}
