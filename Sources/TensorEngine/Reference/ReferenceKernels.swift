/// The definition of every op, as plain loops over named axes.
///
/// Each kernel takes its operands and the shape of its result, which shape inference has checked.
/// The loops are not tuned: they say what an op means, and every fast kernel is tested against
/// them.
public enum ReferenceKernels<Scalar: TensorScalar> {
  /// Applies an op to its operands.
  ///
  /// - Parameters:
  ///   - op: Any op but `input`, which has no operands to compute from.
  ///   - operands: The operands' values, in the order that the op states.
  ///   - resultShape: The shape of the result, from ``Op/outputShape(_:)``.
  public static func apply(
    _ op: Op, _ operands: [Tensor<Scalar>], resultShape: Shape
  ) -> Tensor<Scalar> {
    preconditionFailure("no kernel")
  }
}
