/// One axis of a sliding window: the geometry shared by convolution, pooling, im2col and the
/// transposed convolution.
///
/// The axes of a layer are independent, so a 2-D layer is two values of this type. Every size, tap
/// and count in the program comes from here.
///
///     let window = try SlidingWindow(kernelSize: 3, stride: 2, padding: 1)
///     try window.outputSize(forInputSize: 5)     // 3
///     window.inputIndex(ofTap: 0, atOutput: 0)   // -1: the first tap reads padding
///
/// The letters in the formulas are Dumoulin and Visin's: i input, k kernel, s stride, p padding (pb
/// before, pa after), d dilation, a output padding, o output.
///
/// - SeeAlso: V. Dumoulin, F. Visin, *A guide to convolution arithmetic for deep learning* (2016),
///   arXiv:1603.07285.
public struct SlidingWindow: Hashable, Sendable {
  /// The number of taps, k.
  public let kernelSize: Int

  /// How far the window moves from one output to the next, s, in input cells.
  public let stride: Int

  /// The number of padding cells before the first input cell.
  public let paddingBefore: Int

  /// The number of padding cells after the last input cell.
  public let paddingAfter: Int

  /// The distance between neighbouring taps, d, in input cells; 1 is an ordinary kernel.
  public let dilation: Int

  /// The cells a transposed convolution adds at the end of its output, a.
  public let outputPadding: Int

  /// Whether a size that does not come out even is rounded up instead of down (pooling only).
  public let ceilMode: Bool

  /// Creates the window from its numbers.
  ///
  /// - Parameters:
  ///   - kernelSize: The number of taps; at least 1.
  ///   - stride: Input cells from one output to the next; at least 1.
  ///   - paddingBefore: Padding cells before the input; at least 0.
  ///   - paddingAfter: Padding cells after the input; at least 0.
  ///   - dilation: Input cells from one tap to the next; at least 1.
  ///   - outputPadding: Cells added to a transposed convolution's output; less than the larger of
  ///     stride and dilation.
  ///   - ceilMode: Whether pooling rounds its output size up.
  /// - Throws: ``GeometryError/parameterOutOfRange(_:value:allowed:)`` or
  ///   ``GeometryError/outputPaddingTooLarge(outputPadding:stride:dilation:)``.
  public init(
    kernelSize: Int, stride: Int = 1, paddingBefore: Int = 0, paddingAfter: Int = 0,
    dilation: Int = 1, outputPadding: Int = 0, ceilMode: Bool = false
  ) throws(GeometryError) {
    try GeometryLimits.check(.kernelSize, kernelSize, atLeast: 1)
    try GeometryLimits.check(.stride, stride, atLeast: 1)
    try GeometryLimits.check(.paddingBefore, paddingBefore, atLeast: 0)
    try GeometryLimits.check(.paddingAfter, paddingAfter, atLeast: 0)
    try GeometryLimits.check(.dilation, dilation, atLeast: 1)
    try GeometryLimits.check(.outputPadding, outputPadding, atLeast: 0)
    // With fewer extra cells than the stride (or the dilation) each size of the restored input has
    // exactly one output padding; PyTorch refuses the rest, and so do we.
    guard outputPadding == 0 || outputPadding < max(stride, dilation) else {
      throw .outputPaddingTooLarge(
        outputPadding: outputPadding, stride: stride, dilation: dilation)
    }
    self.kernelSize = kernelSize
    self.stride = stride
    self.paddingBefore = paddingBefore
    self.paddingAfter = paddingAfter
    self.dilation = dilation
    self.outputPadding = outputPadding
    self.ceilMode = ceilMode
  }

  /// Creates the window with its padding given by a rule.
  ///
  /// - Parameters:
  ///   - kernelSize: The number of taps; at least 1.
  ///   - stride: Input cells from one output to the next; at least 1.
  ///   - padding: The rule, or the amounts; ``Padding/same`` needs stride 1.
  ///   - dilation: Input cells from one tap to the next; at least 1.
  ///   - outputPadding: Cells added to a transposed convolution's output.
  ///   - ceilMode: Whether pooling rounds its output size up.
  /// - Throws: ``GeometryError`` as ``Padding/amounts(kernelSize:stride:dilation:)`` and the
  ///   memberwise initializer do.
  public init(
    kernelSize: Int, stride: Int = 1, padding: Padding, dilation: Int = 1, outputPadding: Int = 0,
    ceilMode: Bool = false
  ) throws(GeometryError) {
    let amounts = try padding.amounts(kernelSize: kernelSize, stride: stride, dilation: dilation)
    try self.init(
      kernelSize: kernelSize, stride: stride, paddingBefore: amounts.before,
      paddingAfter: amounts.after, dilation: dilation, outputPadding: outputPadding,
      ceilMode: ceilMode)
  }

  /// The input cells from the first tap to the last, both included: `d·(k − 1) + 1`.
  ///
  /// A dilated kernel reaches as far as an ordinary kernel of this size (relationship "dilation").
  @inlinable
  public var effectiveKernelSize: Int { dilation * (kernelSize - 1) + 1 }
}
