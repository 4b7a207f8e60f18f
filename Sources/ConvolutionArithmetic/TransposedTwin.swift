/// The direct convolution that computes the same thing as a transposed one.
///
/// A transposed convolution of a window (k, s, p, d) is an ordinary convolution of the same kernel,
/// turned by half a turn, at stride 1 over a *stretched* input: `s − 1` zeros between neighbouring
/// cells, `d·(k − 1) − p` zeros around them, and a more zeros at the end. Primes in Dumoulin and
/// Visin's relationships 8–14 are the numbers of this twin. It restores the size of the direct
/// convolution's input, not its values.
public struct TransposedTwin: Hashable, Sendable {
  /// The window of the transposed convolution.
  public let window: SlidingWindow

  /// The length of the transposed convolution's input, i'.
  public let inputSize: Int

  /// The zeros added at the end of the stretched and padded input, a: the output padding.
  public let outputPadding: Int

  /// The kernel size of the twin: k' = k.
  public var kernelSize: Int { window.kernelSize }

  /// The stride of the twin, s' = 1: the original stride went into the stretching.
  public var stride: Int { 1 }

  /// The dilation of the twin: the original one.
  public var dilation: Int { window.dilation }

  /// The zeros inserted between neighbouring input cells: `s − 1`.
  public var zerosInserted: Int { window.stride - 1 }

  /// The length of the input with its inserted zeros: `(i' − 1)·s + 1`.
  public var stretchedSize: Int { (inputSize - 1) * window.stride + 1 }

  /// The padding before the stretched input: p' = `d·(k − 1) − pb`; negative means cells cut off.
  public var paddingBefore: Int { window.effectiveKernelSize - 1 - window.paddingBefore }

  /// The padding after the stretched input, without the a extra zeros: `d·(k − 1) − pa`; negative
  /// means cells cut off.
  public var paddingAfter: Int { window.effectiveKernelSize - 1 - window.paddingAfter }

  /// The length of the output: o' = `(i' − 1)·s − pb − pa + d·(k − 1) + a + 1`.
  public var outputSize: Int {
    stretchedSize + paddingBefore + paddingAfter + outputPadding - window.effectiveKernelSize + 1
  }
}

extension SlidingWindow {
  /// Returns the output length of the transposed convolution with this window.
  ///
  /// `o' = (i' − 1)·s − pb − pa + d·(k − 1) + a + 1`
  ///
  ///     let window = try SlidingWindow(kernelSize: 3, stride: 2, padding: 1)
  ///     try window.transposedOutputSize(forInputSize: 3)  // 5
  ///
  /// - Parameter inputSize: The length of the transposed convolution's input, i'; at least 1.
  /// - Returns: The output length, at least 1.
  /// - Throws: ``GeometryError/transposedOutputIsEmpty(_:)`` where padding cuts everything away,
  ///   ``GeometryError/ceilModeHasNoTranspose``, ``GeometryError/sizeOutOfRange(_:)``.
  /// - Complexity: O(1).
  public func transposedOutputSize(forInputSize inputSize: Int) throws(GeometryError) -> Int {
    try transposed(forInputSize: inputSize).outputSize
  }

  /// Returns the direct convolution equivalent to the transposed convolution with this window.
  ///
  /// - Parameter inputSize: The length of the transposed convolution's input, i'; at least 1.
  /// - Returns: The twin, its a being ``outputPadding``.
  /// - Throws: ``GeometryError`` as ``transposedOutputSize(forInputSize:)`` does.
  /// - Complexity: O(1).
  public func transposed(forInputSize inputSize: Int) throws(GeometryError) -> TransposedTwin {
    try twin(inputSize: inputSize, outputPadding: outputPadding)
  }

  /// Returns the twin that leads from this convolution's output back to the size of its input.
  ///
  ///     let window = try SlidingWindow(kernelSize: 3, stride: 2, padding: 1)
  ///     let twin = try window.transposed(restoringInputSize: 6)
  ///     // twin.inputSize 3, twin.outputPadding 1, twin.outputSize 6
  ///
  /// - Parameter inputSize: The length of the direct convolution's input, i; at least 1.
  /// - Returns: The twin with i' the direct convolution's output size and a as relationship 14 has
  ///   it; ``outputPadding`` is not used.
  /// - Throws: ``GeometryError`` as ``outputSize(forInputSize:)`` does, and
  ///   ``GeometryError/ceilModeHasNoTranspose``.
  public func transposed(
    restoringInputSize inputSize: Int
  ) throws(GeometryError) -> TransposedTwin {
    try twin(
      inputSize: outputSize(forInputSize: inputSize),
      outputPadding: outputPadding(restoringInputSize: inputSize))
  }

  /// Returns the output padding with which the transposed convolution restores an input size:
  /// `a = (i + pb + pa − d·(k − 1) − 1) mod s`.
  ///
  /// At a stride above 1 up to s input sizes share an output size; a says which one to restore.
  ///
  /// - Parameter inputSize: The length of the direct convolution's input, i; at least 1.
  /// - Returns: The output padding, in `0..<stride`.
  /// - Throws: ``GeometryError`` as ``outputSize(forInputSize:)`` does, and
  ///   ``GeometryError/ceilModeHasNoTranspose``.
  /// - SeeAlso: Dumoulin and Visin, relationship 14.
  public func outputPadding(restoringInputSize inputSize: Int) throws(GeometryError) -> Int {
    guard !ceilMode else { throw .ceilModeHasNoTranspose }
    return try remainder(forInputSize: inputSize)
  }

  private func twin(inputSize: Int, outputPadding: Int) throws(GeometryError) -> TransposedTwin {
    guard !ceilMode else { throw .ceilModeHasNoTranspose }
    try GeometryLimits.check(size: inputSize)
    let twin = TransposedTwin(window: self, inputSize: inputSize, outputPadding: outputPadding)
    guard twin.outputSize >= 1 else { throw .transposedOutputIsEmpty(twin) }
    try GeometryLimits.check(size: twin.outputSize)
    return twin
  }
}
