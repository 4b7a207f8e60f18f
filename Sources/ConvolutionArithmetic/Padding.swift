/// How many padding cells go before and after an axis: the amounts, or a rule that gives them.
public enum Padding: Hashable, Sendable {
  /// These amounts.
  case explicit(before: Int, after: Int)

  /// As much as keeps the size at stride 1: `d·(k − 1)` in all, half on each side, the odd cell
  /// after, as PyTorch places it. Also called half padding.
  case same

  /// As much as lets every tap meet every input cell: `d·(k − 1)` on each side.
  case full

  /// None: every window lies inside the input.
  case valid

  /// The same amount on both sides.
  public static func symmetric(_ amount: Int) -> Padding {
    .explicit(before: amount, after: amount)
  }

  /// Returns the padding cells before and after the axis for a kernel.
  ///
  ///     try Padding.same.amounts(kernelSize: 4)              // (before: 1, after: 2)
  ///     try Padding.full.amounts(kernelSize: 3, dilation: 2) // (before: 4, after: 4)
  ///
  /// - Parameters:
  ///   - kernelSize: The number of taps; at least 1.
  ///   - stride: The stride; ``same`` is defined for 1 only.
  ///   - dilation: Input cells from one tap to the next; at least 1.
  /// - Returns: The amounts. ``explicit(before:after:)`` is returned as it is, unchecked; the
  ///   window that takes it checks it.
  /// - Throws: ``GeometryError/sameNeedsUnitStride(stride:)``, or
  ///   ``GeometryError/parameterOutOfRange(_:value:allowed:)``.
  public func amounts(
    kernelSize: Int, stride: Int = 1, dilation: Int = 1
  ) throws(GeometryError) -> (before: Int, after: Int) {
    try GeometryLimits.check(.kernelSize, kernelSize, atLeast: 1)
    try GeometryLimits.check(.stride, stride, atLeast: 1)
    try GeometryLimits.check(.dilation, dilation, atLeast: 1)
    let reach = dilation * (kernelSize - 1)
    switch self {
    case .explicit(let before, let after):
      return (before, after)
    case .same:
      guard stride == 1 else { throw .sameNeedsUnitStride(stride: stride) }
      return (reach / 2, reach - reach / 2)
    case .full:
      return (reach, reach)
    case .valid:
      return (0, 0)
    }
  }

  /// Returns the padding that Keras and TensorFlow call "same", for an axis of `inputSize` cells.
  ///
  /// It makes the output `⌈i / s⌉` long, so unlike ``same`` it allows every stride, and its amount
  /// depends on the input: `max((⌈i / s⌉ − 1)·s + d·(k − 1) + 1 − i, 0)` in all, the odd cell after.
  ///
  ///     try Padding.kerasSame(forInputSize: 32, kernelSize: 5, stride: 2)
  ///     // .explicit(before: 1, after: 2): 16 outputs
  ///
  /// - Parameters:
  ///   - inputSize: The length of the axis; at least 1.
  ///   - kernelSize: The number of taps; at least 1.
  ///   - stride: Input cells from one output to the next; at least 1.
  ///   - dilation: Input cells from one tap to the next; at least 1.
  /// - Returns: The amounts as ``explicit(before:after:)``.
  /// - Throws: ``GeometryError`` if a number is out of range.
  public static func kerasSame(
    forInputSize inputSize: Int, kernelSize: Int, stride: Int = 1, dilation: Int = 1
  ) throws(GeometryError) -> Padding {
    try GeometryLimits.check(size: inputSize)
    let window = try SlidingWindow(kernelSize: kernelSize, stride: stride, dilation: dilation)
    let outputSize = (inputSize + stride - 1) / stride
    let total = max((outputSize - 1) * stride + window.effectiveKernelSize - inputSize, 0)
    return .explicit(before: total / 2, after: total - total / 2)
  }
}

extension Padding: ExpressibleByIntegerLiteral {
  /// The same amount on both sides, so that a plain number reads as it does elsewhere:
  /// `padding: 1`.
  public init(integerLiteral amount: Int) {
    self = .symmetric(amount)
  }
}
